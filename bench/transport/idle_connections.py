"""Opens connections that say hello in HTTP/2 and then nothing; prints what one of them adds to the
server's resident memory, in bytes.

usage: idle_connections.py PORT-OR-SOCKET plain|tls COUNT PID

Some that are not counted come first, so that what the server sets up once is not divided among them.
"""

import re
import socket
import ssl
import sys

HELLO = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes([0, 0, 0, 4, 0, 0, 0, 0, 0])
# The server's acknowledgement of our SETTINGS: both sides are at rest then.
ACKNOWLEDGEMENT = b"\x04\x01\x00\x00\x00\x00"
UNCOUNTED = 50


def connect(place):
    if not place.startswith("/"):
        return socket.create_connection(("127.0.0.1", int(place)))
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(place)
    return connection


def greet(connection):
    connection.sendall(HELLO)
    received = b""
    while ACKNOWLEDGEMENT not in received:
        part = connection.recv(4096)
        if not part:
            sys.exit("the server closed a connection that only said hello")
        received += part
    return connection


def resident(process):
    status = open(f"/proc/{process}/status").read()
    return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) * 1024


def main():
    place, kind, count, process = sys.argv[1:]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_alpn_protocols(["h2"])
    secured = context.wrap_socket if kind == "tls" else lambda connection: connection
    first = [greet(secured(connect(place))) for _ in range(UNCOUNTED)]
    before = resident(process)
    connections = [greet(secured(connect(place))) for _ in range(int(count))]
    print((resident(process) - before) // len(connections))
    for connection in first + connections:
        connection.close()


main()
