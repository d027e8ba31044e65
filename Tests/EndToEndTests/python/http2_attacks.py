"""Attacks a running sidecar over HTTP/2, one way at a time, beside a client that behaves well.

Usage: http2_attacks.py DECISIONS DIAGNOSTICS PID ATTACK. Prints one JSON object: `failures`, a list of sentences
about what the sidecar did otherwise than it must; `answers`, the number of answers that the other
client had meanwhile; `kilobytes`, the growth of the process. `--list` prints the attacks.

Nothing sleeps: each attack goes on until the server has ended the connection, or until so many frames
were sent, or until the other client has had so many further answers.
"""

import contextlib
import json
import pathlib
import resource
import socket
import struct
import sys
import threading
import time
import urllib.request

import http2_wire as wire

ATTACKS = {}
BYSTANDER_ANSWERS_MIN = 20
STREAM_COUNT_MAX = 128
HEADER_BYTES_MAX = 16 * 1024
CONNECTION_COUNT_MAX = 1_024
NOT_FOUND = 'postern_http_responses_total{route="none",code="404"}'
PENDING_OUTPUT = 'postern_limit_exceeded_total{plane="decisions",limit="pending_output"}'
BODY_BYTES_MAX = 1024 * 1024


def attack(*limits, kilobytes_max=2_048):
    """Enters an attack into the table, with the limits that may stop it, none when no limit should,
    and the most memory it may cost."""

    def enter(function):
        ATTACKS[function.__name__.replace("_", " ")] = (function, limits, kilobytes_max)
        return function

    return enter


class Failure(Exception):
    pass


def check(is_right, words):
    if not is_right:
        raise Failure(words)


class Bystander:
    """Asks one question after another on a connection of its own, on a thread of its own."""

    def __init__(self, address):
        self.address = address
        self.answers = 0
        self.failure = None
        self.is_over = False
        self.changed = threading.Condition()
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()
        self.wait(1)

    def run(self):
        try:
            with wire.Connection(self.address) as connection:
                connection.send(wire.PREFACE + wire.settings() + wire.window_update(1 << 30))
                stream = 1
                while not self.is_over:
                    self.ask(connection, stream)
                    stream += 2
        except Exception as error:
            self.failure = f"the client beside the attack had no answer: {error!r}"
        with self.changed:
            self.is_over = True
            self.changed.notify_all()

    def ask(self, connection, stream):
        connection.send(wire.question(stream))
        if not connection.wait(lambda c: c.is_ended(stream)):
            raise Failure("the connection was closed")
        check(connection.status(stream) == 200, f"status {connection.status(stream)}")
        connection.frames.clear()
        with self.changed:
            self.answers += 1
            self.changed.notify_all()

    def wait(self, more):
        """Waits until there are so many further answers."""
        with self.changed:
            wanted = self.answers + more
            self.changed.wait_for(
                lambda: self.answers >= wanted or self.is_over, wire.WAIT_SECONDS_MAX
            )
            if self.answers < wanted:
                self.failure = self.failure or "the client beside the attack had no answer in time"

    def stop(self):
        self.is_over = True
        self.thread.join(wire.WAIT_SECONDS_MAX)


class Target:
    def __init__(self, address, diagnostics, pid):
        self.address = address
        self.diagnostics = diagnostics
        self.pid = pid
        self.bystander = Bystander(address)

    def connect(self, *entries, **options):
        connection = wire.Connection(self.address, **options)
        connection.send(wire.PREFACE + wire.settings(*entries))
        return connection

    def metrics(self):
        """The samples of the metrics page, by name and labels as they are written."""
        with urllib.request.urlopen(f"http://{self.diagnostics}/metrics") as answer:
            lines = answer.read().decode().splitlines()
        samples = [line.rsplit(" ", 1) for line in lines if not line.startswith("#")]
        return {name: float(value) for name, value in samples}

    def limit_counts(self):
        """How often each limit of the decision plane was reached."""
        start = 'postern_limit_exceeded_total{plane="decisions",limit="'
        return {
            name.removeprefix(start).removesuffix('"}'): int(value)
            for name, value in self.metrics().items()
            if name.startswith(start)
        }

    def not_found_count(self):
        return self.metrics().get(NOT_FOUND, 0)

    def resident_kilobytes(self):
        status = pathlib.Path(f"/proc/{self.pid}/status").read_text()
        return int(next(line for line in status.splitlines() if "VmRSS" in line).split()[1])


def flood(connection, sent, count):
    """Sends the same bytes over and over until the server closes or it was often enough."""
    per_turn = max(1, 65_536 // len(sent))
    for _ in range(0, count, per_turn):
        if not connection.send(sent * per_turn):
            return
        if not connection.read_all():
            return


def expect_end(connection, *codes):
    """The server must say why and close."""
    connection.wait(lambda c: c.is_closed)
    seen = connection.goaway_code()
    # A GOAWAY can be lost when the system resets the connection, since unread bytes were left.
    check(seen in codes or seen is None, f"GOAWAY {seen} instead of {codes}")
    check(connection.is_closed, "the connection is still open")


def expect_order(connection, stream=0x7FFFFFF1):
    """The connection must still answer."""
    connection.send(wire.get(stream))
    check(connection.wait(lambda c: c.is_ended(stream)), "the connection was closed")


SHORT = wire.indexed(2) + wire.indexed(6) + wire.indexed(4) + wire.field(":authority", "a")
SHORT_POST = wire.indexed(3) + wire.indexed(6) + wire.indexed(4) + wire.field(":authority", "a")


def open_post(stream):
    return wire.headers(SHORT_POST, stream, wire.END_HEADERS)


def tricked(target, make, *codes):
    """Tricks the server into resetting stream after stream, a thousand times."""
    began = time.monotonic()
    with target.connect() as connection:
        # In one piece, so that one read of the server takes in many hundreds of streams.
        connection.send(b"".join(make(stream) for stream in range(1, 2_000, 2)))
        expect_end(connection, *codes)
        resets = len(connection.of_kind(wire.RST_STREAM))
        # The allowance, 200 at once and 33 a second, and the one that is too many.
        bound = 201 + 33 * (time.monotonic() - began)
        check(resets <= bound, f"{resets} streams were reset")


@attack("resets")
def rapid_reset(target):
    for round in range(20):
        with target.connect() as connection:
            for first in range(1, 10_000, 200):
                frames = b"".join(
                    wire.headers(SHORT, stream) + wire.reset(stream)
                    for stream in range(first, first + 200, 2)
                )
                if not connection.send(frames):
                    break
            expect_end(connection, wire.ENHANCE_YOUR_CALM)
    with target.connect() as connection:
        frames = b"".join(
            wire.headers(SHORT, stream) + wire.reset(stream) for stream in range(1, 200_000, 2)
        )
        connection.send(frames)
        expect_end(connection, wire.ENHANCE_YOUR_CALM)
        answered = len(connection.of_kind(wire.HEADERS))
        check(answered <= 250, f"{answered} of 100,000 requests were answered")


@attack()
def resets_of_an_impatient_client(target):
    with target.connect() as connection:
        for stream in range(1, 301, 2):
            connection.send(wire.headers(SHORT, stream) + wire.reset(stream))
        expect_order(connection)


def reset_one_by_one(connection, count):
    """Resets stream after stream, each when the server has read the one before; false when it ends
    the connection."""
    for number in range(count):
        stream, payload = 2 * number + 1, number.to_bytes(8, "big")
        connection.send(wire.headers(SHORT, stream) + wire.reset(stream) + wire.ping(payload))
        if not connection.wait(lambda c: c.has_acknowledged(payload)):
            return False
    return True


@attack()
def resets_within_the_rate(target):
    with target.connect() as connection:
        check(reset_one_by_one(connection, 300), "the connection was closed")
        expect_order(connection)


@attack("resets")
def resets_above_the_rate(target):
    with target.connect() as connection:
        check(not reset_one_by_one(connection, 300), "the connection goes on")
        expect_end(connection, wire.ENHANCE_YOUR_CALM)


@attack("resets")
def made_you_reset_by_window_overflow(target):
    tricked(
        target,
        lambda stream: open_post(stream) + wire.window_update(0x7FFFFFFF, stream),
        wire.ENHANCE_YOUR_CALM,
    )


@attack()
def made_you_reset_by_window_update_of_zero(target):
    tricked(
        target,
        lambda stream: open_post(stream) + wire.window_update(0, stream),
        wire.ENHANCE_YOUR_CALM,
        wire.PROTOCOL_ERROR,
    )


@attack()
def made_you_reset_by_data_after_the_end(target):
    tricked(
        target,
        lambda stream: wire.headers(SHORT, stream) + wire.data(b"more", stream),
        wire.ENHANCE_YOUR_CALM,
        wire.STREAM_CLOSED,
    )


@attack()
def made_you_reset_by_headers_after_the_end(target):
    tricked(
        target,
        lambda stream: wire.headers(SHORT, stream) + wire.headers(SHORT, stream),
        wire.ENHANCE_YOUR_CALM,
        wire.STREAM_CLOSED,
    )


@attack()
def made_you_reset_by_self_dependency(target):
    tricked(
        target,
        lambda stream: open_post(stream) + wire.priority(stream, stream),
        wire.ENHANCE_YOUR_CALM,
        wire.PROTOCOL_ERROR,
    )


@attack()
def made_you_reset_by_malformed_priority(target):
    tricked(
        target,
        lambda stream: open_post(stream) + wire.frame(wire.PRIORITY, 0, stream, b"\0" * 4),
        wire.ENHANCE_YOUR_CALM,
        wire.FRAME_SIZE_ERROR,
    )


@attack("resets")
def made_you_reset_by_malformed_requests(target):
    tricked(
        target,
        lambda stream: wire.headers(SHORT + wire.field("connection", "close"), stream),
        wire.ENHANCE_YOUR_CALM,
    )


@attack("resets")
def made_you_reset_by_bodies_of_the_wrong_length(target):
    tricked(
        target,
        lambda stream: wire.headers(
            SHORT_POST + wire.field("content-length", "1"), stream, wire.END_HEADERS
        )
        + wire.data(b"more", stream),
        wire.ENHANCE_YOUR_CALM,
    )


@attack("continuations")
def continuation_flood(target):
    for content in (b"", wire.field("x", "y" * 200)):
        with target.connect() as connection:
            connection.send(wire.headers(SHORT, 1, wire.END_STREAM))
            flood(connection, wire.continuation(content, 1, 0), 50_000)
            expect_end(connection, wire.ENHANCE_YOUR_CALM)


@attack("acknowledgements")
def ping_flood(target):
    with target.connect() as connection:
        flood(connection, wire.ping(), 100_000)
        expect_end(connection, wire.ENHANCE_YOUR_CALM)
        acknowledged = len(connection.of_kind(wire.PING))
        check(acknowledged <= 1_500, f"{acknowledged} acknowledgements")


@attack("acknowledgements")
def settings_flood(target):
    with target.connect() as connection:
        flood(connection, wire.settings((wire.INITIAL_WINDOW_SIZE, 1_000)), 100_000)
        expect_end(connection, wire.ENHANCE_YOUR_CALM)


@attack("settings")
def settings_with_too_many_entries(target):
    with target.connect() as connection:
        connection.send(wire.settings(*[(0x77, 1)] * 2_000))
        expect_end(connection, wire.ENHANCE_YOUR_CALM)


@attack("control_frames")
def empty_data_flood(target):
    with target.connect() as connection:
        connection.send(open_post(1))
        flood(connection, wire.data(b"", 1), 100_000)
        expect_end(connection, wire.ENHANCE_YOUR_CALM)


@attack("control_frames")
def padding_flood(target):
    with target.connect() as connection:
        connection.send(open_post(1))
        flood(connection, wire.data(b"\0", 1, wire.PADDED), 20_000)
        expect_end(connection, wire.ENHANCE_YOUR_CALM)


@attack("control_frames")
def priority_flood(target):
    with target.connect() as connection:
        flood(connection, wire.priority(0, 3), 100_000)
        expect_end(connection, wire.ENHANCE_YOUR_CALM)


@attack("control_frames")
def window_update_flood(target):
    with target.connect() as connection:
        flood(connection, wire.window_update(1), 100_000)
        expect_end(connection, wire.ENHANCE_YOUR_CALM)


@attack()
def some_unknown_frames(target):
    """They are ignored, as they must be."""
    with target.connect() as connection:
        connection.send(wire.frame(0xEE, 0, 0, b"any") * 500)
        expect_order(connection)


@attack("control_frames")
def flood_of_unknown_frames(target):
    with target.connect() as connection:
        flood(connection, wire.frame(0xEE, 0, 0, b"any"), 100_000)
        expect_end(connection, wire.ENHANCE_YOUR_CALM)


def reset_stream(connection):
    """Has the server reset stream 3, with a field of 4,000 bytes in the table of the connection."""
    entry = b"\x40" + wire.text("x") + wire.text("y" * 4_000)
    connection.send(wire.headers(SHORT + entry, 1))
    connection.send(wire.headers(SHORT_POST + wire.field("connection", "x"), 3, wire.END_HEADERS))
    check(
        connection.wait(lambda c: c.reset_code(3) is not None), "the malformed request was not reset"
    )


@attack("control_frames")
def data_for_a_reset_stream(target):
    with target.connect() as connection:
        reset_stream(connection)
        flood(connection, wire.data(b"", 3), 100_000)
        expect_end(connection, wire.ENHANCE_YOUR_CALM)


@attack("control_frames")
def hpack_bombs_for_a_reset_stream(target):
    with target.connect() as connection:
        reset_stream(connection)
        flood(connection, wire.headers(b"\xbe" * 16_384, 3, wire.END_HEADERS), 2_000)
        expect_end(connection, wire.ENHANCE_YOUR_CALM)


@attack("headers")
def header_list_too_large(target):
    with target.connect() as connection:
        half = wire.field("x", "y" * (HEADER_BYTES_MAX // 2))
        connection.send(wire.headers(SHORT + half, 1, wire.END_STREAM) + wire.continuation(half))
        expect_end(connection, wire.ENHANCE_YOUR_CALM)
        check(connection.status(1) is None, "the request was answered")


@attack("headers")
def header_list_with_too_many_fields(target):
    with target.connect() as connection:
        connection.send(wire.headers(SHORT + wire.field("x", "") * 200))
        expect_end(connection, wire.ENHANCE_YOUR_CALM)


@attack("headers")
def hpack_bomb(target):
    """15 KB that stand for 57 MB: one field of 4,000 bytes, repeated 15,000 times."""
    for _ in range(50):
        with target.connect() as connection:
            entry = wire.field("x", "y" * 4_000, 0x40)
            connection.send(wire.headers(SHORT + entry + wire.indexed(62) * 12_000))
            expect_end(connection, wire.ENHANCE_YOUR_CALM)
            check(connection.status(1) is None, "the request was answered")


# Some 600 bytes for each of 6,144 streams, and the pages of code that come back meanwhile.
@attack(kilobytes_max=5_120)
def requests_that_never_end(target):
    with contextlib.ExitStack() as stack:
        connections = [stack.enter_context(target.connect()) for _ in range(24)]
        for connection in connections:
            connection.send(b"".join(open_post(2 * n + 1) for n in range(STREAM_COUNT_MAX)))
        target.bystander.wait(BYSTANDER_ANSWERS_MIN)
        for connection in connections:
            connection.send(wire.ping(b"are open"))
            check(
                connection.wait(lambda c: c.has_acknowledged(b"are open")),
                "a connection within the limits was closed",
            )
            check(not connection.of_kind(wire.RST_STREAM), "a stream within the limits was reset")


@attack("streams")
def streams_above_the_limit(target):
    with target.connect() as connection:
        for first in range(1, 6_000, 200):
            frames = b"".join(open_post(stream) for stream in range(first, first + 200, 2))
            if not connection.send(frames):
                break
        expect_end(connection, wire.ENHANCE_YOUR_CALM)
        refused = connection.of_kind(wire.RST_STREAM)
        check(
            all(f.error_code == wire.REFUSED_STREAM for f in refused),
            "a stream was reset otherwise than by REFUSED_STREAM",
        )


def greedy_connection(target):
    """A connection on which the server may send as much as it likes."""
    connection = target.connect((wire.INITIAL_WINDOW_SIZE, 0x7FFFFFFF), receive_buffer=4_096)
    connection.send(wire.window_update(0x7FFFFFFF - 65_535))
    return connection


def ask_until_blocked(target, connection):
    """Asks and never reads, until the server says that it has stopped reading too.

    A client that does not read does not learn that it may send more bodies, so that it asks without
    them, as many as may be open at a time.
    """
    answered = target.not_found_count()
    for first in range(1, 800_000, 200):
        frames = b"".join(wire.headers(SHORT, stream) for stream in range(first, first + 200, 2))
        check(connection.send(frames), "the connection was closed")
        answered += 100
        while target.not_found_count() < answered:
            if target.metrics().get(PENDING_OUTPUT):
                return
            check(not target.bystander.failure, "the server waits for ever")
    raise Failure("the server never stopped reading")


@attack("pending_output", kilobytes_max=12_288)
def client_that_never_reads(target):
    with greedy_connection(target) as connection:
        ask_until_blocked(target, connection)


@attack("streams")
def client_that_opens_no_window(target):
    """Asks for answers on windows that stay shut: at most so many streams wait, in little memory."""
    with target.connect((wire.INITIAL_WINDOW_SIZE, 0)) as connection:
        for stream in range(1, 2 * STREAM_COUNT_MAX, 2):
            connection.send(wire.question(stream))
        last = 2 * STREAM_COUNT_MAX - 1
        check(connection.wait(lambda c: c.status(last) == 200), "the connection was closed")
        connection.send(wire.question(last + 2))
        check(
            connection.wait(lambda c: c.reset_code(last + 2) is not None),
            "one stream more was not refused",
        )
        connection.send(wire.settings((wire.INITIAL_WINDOW_SIZE, 65_535)))
        check(connection.wait(lambda c: c.is_ended(last)), "the answers were lost")


def send_body(connection, stream, byte_count):
    """Sends a body within the windows; stops when the server has answered."""
    windows = {0: 65_535, stream: 65_535}
    seen, sent = 0, 0
    while sent < byte_count and connection.status(stream) is None:
        size = min(16_384, byte_count - sent, *windows.values())
        if size > 0:
            connection.send(wire.data(b" " * size, stream))
            windows = {number: window - size for number, window in windows.items()}
            sent += size
        else:
            connection.read()
        check(connection.read_all(), "the connection was closed")
        for update in connection.frames[seen:]:
            if update.type == wire.WINDOW_UPDATE and update.stream_id in windows:
                windows[update.stream_id] += update.window_increment
        seen = len(connection.frames)


@attack("body")
def body_above_the_limit(target):
    with target.connect() as connection:
        connection.send(wire.post(1))
        send_body(connection, 1, 2 * BODY_BYTES_MAX)
        check(connection.wait(lambda c: c.is_ended(1)), "the connection was closed")
        check(connection.status(1) == 413, f"status {connection.status(1)}")
        check(connection.wait(lambda c: c.reset_code(1) is not None), "the stream was not closed")
        check(connection.reset_code(1) == wire.NO_ERROR, "the stream was reset with an error")
        expect_order(connection)


def opened(target, count, first=b""):
    """Opens connections, and sees each of them in order before the next."""
    connections = []
    for _ in range(count):
        connection = target.connect()
        connection.send(first + wire.ping(b"is taken"))
        connection.wait(lambda c: c.has_acknowledged(b"is taken"))
        connections.append(connection)
    return connections


@attack("evictions", kilobytes_max=40_960)
def idle_connections_above_the_limit(target):
    connections = opened(target, CONNECTION_COUNT_MAX + 100)
    closed = [connection for connection in connections[:200] if not connection.read_all()]
    check(len(closed) >= 100, f"{len(closed)} idle connections made room")
    check(all(c.goaway_code() == wire.NO_ERROR for c in closed), "a connection had no GOAWAY")
    check(all(c.read_all() for c in connections[-100:]), "a new connection was refused")
    for connection in connections:
        connection.socket.close()


@attack("connections", kilobytes_max=40_960)
def busy_connections_above_the_limit(target):
    connections = opened(target, CONNECTION_COUNT_MAX - 1, open_post(1))
    check(all(c.read_all() for c in connections), "a busy connection was closed")
    for _ in range(100):
        with target.connect() as connection:
            connection.wait(lambda c: c.is_closed)
            check(connection.is_closed, "a connection too many was taken")
    for connection in connections:
        connection.send(wire.reset(1))
        connection.socket.close()
    served_again(target)


@attack("descriptors")
def more_connections_than_descriptors(target):
    """Needs a sidecar with fewer descriptors than connections."""
    connections = []
    for _ in range(200):
        connection = target.connect()
        connection.send(wire.ping(b"is taken"))
        connections.append(connection)
    target.bystander.wait(BYSTANDER_ANSWERS_MIN)
    for connection in connections:
        connection.socket.close()
    served_again(target)


def served_again(target):
    with target.connect() as connection:
        connection.send(wire.question(1))
        check(connection.wait(lambda c: c.status(1) == 200), "a new connection is not served")


@attack(kilobytes_max=4_096)
def connections_that_come_and_go(target):
    """Each ends with a reset, some of them in the middle of a request."""
    at_once = struct.pack("ii", 1, 0)
    for number in range(3_000):
        with target.connect() as connection:
            if number % 3 == 0:
                connection.send(wire.post(1))
            if number % 100 == 0:
                connection.wait(lambda c: c.acknowledged_settings_count() > 0)
            connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
    served_again(target)


@attack()
def garbage(target):
    for first in (b"\0" * 5_000, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\xff" * 5_000):
        with wire.Connection(target.address) as connection:
            connection.send(first)
            connection.wait(lambda c: c.is_closed)
            check(connection.is_closed, "the connection is still open")


# The rest needs a sidecar that gives little time.


def wait_for_end(target, connection, code, go_on=lambda: None):
    """Goes on slowly, by the clock of the other client's answers, until the server has enough."""
    while connection.read_all():
        go_on()
        target.bystander.wait(10)
        check(not target.bystander.failure, "the server waits for ever")
    check(connection.goaway_code() in (code, None), f"GOAWAY {connection.goaway_code()}")


@attack("request_time")
def slow_headers(target):
    with target.connect() as connection:
        connection.send(wire.headers(SHORT[:1], 1, wire.END_STREAM))
        wait_for_end(target, connection, wire.ENHANCE_YOUR_CALM)


@attack("request_time")
def slow_body(target):
    with target.connect() as connection:
        connection.send(wire.post(1))
        one_byte = wire.data(b" ")
        wait_for_end(target, connection, wire.ENHANCE_YOUR_CALM, lambda: connection.send(one_byte))


@attack("answer_time")
def slow_reader(target):
    with target.connect((wire.INITIAL_WINDOW_SIZE, 0)) as connection:
        connection.send(wire.get(1))
        updates = [wire.window_update(1, 1)] * 50
        wait_for_end(
            target,
            connection,
            wire.ENHANCE_YOUR_CALM,
            lambda: updates and connection.send(updates.pop()),
        )


@attack("idle_time")
def silence(target):
    for first in (b"", b"PRI * H", wire.PREFACE + wire.settings(), wire.PREFACE + b"\0\0"):
        with wire.Connection(target.address) as connection:
            connection.send(first)
            wait_for_end(target, connection, wire.NO_ERROR)


@attack("shared_buffers", kilobytes_max=12_288)
def unfinished_bodies_of_many_connections(target):
    """Needs a sidecar with one loop, which it gives 4 MiB; takes 27 MB where nobody counts.

    What is counted can stand in arrays of twice the size, and so can the 64 KiB that each of the
    thirty connections may hold even then: 12 MiB together.
    """
    with contextlib.ExitStack() as stack:
        connections = [stack.enter_context(target.connect()) for _ in range(30)]
        for connection in connections:
            connection.send(wire.post(1))
            send_body(connection, 1, 900_000)
        refused = [c for c in connections if c.status(1) is not None]
        check(len(refused) >= 10, f"{len(refused)} of 30 bodies were refused")
        check(all(c.status(1) == 503 for c in refused), "another status than 503")
        counts = target.limit_counts()
        check(counts["shared_buffers"] == len(refused), f"{len(refused)} refused, but {counts}")
        check(counts["buffered_bodies"] == len(refused), f"{len(refused)} refused, but {counts}")
        target.bystander.wait(BYSTANDER_ANSWERS_MIN)


@attack("answer_time", kilobytes_max=12_288)
def reader_that_stops_for_good(target):
    with greedy_connection(target) as connection:
        ask_until_blocked(target, connection)
        # The end itself stands behind bytes that this client does not read, so the count tells.
        end = time.monotonic() + wire.WAIT_SECONDS_MAX
        while not target.limit_counts().get("answer_time"):
            target.bystander.wait(10)
            check(not target.bystander.failure, "another client was not answered")
            check(time.monotonic() < end, "the server waits for ever")


def main():
    if sys.argv[1:] == ["--list"]:
        print(json.dumps(list(ATTACKS)))
        return
    address, diagnostics, pid, name = sys.argv[1:5]
    descriptors_max = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors_max, descriptors_max))
    run, limits, kilobytes_max = ATTACKS[name]
    target = Target(address, diagnostics, int(pid))
    target.bystander.wait(BYSTANDER_ANSWERS_MIN)
    before = target.resident_kilobytes()
    failures = []
    try:
        run(target)
    except (Failure, TimeoutError) as failure:
        failures.append(str(failure) or "nothing came in time")
    growth = target.resident_kilobytes() - before
    answers = target.bystander.answers
    target.bystander.wait(BYSTANDER_ANSWERS_MIN)
    target.bystander.stop()
    counts = target.limit_counts()
    if limits and not any(counts.get(limit) for limit in limits):
        failures.append(f"none of the limits {limits} was counted: {counts}")
    if not limits and any(counts.values()):
        failures.append(f"a limit was counted, and none should be reached: {counts}")
    if growth > kilobytes_max:
        failures.append(f"the process grew by {growth} kB, more than {kilobytes_max} kB")
    if target.bystander.failure:
        failures.append(target.bystander.failure)
    print(json.dumps({"failures": failures, "answers": answers, "kilobytes": growth}))


main()
