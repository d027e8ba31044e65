"""Passes HTTP/2 without encryption on to a server, and counts the requests and the answers in it.

Usage: counting_proxy.py HOST:PORT. Prints the address that it listens on, then goes on until standard
input ends and all connections are closed. Prints one JSON line: how many requests were sent to the
server, how many of them were answered to the end, and how many of those that were not had numbers that
the last GOAWAY of their connection did not exclude.
"""

import json
import socket
import sys
import threading

PREFACE_BYTES = 24
FRAME_HEADER_BYTES = 9
DATA, HEADERS, GOAWAY = 0, 1, 7
END_STREAM = 1


class Connection:
    """One connection of a client, and the one to the server that belongs to it."""

    def __init__(self, client, server):
        self.client = client
        self.server = socket.create_connection(server)
        self.sent, self.answered = set(), set()
        self.last = 0x7FFFFFFF
        self.threads = [
            threading.Thread(target=self.forward, args=arguments)
            for arguments in (
                (self.client, self.server, PREFACE_BYTES, self.count_request),
                (self.server, self.client, 0, self.count_answer),
            )
        ]
        for thread in self.threads:
            thread.start()

    def forward(self, source, target, skipped, count):
        unread = b""
        while received := self.receive(source):
            # Counted first, so that nothing is answered before it is known to be asked.
            unread += received
            taken = min(skipped, len(unread))
            skipped, unread = skipped - taken, unread[taken:]
            unread = self.read_frames(unread, count) if not skipped else unread
            try:
                target.sendall(received)
            except OSError:
                break
        try:
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    @staticmethod
    def receive(source):
        try:
            return source.recv(65536)
        except OSError:
            return b""

    @staticmethod
    def read_frames(unread, count):
        start = 0
        while len(unread) - start >= FRAME_HEADER_BYTES:
            end = start + FRAME_HEADER_BYTES + int.from_bytes(unread[start : start + 3], "big")
            if end > len(unread):
                break
            stream = int.from_bytes(unread[start + 5 : start + 9], "big") & 0x7FFFFFFF
            body = unread[start + FRAME_HEADER_BYTES : end]
            count(unread[start + 3], unread[start + 4], stream, body)
            start = end
        return unread[start:]

    def count_request(self, kind, flags, stream, body):
        if kind == HEADERS:
            self.sent.add(stream)

    def count_answer(self, kind, flags, stream, body):
        if kind in (DATA, HEADERS) and flags & END_STREAM:
            self.answered.add(stream)
        elif kind == GOAWAY:
            self.last = int.from_bytes(body[:4], "big") & 0x7FFFFFFF

    def lost(self):
        return {stream for stream in self.sent - self.answered if stream <= self.last}


def main():
    host, port = sys.argv[1].rsplit(":", 1)
    listener = socket.create_server(("127.0.0.1", 0))
    connections = []

    def accept():
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            connections.append(Connection(client, (host, int(port))))

    threading.Thread(target=accept, daemon=True).start()
    print(f"127.0.0.1:{listener.getsockname()[1]}", flush=True)
    sys.stdin.read()
    listener.close()
    for thread in [thread for connection in connections for thread in connection.threads]:
        thread.join()
    print(
        json.dumps(
            {
                "sent": sum(len(connection.sent) for connection in connections),
                "answered": sum(len(connection.answered) for connection in connections),
                "lost": sum(len(connection.lost()) for connection in connections),
            }
        )
    )


main()
