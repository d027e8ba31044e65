"""HTTP/2 frames as bytes, good or bad, and a connection that sends them and reads what comes back.

The libraries refuse to write most of what these tests send, so frames and header blocks are put
together here; what the server sends is read with them (`hyperframe`, `hpack`).
"""

import select
import socket
import time

import hpack
import hyperframe.frame

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
WAIT_SECONDS_MAX = 20

# Frame types (RFC 9113 §6).
DATA, HEADERS, PRIORITY, RST_STREAM, SETTINGS = 0, 1, 2, 3, 4
PUSH_PROMISE, PING, GOAWAY, WINDOW_UPDATE, CONTINUATION = 5, 6, 7, 8, 9

# Flags.
ACK = END_STREAM = 0x1
END_HEADERS, PADDED, PRIORITIZED = 0x4, 0x8, 0x20

# Error codes (RFC 9113 §7).
NO_ERROR, PROTOCOL_ERROR, INTERNAL_ERROR, FLOW_CONTROL_ERROR = 0, 1, 2, 3
STREAM_CLOSED, FRAME_SIZE_ERROR, REFUSED_STREAM, CANCEL = 5, 6, 7, 8
COMPRESSION_ERROR, ENHANCE_YOUR_CALM = 9, 11

# Settings (RFC 9113 §6.5.2).
HEADER_TABLE_SIZE, ENABLE_PUSH, MAX_CONCURRENT_STREAMS = 1, 2, 3
INITIAL_WINDOW_SIZE, MAX_FRAME_SIZE, MAX_HEADER_LIST_SIZE = 4, 5, 6


def number(value, byte_count=4):
    return value.to_bytes(byte_count, "big")


def frame(kind, flags=0, stream=0, payload=b""):
    return number(len(payload), 3) + bytes([kind, flags]) + number(stream) + payload


def data(payload=b"", stream=1, flags=0):
    return frame(DATA, flags, stream, payload)


def headers(block, stream=1, flags=END_HEADERS | END_STREAM):
    return frame(HEADERS, flags, stream, block)


def continuation(block=b"", stream=1, flags=END_HEADERS):
    return frame(CONTINUATION, flags, stream, block)


def priority(depends_on=0, stream=1, weight=15):
    return frame(PRIORITY, 0, stream, number(depends_on) + bytes([weight]))


def reset(stream=1, code=CANCEL):
    return frame(RST_STREAM, 0, stream, number(code))


def settings(*entries, flags=0, stream=0):
    payload = b"".join(number(name, 2) + number(value) for name, value in entries)
    return frame(SETTINGS, flags, stream, payload)


def ping(payload=b"12345678", flags=0, stream=0):
    return frame(PING, flags, stream, payload)


def goaway(last=0, code=NO_ERROR, stream=0):
    return frame(GOAWAY, 0, stream, number(last) + number(code))


def window_update(increment, stream=0):
    return frame(WINDOW_UPDATE, 0, stream, number(increment))


def integer(value, prefix_bits, first=0):
    """RFC 7541 §5.1; `first` holds the bits before the prefix."""
    most = (1 << prefix_bits) - 1
    if value < most:
        return bytes([first | value])
    coded = [first | most]
    value -= most
    while value >= 128:
        coded.append(value % 128 + 128)
        value //= 128
    return bytes(coded + [value])


def text(value, huffman=False):
    """A string literal (RFC 7541 §5.2); `huffman` marks bytes that are coded already."""
    value = value.encode("latin-1") if isinstance(value, str) else value
    return integer(len(value), 7, 0x80 if huffman else 0) + value


def field(name, value, form=0x00):
    """A literal field with a literal name; by default not indexed (RFC 7541 §6.2)."""
    return bytes([form]) + text(name) + text(value)


def indexed(index):
    """An indexed field (RFC 7541 §6.1)."""
    return integer(index, 7, 0x80)


def table_size(byte_count):
    """A dynamic table size update (RFC 7541 §6.3)."""
    return integer(byte_count, 5, 0x20)


def block(*fields):
    return b"".join(field(name, value) for name, value in fields)


REQUEST = (
    (":method", "GET"),
    (":scheme", "http"),
    (":authority", "localhost"),
    (":path", "/nothing"),
)
QUESTION = (
    (":method", "POST"),
    (":scheme", "http"),
    (":authority", "localhost"),
    (":path", "/v1/authorize"),
    ("content-type", "application/json"),
)
QUESTION_BODY = (
    b'{"principal":"arn:aws:iam::111122223333:user/nobody","action":"orders:GetOrder",'
    b'"resource":"arn:aws:orders:eu-west-1:111122223333:order/42"}'
)


def get(stream=1, more=(), flags=END_HEADERS | END_STREAM):
    """A request for something that is not there: the shortest that is answered."""
    return headers(block(*REQUEST, *more), stream, flags)


def post(stream=1, more=(), flags=END_HEADERS):
    """The beginning of a question, without its body."""
    return headers(block(*QUESTION, *more), stream, flags)


def question(stream=1):
    """A whole question."""
    return post(stream) + data(QUESTION_BODY, stream, END_STREAM)


class Connection:
    """One connection, with everything that the server has sent on it so far."""

    def __init__(self, address, receive_buffer=None):
        host, port = address.rsplit(":", 1)
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if receive_buffer is not None:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.settimeout(WAIT_SECONDS_MAX)
        self.socket.connect((host, int(port)))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.decoder = hpack.Decoder()
        self.unread = b""
        self.is_closed = False
        self.frames = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, sent):
        """Sends bytes; a server that has closed already is not an error here."""
        try:
            self.socket.sendall(sent)
            return True
        except (BrokenPipeError, ConnectionResetError):
            return False

    def read(self):
        """Reads once; returns the frames that are complete now."""
        try:
            received = self.socket.recv(262_144)
        except ConnectionResetError:
            received = b""
        if not received:
            self.is_closed = True
        self.unread += received
        new = []
        while taken := self.next_frame():
            new.append(taken)
        self.frames += new
        return new

    def can(self, event):
        """Whether the socket can be read from (`POLLIN`) or written to (`POLLOUT`) now."""
        poll = select.poll()
        poll.register(self.socket, event)
        return bool(poll.poll(0))

    def read_all(self):
        """Reads what is there without waiting; returns whether the server is still there."""
        while not self.is_closed and self.can(select.POLLIN):
            self.read()
        return not self.is_closed

    def next_frame(self):
        if len(self.unread) < 9:
            return None
        length = int.from_bytes(self.unread[:3], "big")
        if len(self.unread) < 9 + length:
            return None
        parsed, _ = hyperframe.frame.Frame.parse_frame_header(memoryview(self.unread)[:9])
        parsed.parse_body(memoryview(self.unread)[9 : 9 + length])
        self.unread = self.unread[9 + length :]
        if isinstance(parsed, hyperframe.frame.HeadersFrame):
            parsed.fields = self.decoder.decode(parsed.data)
        return parsed

    def wait(self, is_met):
        """Reads until a condition on this connection holds; False when the server closes first."""
        end = time.monotonic() + WAIT_SECONDS_MAX
        while not is_met(self):
            if self.is_closed:
                return False
            if time.monotonic() > end:
                raise TimeoutError
            self.read()
        return True

    def of_kind(self, kind, stream=None):
        return [
            f for f in self.frames if f.type == kind and (stream is None or f.stream_id == stream)
        ]

    def status(self, stream):
        """The status of an answer; None while there is none."""
        return next(iter(self.statuses(stream)), None)

    def statuses(self, stream):
        """The statuses of an answer, those of interim answers before its own."""
        fields = (dict(found.fields) for found in self.of_kind(HEADERS, stream))
        return [int(found[":status"]) for found in fields if ":status" in found]

    def body(self, stream):
        return b"".join(f.data for f in self.of_kind(DATA, stream))

    def is_ended(self, stream):
        return any("END_STREAM" in f.flags for f in self.frames if f.stream_id == stream)

    def reset_code(self, stream):
        return next((f.error_code for f in self.of_kind(RST_STREAM, stream)), None)

    def goaway_code(self):
        """The code of the last GOAWAY; None when there is none."""
        return next((f.error_code for f in reversed(self.of_kind(GOAWAY))), None)

    def has_acknowledged(self, payload):
        return any("ACK" in f.flags and f.opaque_data == payload for f in self.of_kind(PING))

    def acknowledged_settings_count(self):
        return sum("ACK" in f.flags for f in self.of_kind(SETTINGS))
