"""Sends raw bytes on a connection of their own, one case after another.

Usage: raw_http1.py HOST:PORT. Reads a JSON string a line, whose characters are the bytes; writes a JSON
object a line: the status of the answer, and whether the server closed the connection.
"""

import json
import socket
import sys

SECONDS_MAX = 5

host, port = sys.argv[1].rsplit(":", 1)
for line in sys.stdin:
    with socket.create_connection((host, int(port)), timeout=SECONDS_MAX) as connection:
        received = b""
        closes = False
        try:
            connection.sendall(json.loads(line).encode("latin-1"))
            while piece := connection.recv(65536):
                received += piece
            closes = True
        except ConnectionError:
            closes = True
        except TimeoutError:
            pass
        fields = received.split(b" ", 2)
        status = int(fields[1]) if received.startswith(b"HTTP/1.1 ") else 0
        print(json.dumps({"status": status, "closes": closes}), flush=True)
