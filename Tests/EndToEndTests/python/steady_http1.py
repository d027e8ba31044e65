"""Asks one question over and over on several HTTP/1.1 connections that are kept alive.

Usage: steady_http1.py HOST:PORT FILE. Writes `running` once answers flow on every connection, then goes
on until each connection was told that its last answer was the last. Prints one JSON line: how many
requests were answered, how many were sent and never answered, and how many connections said goodbye.
"""

import json
import pathlib
import socket
import sys
import threading

CONNECTIONS = 8
ANSWERS_BEFORE_RUNNING = 50
IDLE_SECONDS_MAX = 20


class Client(threading.Thread):
    def __init__(self, address, body):
        super().__init__(daemon=True)
        host, port = address.rsplit(":", 1)
        self.socket = socket.create_connection((host, int(port)))
        self.socket.settimeout(IDLE_SECONDS_MAX)
        self.stream = self.socket.makefile("rb")
        self.request = (
            f"POST /v1/authorize HTTP/1.1\r\nhost: {address}\r\n"
            f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
        ).encode() + body
        self.answered = 0
        self.lost = 0
        self.said_goodbye = False
        self.is_warm = threading.Event()

    def run(self):
        try:
            while not self.said_goodbye and self.lost == 0:
                self.ask()
                if self.answered >= ANSWERS_BEFORE_RUNNING:
                    self.is_warm.set()
        finally:
            self.is_warm.set()

    def ask(self):
        """Sends one request and reads its answer; without a whole answer the request is lost."""
        try:
            self.socket.sendall(self.request)
            status = self.stream.readline()
            fields = {}
            while (line := self.stream.readline().strip()) != b"":
                name, value = line.split(b":", 1)
                fields[name.lower()] = value.strip()
            body = self.stream.read(int(fields[b"content-length"]))
        except (OSError, KeyError, ValueError):
            self.lost += 1
            return
        if not status.startswith(b"HTTP/1.1 200 ") or not body.endswith(b"}"):
            self.lost += 1
            return
        self.answered += 1
        self.said_goodbye = fields.get(b"connection") == b"close"


body = pathlib.Path(sys.argv[2]).read_bytes()
clients = [Client(sys.argv[1], body) for _ in range(CONNECTIONS)]
for client in clients:
    client.start()
for client in clients:
    client.is_warm.wait()
print("running", flush=True)
for client in clients:
    client.join()
print(
    json.dumps(
        {
            "answered": sum(client.answered for client in clients),
            "lost": sum(client.lost for client in clients),
            "saidGoodbye": all(client.said_goodbye for client in clients),
        }
    )
)
