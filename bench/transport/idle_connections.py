"""Opens connections that say hello in HTTP/2 and then nothing; prints the server's resident KiB.

usage: idle_connections.py PORT COUNT PID
"""

import re
import socket
import sys

port, count, pid = map(int, sys.argv[1:])
hello = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes([0, 0, 0, 4, 0, 0, 0, 0, 0])
connections = []
for _ in range(count):
    connection = socket.create_connection(("127.0.0.1", port))
    connection.sendall(hello)
    # The server's SETTINGS, and its acknowledgement of ours: both sides are at rest then.
    received = b""
    while received.count(b"\x04\x01\x00\x00\x00\x00") == 0:
        received += connection.recv(4096)
    connections.append(connection)
print(re.search(r"VmRSS:\s+(\d+)", open(f"/proc/{pid}/status").read()).group(1))
