"""Sends calls frame by frame, well formed and not, and prints what came back, a JSON line for each.

Usage: grpc_frames.py HOST:PORT BODY, where BODY is a good message for `Authorize` in hexadecimal.
"""

import json
import socket
import sys

import h2.config
import h2.connection
import h2.events

ANSWER_SECONDS_MAX = 20
PATH = "/postern.v1.Authorizer/Authorize"

host, port = sys.argv[1].rsplit(":", 1)
MESSAGE = bytes.fromhex(sys.argv[2])


def framed(message, flag=0):
    return bytes([flag]) + len(message).to_bytes(4, "big") + message


class Call:
    """One call on a connection of its own."""

    def __init__(self, method="POST", path=PATH, content_type="application/grpc", fields=()):
        self.socket = socket.create_connection((host, int(port)), ANSWER_SECONDS_MAX)
        self.connection = h2.connection.H2Connection(h2.config.H2Configuration())
        self.connection.initiate_connection()
        head = [
            (":method", method), (":scheme", "http"), (":authority", "x"), (":path", path),
            ("content-type", content_type), *fields,
        ]
        self.stream = self.connection.get_next_available_stream_id()
        self.connection.send_headers(self.stream, head)
        self.flush()

    def flush(self):
        self.socket.sendall(self.connection.data_to_send())

    def send(self, data, end=True):
        self.connection.send_data(self.stream, data, end_stream=end)
        self.flush()
        return self

    def answer(self, awaits_reset=False):
        """Reads until the answer is complete, and the reset behind it has come when there is one."""
        seen = {"events": []}
        body, done = b"", False
        while not done:
            received = self.socket.recv(65536)
            if not received:
                seen["events"].append("closed")
                break
            for event in self.connection.receive_data(received):
                if isinstance(event, (h2.events.ResponseReceived, h2.events.TrailersReceived)):
                    is_head = isinstance(event, h2.events.ResponseReceived)
                    seen["events"].append("head" if is_head else "trailers")
                    for name, value in event.headers:
                        seen[name.decode()] = value.decode()
                elif isinstance(event, h2.events.DataReceived):
                    body += event.data
                elif isinstance(event, h2.events.StreamEnded):
                    seen["events"].append("end")
                    done = done or not awaits_reset
                elif isinstance(event, h2.events.StreamReset):
                    seen["events"].append(f"reset {int(event.error_code)}")
                    done = True
                elif isinstance(event, h2.events.ConnectionTerminated):
                    seen["events"].append("goaway")
                    done = True
            self.flush()
        self.socket.close()
        if body[:1] == b"\0":
            seen["messageByteCount"] = int.from_bytes(body[1:5], "big")
            seen["isFramed"] = len(body) == 5 + seen["messageByteCount"]
        return seen


def tell(name, seen):
    print(json.dumps({"name": name, **seen}), flush=True)


good = framed(MESSAGE)
tell("good", Call(fields=[("te", "trailers")]).send(good).answer())
named = [("x-request-id", "id-7")]
tell("with an id", Call(fields=named).send(good).answer())
tell("with an id, failed", Call(fields=named).send(framed(b"")).answer())
tell("no te", Call().send(good).answer())
tell("+proto", Call(content_type="application/grpc+proto").send(good).answer())
tell("parameter", Call(content_type="application/grpc;x=y").send(good).answer())
tell("other word", Call(content_type="application/grpcx").send(good).answer())
tell("web", Call(content_type="application/grpc-web").send(good).answer())
tell("json", Call(content_type="application/json").send(b"{}").answer())
tell("GET", Call(method="GET").send(b"").answer())

pieces = Call()
for byte in good[:-1]:
    pieces.send(bytes([byte]), end=False)
tell("pieces", pieces.send(good[-1:]).answer())

tell("no message", Call().send(b"").answer())
tell("two messages", Call().send(good + good).answer())
tell("two and a half", Call().send(good + good[:7]).answer())
tell("half a prefix", Call().send(good[:3]).answer())
tell("half a message", Call().send(good[:-1]).answer())
tell("empty message", Call().send(framed(b"")).answer())
tell("flag without encoding", Call().send(framed(MESSAGE, 1)).answer())
identity = [("grpc-encoding", "identity")]
tell("flag with identity", Call(fields=identity).send(framed(MESSAGE, 1)).answer())
snappy = [("grpc-encoding", "snappy")]
tell("flag with snappy", Call(fields=snappy).send(framed(MESSAGE, 1)).answer())
tell("no flag with snappy", Call(fields=snappy).send(good).answer())
tell("flag 2", Call().send(framed(MESSAGE, 2)).answer())
early = Call().send(b"\0\xff\xff\xff\xff", end=False)
tell("long, and not complete", early.answer(awaits_reset=True))

tell("timeout", Call(fields=[("grpc-timeout", "50m")]).send(good[:9], end=False).answer(True))
tell("timeout, nothing sent", Call(fields=[("grpc-timeout", "1000u")]).answer(True))
tell("timeout long", Call(fields=[("grpc-timeout", "99999999H")]).send(good).answer())
tell("timeout in time", Call(fields=[("grpc-timeout", "20S")]).send(good).answer())
for name, timeout in [("no unit", "50"), ("nine digits", "123456789m"), ("empty", "m")]:
    call = Call(fields=[("grpc-timeout", timeout)])
    tell("timeout with " + name, call.answer(True))
