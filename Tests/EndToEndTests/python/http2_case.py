"""What one case of HTTP/2 conformance sends, and what it expects.

A case sends its steps on a connection of its own, after the preface and SETTINGS unless it brings its
own opening. A step is either bytes or a condition that is waited for. Then it waits for its
expectation. Where the connection must survive, a PING and a further request prove that it has.
"""

import dataclasses
import typing

import http2_wire as wire

NAMES = {
    0: "NO_ERROR",
    1: "PROTOCOL_ERROR",
    2: "INTERNAL_ERROR",
    3: "FLOW_CONTROL_ERROR",
    5: "STREAM_CLOSED",
    6: "FRAME_SIZE_ERROR",
    7: "REFUSED_STREAM",
    8: "CANCEL",
    9: "COMPRESSION_ERROR",
    11: "ENHANCE_YOUR_CALM",
}
PROOF = b"still on"
PROOF_STREAM = 0x7FFFFFF1


@dataclasses.dataclass
class Expectation:
    """When it is met, how to say it, and whether the connection is kept."""

    words: str
    is_met: typing.Callable[[wire.Connection], bool]
    is_kept: bool = True
    # The highest stream that a case may have used; the proof opens a higher one.
    proof_stream: int = PROOF_STREAM


@dataclasses.dataclass
class Case:
    """One rule of a server: where it is written, what it says, how it is tried."""

    section: str
    rule: str
    steps: list
    expected: Expectation
    opening: bytes = wire.PREFACE + wire.settings()

    @property
    def name(self):
        return f"{self.section}: {self.rule}"

    def failure(self, address):
        """Runs the case; returns what was seen instead of what was expected, or None."""
        with wire.Connection(address) as connection:
            connection.send(self.opening)
            for step in self.steps:
                if isinstance(step, bytes):
                    connection.send(step)
                elif not connection.wait(step):
                    return f"closed before all was sent; {seen(connection)}"
            return self.outcome(connection)

    def outcome(self, connection):
        try:
            met = connection.wait(self.expected.is_met)
            if met and self.expected.is_kept:
                connection.send(wire.ping(PROOF) + wire.get(self.expected.proof_stream))
                met = connection.wait(is_proven(self.expected.proof_stream))
        except TimeoutError:
            met = False
        return None if met else f"expected {self.expected.words}; {seen(connection)}"


def is_proven(stream):
    return lambda connection: connection.has_acknowledged(PROOF) and begun(stream)(connection)


def seen(connection):
    frames = ", ".join(
        f"{type(f).__name__}({f.stream_id}{code(f)})" for f in connection.frames[-8:]
    )
    return f"saw {frames or 'nothing'}{', then the end' if connection.is_closed else ''}"


def code(frame):
    return f", {NAMES.get(frame.error_code)}" if hasattr(frame, "error_code") else ""


# Conditions to wait for between two steps.


def ended(stream=1):
    return lambda connection: connection.is_ended(stream)


def begun(stream=1):
    return lambda connection: connection.status(stream) is not None


def acknowledged(count=1):
    return lambda connection: connection.acknowledged_settings_count() >= count


def received(stream, byte_count):
    return lambda connection: len(connection.body(stream)) >= byte_count


# Expectations.


def answered(status=404, stream=1, proof_stream=PROOF_STREAM):
    return Expectation(
        f"an answer {status} on stream {stream}",
        lambda connection: connection.status(stream) == status and connection.is_ended(stream),
        proof_stream=proof_stream,
    )


def ignored():
    return Expectation("nothing, and a connection in order", lambda connection: True)


def pinged(payload):
    return Expectation(
        "an acknowledged PING", lambda connection: connection.has_acknowledged(payload)
    )


def stream_error(*codes, stream=1):
    return Expectation(
        f"RST_STREAM {words(codes)} on stream {stream}",
        lambda connection: connection.reset_code(stream) in codes,
    )


def connection_error(*codes):
    return Expectation(
        f"GOAWAY {words(codes)} and the end",
        lambda connection: connection.is_closed and connection.goaway_code() in codes,
        is_kept=False,
    )


def closed():
    return Expectation(
        "the end of the connection", lambda connection: connection.is_closed, is_kept=False
    )


def condition(said, is_met):
    return Expectation(said, is_met)


def words(codes):
    return " or ".join(NAMES[code] for code in codes)
