"""Sends requests one after another on one HTTP/2 connection; fails when the connection does not last.

Usage: one_connection.py HOST:PORT. Reads JSON lines with `method`, `path`, `contentType` and `body`
from standard input, and prints for each a JSON line with `status` and `body`.
"""

import json
import socket
import sys

import h2.config
import h2.connection
import h2.events

ANSWER_SECONDS_MAX = 20


class OneConnection:
    def __init__(self, address):
        host, port = address.rsplit(":", 1)
        self.address = address
        self.socket = socket.create_connection((host, int(port)), ANSWER_SECONDS_MAX)
        self.connection = h2.connection.H2Connection(h2.config.H2Configuration())
        self.connection.initiate_connection()

    def ask(self, request):
        """Sends one request and returns its status and its body."""
        stream = self.connection.get_next_available_stream_id()
        headers = [
            (":method", request["method"]),
            (":scheme", "http"),
            (":authority", self.address),
            (":path", request["path"]),
            ("content-type", request["contentType"]),
        ]
        self.connection.send_headers(stream, headers)
        self.connection.send_data(stream, request["body"].encode(), end_stream=True)
        self.socket.sendall(self.connection.data_to_send())
        return self.answer(stream)

    def answer(self, stream):
        status, body = None, b""
        while True:
            received = self.socket.recv(65536)
            if not received:
                sys.exit("the server closed the connection")
            for event in self.connection.receive_data(received):
                if isinstance(event, h2.events.ConnectionTerminated):
                    sys.exit(f"the server said GOAWAY: {event.error_code}")
                if getattr(event, "stream_id", None) != stream:
                    continue
                if isinstance(event, h2.events.StreamReset):
                    sys.exit(f"the server reset the stream: {event.error_code}")
                if isinstance(event, h2.events.ResponseReceived):
                    status = int(dict(event.headers)[b":status"])
                if isinstance(event, h2.events.DataReceived):
                    body += event.data
                    self.connection.acknowledge_received_data(
                        event.flow_controlled_length, stream
                    )
                if isinstance(event, h2.events.StreamEnded):
                    return {"status": status, "body": body.decode()}
            self.socket.sendall(self.connection.data_to_send())


client = OneConnection(sys.argv[1])
for line in sys.stdin:
    print(json.dumps(client.ask(json.loads(line))), flush=True)
