"""Sends what never ends on HTTP/1.1 connections of their own, and watches the memory of the server.

Usage: http1_endless.py HOST:PORT PROCESS. Writes a JSON object a line for each case: its name, the statuses of the
answers, and by how many kilobytes the server had grown when everything was sent that it took.
"""

import json
import re
import socket
import sys

SENT_BYTES_MAX = 24 << 20
SECONDS_MAX = 5

HEAD = b" /v1/authorize HTTP/1.1\r\nhost: a\r\n"
CASES = {
    "blanks in front of a value": (b"GET" + HEAD + b"x:", b" "),
    "tabs in front of a value": (b"GET" + HEAD + b"x:", b"\t"),
    "blanks behind a target": (b"GET / ", b" "),
    "blanks behind a length": (b"POST" + HEAD + b"content-length:", b" "),
    "blanks in a trailer": (b"POST" + HEAD + b"transfer-encoding: chunked\r\n\r\n0\r\nx:", b" "),
    "anything behind an upgrade": (b"POST" + HEAD + b"connection: upgrade\r\nupgrade: h2c\r\n\r\n", b"x"),
    "anything behind a tunnel": (b"CONNECT /x HTTP/1.1\r\nhost: a\r\n\r\n", b"x"),
    "anything behind the last request": (b"POST" + HEAD + b"connection: close\r\n\r\n", b"x"),
}


def resident(process):
    """The resident memory in kilobytes."""
    with open(f"/proc/{process}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


def flood(host, port, start, filler):
    """Sends until the server takes no more, and returns what it has answered."""
    received = b""
    with socket.create_connection((host, int(port)), timeout=SECONDS_MAX) as connection:
        try:
            connection.sendall(start)
            for _ in range(SENT_BYTES_MAX >> 16):
                connection.sendall(filler * (1 << 16))
        except OSError:
            pass
        try:
            while piece := connection.recv(65536):
                received += piece
                if b"\r\n\r\n" in received:
                    break
        except OSError:
            pass
        return received, resident(sys.argv[2])


host, port = sys.argv[1].rsplit(":", 1)
for name, (start, filler) in CASES.items():
    before = resident(sys.argv[2])
    received, after = flood(host, port, start, filler)
    statuses = [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3})", received)]
    print(json.dumps({"name": name, "statuses": statuses, "grown": after - before}), flush=True)
