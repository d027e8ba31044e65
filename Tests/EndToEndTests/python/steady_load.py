"""Asks one question over and over on one HTTP/2 connection, with many streams in flight.

Usage: steady_load.py HOST:PORT FILE [AUTHORITY]. With the certificate of an authority it encrypts.
Writes `running` once answers flow, then goes on until standard input ends or the server says GOAWAY.
Then it opens no further stream, waits for those in flight, and after a GOAWAY for the end of the
connection. Prints one JSON line: how many were answered; how many were lost, those that a later GOAWAY
says were not taken on included; and the last streams that the server named in its GOAWAY frames.
"""

import json
import pathlib
import select
import socket
import ssl
import sys

import h2.config
import h2.connection
import h2.events

GOAWAY = 7
FRAME_HEADER_BYTES = 9
STREAMS_IN_FLIGHT = 20
ANSWERS_BEFORE_RUNNING = 200
IDLE_SECONDS_MAX = 20


class SteadyLoad:
    def __init__(self, address, body, authority):
        host, port = address.rsplit(":", 1)
        self.socket = socket.create_connection((host, int(port)))
        if authority:
            context = ssl.create_default_context(cafile=authority)
            context.set_alpn_protocols(["h2"])
            self.socket = context.wrap_socket(self.socket, server_hostname=host)
            assert self.socket.selected_alpn_protocol() == "h2"
        self.body = body
        self.headers = [
            (":method", "POST"),
            (":scheme", "http"),
            (":authority", address),
            (":path", "/v1/authorize"),
            ("content-type", "application/json"),
        ]
        self.connection = h2.connection.H2Connection(h2.config.H2Configuration())
        self.connection.initiate_connection()
        self.unread = b""
        self.in_flight = set()
        self.answered = 0
        self.lost = 0
        self.goodbyes = []
        self.is_stopping = False

    def run(self):
        self.ask()
        said_running = False
        while self.in_flight or self.goodbyes or not self.is_stopping:
            sources = [self.socket] if self.is_stopping else [self.socket, sys.stdin]
            readable, _, _ = select.select(sources, [], [], IDLE_SECONDS_MAX)
            if not readable:
                break
            if sys.stdin in readable and not sys.stdin.buffer.read1(1):
                self.is_stopping = True
            if self.socket in readable and not self.receive():
                break
            if not said_running and self.answered >= ANSWERS_BEFORE_RUNNING:
                said_running = True
                print("running", flush=True)
        self.lost += len(self.in_flight)

    def ask(self):
        """Opens streams until enough are in flight, then sends what has gathered."""
        while not self.is_stopping and len(self.in_flight) < STREAMS_IN_FLIGHT:
            stream = self.connection.get_next_available_stream_id()
            self.connection.send_headers(stream, self.headers)
            self.connection.send_data(stream, self.body, end_stream=True)
            self.in_flight.add(stream)
        try:
            self.socket.sendall(self.connection.data_to_send())
        except (BrokenPipeError, ConnectionResetError):
            assert self.goodbyes, "the connection was closed without a GOAWAY"

    def receive(self):
        """Handles what the server sent; returns whether it may send more."""
        received = self.socket.recv(65536)
        if not received:
            return False
        self.unread += received
        while isinstance(self.socket, ssl.SSLSocket) and self.socket.pending():
            self.unread += self.socket.recv(65536)
        while frame := self.next_frame():
            if frame[3] == GOAWAY:
                self.take_leave(frame)
                continue
            for event in self.connection.receive_data(frame):
                self.handle(event)
        self.ask()
        return True

    def next_frame(self):
        """Takes one whole frame off the bytes that were received; None when there is none."""
        length = FRAME_HEADER_BYTES + int.from_bytes(self.unread[:3], "big")
        if len(self.unread) < max(length, FRAME_HEADER_BYTES):
            return None
        frame, self.unread = self.unread[:length], self.unread[length:]
        return frame

    def take_leave(self, frame):
        """Notes a GOAWAY; the library would refuse every frame after it, answers in flight included."""
        self.is_stopping = True
        self.goodbyes.append(int.from_bytes(frame[9:13], "big") & 0x7FFFFFFF)

    def handle(self, event):
        if isinstance(event, h2.events.ResponseReceived):
            if dict(event.headers).get(b":status") != b"200":
                self.lost += 1
        elif isinstance(event, h2.events.DataReceived):
            self.connection.acknowledge_received_data(
                event.flow_controlled_length, event.stream_id
            )
        elif isinstance(event, h2.events.StreamEnded):
            self.in_flight.discard(event.stream_id)
            self.answered += 1
        elif isinstance(event, h2.events.StreamReset):
            self.in_flight.discard(event.stream_id)
            self.lost += 1


load = SteadyLoad(
    sys.argv[1], pathlib.Path(sys.argv[2]).read_bytes(), (sys.argv[3:] or [None])[0]
)
load.run()
print(
    json.dumps(
        {
            "answered": load.answered,
            "lost": load.lost,
            "saidGoodbye": bool(load.goodbyes),
            "goodbyes": load.goodbyes,
        }
    )
)
