"""Cases of RFC 9113 §3.4, §4 and §6: the opening, and each type of frame by itself."""

from http2_case import (
    Case,
    acknowledged,
    answered,
    begun,
    closed,
    condition,
    connection_error,
    ended,
    ignored,
    pinged,
    received,
    stream_error,
)
from http2_wire import (
    ACK,
    COMPRESSION_ERROR,
    DATA,
    ENABLE_PUSH,
    END_HEADERS,
    END_STREAM,
    FLOW_CONTROL_ERROR,
    FRAME_SIZE_ERROR,
    GOAWAY,
    HEADER_TABLE_SIZE,
    HEADERS,
    INITIAL_WINDOW_SIZE,
    MAX_CONCURRENT_STREAMS,
    MAX_FRAME_SIZE,
    MAX_HEADER_LIST_SIZE,
    PADDED,
    PING,
    PREFACE,
    PRIORITIZED,
    PRIORITY,
    PROTOCOL_ERROR,
    PUSH_PROMISE,
    QUESTION_BODY,
    REQUEST,
    RST_STREAM,
    SETTINGS,
    STREAM_CLOSED,
    WINDOW_UPDATE,
    block,
    continuation,
    data,
    field,
    frame,
    get,
    goaway,
    headers,
    number,
    ping,
    post,
    priority,
    question,
    reset,
    settings,
    window_update,
)

UNKNOWN_FRAME, UNKNOWN_SETTING, UNKNOWN_CODE = 0xFE, 0xFEFE, 0xFEFEFEFE
WINDOW_MAX = 0x7FFFFFFF
FRAME_MAX = 16_384


def first_frame_is_settings(connection):
    first = connection.frames[:1]
    return bool(first) and first[0].type == SETTINGS and "ACK" not in first[0].flags


def padded(content, pad_length, padding):
    return bytes([pad_length]) + content + padding


def sent_byte_count(connection):
    return sum(len(found.data) for found in connection.of_kind(DATA))


def is_window_used_up(connection):
    return sent_byte_count(connection) == 65_535


def is_answered_or_blocked(stream):
    return lambda connection: connection.is_ended(stream) or is_window_used_up(connection)


OPENING_CASES = [
    Case(
        "RFC 9113 §3.4",
        "the first frame of the server is SETTINGS",
        [],
        condition("SETTINGS first", first_frame_is_settings),
    ),
    Case(
        "RFC 9113 §3.4",
        "the preface may come in pieces",
        [*(bytes([byte]) for byte in PREFACE + settings()), get()],
        answered(),
        opening=b"",
    ),
    Case(
        "RFC 9113 §3.4",
        "requests may follow the preface at once",
        [],
        answered(),
        opening=PREFACE + settings() + get(),
    ),
    Case(
        "RFC 9113 §3.4",
        "another preface ends the connection",
        [],
        connection_error(PROTOCOL_ERROR),
        opening=b"PRI * HTTP/2.0\r\n\r\nMS\r\n\r\n" + settings(),
    ),
    Case(
        "RFC 9113 §3.4",
        "a frame other than SETTINGS after the preface ends the connection",
        [],
        connection_error(PROTOCOL_ERROR),
        opening=PREFACE + ping(),
    ),
    Case(
        "RFC 9113 §3.4",
        "an acknowledgement instead of SETTINGS after the preface ends the connection",
        [],
        connection_error(PROTOCOL_ERROR),
        opening=PREFACE + settings(flags=ACK),
    ),
]

FORMAT_CASES = [
    Case(
        "RFC 9113 §4.1",
        "frames of unknown types are ignored, wherever they are",
        [
            frame(UNKNOWN_FRAME, 0xFF, 0, b"any"),
            frame(UNKNOWN_FRAME, 0xFF, 99, b"any"),
            post(),
            frame(UNKNOWN_FRAME, 0xFF, 1, b"any"),
            data(QUESTION_BODY, 1, END_STREAM),
        ],
        answered(200),
    ),
    Case(
        "RFC 9113 §4.1",
        "unknown flags of PING are ignored",
        [ping(b"flagged!", 0xFE)],
        pinged(b"flagged!"),
    ),
    Case(
        "RFC 9113 §4.1",
        "unknown flags of HEADERS and DATA are ignored",
        [post(flags=END_HEADERS | 0x52), data(QUESTION_BODY, 1, END_STREAM | 0xF6)],
        answered(200),
    ),
    Case(
        "RFC 9113 §4.1",
        "unknown flags of SETTINGS and WINDOW_UPDATE are ignored",
        [settings(flags=0xFE), frame(WINDOW_UPDATE, 0xFF, 0, number(1)), acknowledged(2)],
        ignored(),
    ),
    Case(
        "RFC 9113 §4.1",
        "the reserved bit before the stream is ignored",
        [ping(b"reserved", stream=0x80000000), get(0x80000001)],
        answered(),
    ),
    Case(
        "RFC 9113 §4.2",
        "a DATA frame of 2^14 bytes is taken",
        [post(), data(QUESTION_BODY.ljust(FRAME_MAX), 1, END_STREAM)],
        answered(200),
    ),
    Case(
        "RFC 9113 §4.2",
        "a HEADERS frame of 2^14 bytes is read",
        [get(more=[("x", "y" * 16_000)], flags=END_HEADERS | END_STREAM)],
        answered(),
    ),
    Case(
        "RFC 9113 §4.2",
        "a DATA frame above SETTINGS_MAX_FRAME_SIZE is an error",
        [post(), data(b" " * (FRAME_MAX + 1), 1, END_STREAM)],
        connection_error(FRAME_SIZE_ERROR),
    ),
    Case(
        "RFC 9113 §4.2",
        "a HEADERS frame above SETTINGS_MAX_FRAME_SIZE ends the connection",
        [headers(b"\0" * (FRAME_MAX + 1))],
        connection_error(FRAME_SIZE_ERROR),
    ),
    Case(
        "RFC 9113 §4.2",
        "a SETTINGS frame above SETTINGS_MAX_FRAME_SIZE ends the connection",
        [settings(*[(UNKNOWN_SETTING, 0)] * 2_732)],
        connection_error(FRAME_SIZE_ERROR),
    ),
    Case(
        "RFC 9113 §4.2",
        "a frame of an unknown type above SETTINGS_MAX_FRAME_SIZE is an error",
        [frame(UNKNOWN_FRAME, 0, 0, b" " * (FRAME_MAX + 1))],
        connection_error(FRAME_SIZE_ERROR),
    ),
    Case(
        "RFC 9113 §4.3",
        "a field block that cannot be decoded ends the connection",
        [headers(b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff")],
        connection_error(COMPRESSION_ERROR),
    ),
    Case(
        "RFC 9113 §4.3",
        "a field block that stops inside a field ends the connection",
        [headers(block(*REQUEST) + b"\x00\x05ab")],
        connection_error(COMPRESSION_ERROR),
    ),
    Case(
        "RFC 9113 §4.3",
        "a field block that cannot be decoded in CONTINUATION ends the connection",
        [get(flags=END_STREAM), continuation(b"\x80")],
        connection_error(COMPRESSION_ERROR),
    ),
    Case(
        "RFC 9113 §4.3",
        "a PRIORITY frame inside a field block ends the connection",
        [get(flags=END_STREAM), priority(), continuation()],
        connection_error(PROTOCOL_ERROR),
    ),
    Case(
        "RFC 9113 §4.3",
        "a HEADERS frame of another stream inside a field block ends the connection",
        [get(flags=END_STREAM), get(3), continuation()],
        connection_error(PROTOCOL_ERROR),
    ),
    Case(
        "RFC 9113 §5.5",
        "a frame of an unknown type inside a field block ends the connection",
        [get(flags=END_STREAM), frame(UNKNOWN_FRAME), continuation()],
        connection_error(PROTOCOL_ERROR),
    ),
]

DATA_CASES = [
    Case(
        "RFC 9113 §6.1",
        "DATA on stream 0 ends the connection",
        [data(b"any", 0)],
        connection_error(PROTOCOL_ERROR),
    ),
    Case(
        "RFC 9113 §6.1",
        "padding is taken away",
        [
            post(),
            data(padded(QUESTION_BODY, 200, b"\0" * 200), 1, END_STREAM | PADDED),
        ],
        answered(200),
    ),
    Case(
        "RFC 9113 §6.1",
        "a frame may consist of padding alone",
        [
            post(),
            data(padded(b"", 255, b"\0" * 255), 1, PADDED),
            data(padded(QUESTION_BODY, 0, b""), 1, END_STREAM | PADDED),
        ],
        answered(200),
    ),
    Case(
        "RFC 9113 §6.1",
        "padding as long as the payload ends the connection",
        [post(), data(padded(b"", 4, b"\0" * 3), 1, END_STREAM | PADDED)],
        connection_error(PROTOCOL_ERROR),
    ),
    Case(
        "RFC 9113 §6.1",
        "padding longer than the payload ends the connection",
        [post(), data(padded(b"", 255, b"\0" * 3), 1, END_STREAM | PADDED)],
        connection_error(PROTOCOL_ERROR),
    ),
    Case(
        "RFC 9113 §6.1",
        "a padded frame without the length of its padding is an error",
        [post(), data(b"", 1, END_STREAM | PADDED)],
        connection_error(PROTOCOL_ERROR, FRAME_SIZE_ERROR),
    ),
    Case(
        "RFC 9113 §6.1",
        "an empty frame may end a request",
        [post(), data(QUESTION_BODY), data(b"", 1, END_STREAM)],
        answered(200),
    ),
]

HEADERS_CASES = [
    Case(
        "RFC 9113 §6.2",
        "HEADERS on stream 0 ends the connection",
        [get(0)],
        connection_error(PROTOCOL_ERROR),
    ),
    Case(
        "RFC 9113 §6.2",
        "padding and priority are taken away",
        [
            headers(
                padded(number(0) + b"\x0f" + block(*REQUEST), 8, b"\0" * 8),
                1,
                END_HEADERS | END_STREAM | PADDED | PRIORITIZED,
            )
        ],
        answered(),
    ),
    Case(
        "RFC 9113 §6.2",
        "padding as long as the payload ends the connection",
        [headers(padded(b"", 1, b""), 1, END_HEADERS | END_STREAM | PADDED)],
        connection_error(PROTOCOL_ERROR),
    ),
    Case(
        "RFC 9113 §6.2",
        "padding longer than the payload ends the connection",
        [headers(padded(block(*REQUEST), 255, b""), 1, END_HEADERS | END_STREAM | PADDED)],
        connection_error(PROTOCOL_ERROR),
    ),
    Case(
        "RFC 9113 §6.2",
        "too few bytes for the priority that is announced are an error",
        [headers(b"\0\0\0", 1, END_HEADERS | END_STREAM | PRIORITIZED)],
        connection_error(FRAME_SIZE_ERROR, PROTOCOL_ERROR),
    ),
]

PRIORITY_CASES = [
    Case(
        "RFC 9113 §5.3.2",
        "priorities that make no sense any more are ignored",
        [priority(5, 3), priority(3, 5), priority(0, 1, 255), get(7), ended(7), priority(5, 7)],
        ignored(),
    ),
    Case(
        "RFC 9113 §6.3",
        "PRIORITY on stream 0 ends the connection",
        [priority(0, 0)],
        connection_error(PROTOCOL_ERROR),
    ),
    Case(
        "RFC 9113 §6.3",
        "a PRIORITY frame of 4 bytes is an error",
        [post(), frame(PRIORITY, 0, 1, b"\0" * 4)],
        connection_error(FRAME_SIZE_ERROR),
    ),
    Case(
        "RFC 9113 §6.3",
        "a PRIORITY frame of 6 bytes is an error",
        [post(), frame(PRIORITY, 0, 1, b"\0" * 6)],
        connection_error(FRAME_SIZE_ERROR),
    ),
    Case(
        "RFC 7540 §5.3.1",
        "a stream that depends on itself by PRIORITY is an error",
        [priority(1, 1)],
        connection_error(PROTOCOL_ERROR),
    ),
    Case(
        "RFC 7540 §5.3.1",
        "a stream that depends on itself by HEADERS is an error",
        [headers(number(1) + b"\x0f" + block(*REQUEST), 1, END_HEADERS | END_STREAM | PRIORITIZED)],
        connection_error(PROTOCOL_ERROR),
    ),
]

RESET_CASES = [
    Case(
        "RFC 9113 §6.4",
        "RST_STREAM ends a stream and nothing else",
        [post(), reset(), question(3)],
        answered(200, 3),
    ),
    Case(
        "RFC 9113 §6.4",
        "RST_STREAM on stream 0 ends the connection",
        [reset(0)],
        connection_error(PROTOCOL_ERROR),
    ),
    Case(
        "RFC 9113 §6.4",
        "a RST_STREAM frame of 3 bytes ends the connection",
        [post(), frame(RST_STREAM, 0, 1, b"\0" * 3)],
        connection_error(FRAME_SIZE_ERROR),
    ),
    Case(
        "RFC 9113 §6.4",
        "a RST_STREAM frame of 5 bytes ends the connection",
        [post(), frame(RST_STREAM, 0, 1, b"\0" * 5)],
        connection_error(FRAME_SIZE_ERROR),
    ),
    Case(
        "RFC 9113 §7",
        "an unknown error code of RST_STREAM means nothing special",
        [post(), reset(1, UNKNOWN_CODE), get(3)],
        answered(404, 3),
    ),
]

SETTINGS_CASES = [
    Case(
        "RFC 9113 §6.5.3",
        "every SETTINGS frame is acknowledged",
        [settings((MAX_CONCURRENT_STREAMS, 1)), settings(), settings((ENABLE_PUSH, 0))],
        condition("4 acknowledgements", acknowledged(4)),
    ),
    Case(
        "RFC 9113 §6.5.3",
        "an acknowledgement is not acknowledged",
        [settings(flags=ACK), ping(b"after it"), lambda c: c.has_acknowledged(b"after it")],
        condition("one acknowledgement", lambda c: c.acknowledged_settings_count() == 1),
    ),
    Case(
        "RFC 9113 §6.5",
        "an acknowledgement with a payload ends the connection",
        [settings((ENABLE_PUSH, 0), flags=ACK)],
        connection_error(FRAME_SIZE_ERROR),
    ),
    Case(
        "RFC 9113 §6.5",
        "SETTINGS on a stream ends the connection",
        [settings(stream=1)],
        connection_error(PROTOCOL_ERROR),
    ),
    Case(
        "RFC 9113 §6.5",
        "a payload that is not a number of entries ends the connection",
        [frame(SETTINGS, 0, 0, b"\0" * 7)],
        connection_error(FRAME_SIZE_ERROR),
    ),
    Case(
        "RFC 9113 §6.5.2",
        "unknown settings are ignored",
        [settings((UNKNOWN_SETTING, 0xFFFFFFFF), (0, 7)), get()],
        answered(),
    ),
    Case(
        "RFC 9113 §6.5.2",
        "ENABLE_PUSH above 1 ends the connection",
        [settings((ENABLE_PUSH, 2))],
        connection_error(PROTOCOL_ERROR),
    ),
    Case(
        "RFC 9113 §6.5.2",
        "INITIAL_WINDOW_SIZE above 2^31-1 ends the connection",
        [settings((INITIAL_WINDOW_SIZE, 0x80000000))],
        connection_error(FLOW_CONTROL_ERROR),
    ),
    Case(
        "RFC 9113 §6.5.2",
        "MAX_FRAME_SIZE below 2^14 ends the connection",
        [settings((MAX_FRAME_SIZE, FRAME_MAX - 1))],
        connection_error(PROTOCOL_ERROR),
    ),
    Case(
        "RFC 9113 §6.5.2",
        "MAX_FRAME_SIZE above 2^24-1 ends the connection",
        [settings((MAX_FRAME_SIZE, 1 << 24))],
        connection_error(PROTOCOL_ERROR),
    ),
    Case(
        "RFC 9113 §6.5.2",
        "the extreme values that are allowed are taken",
        [
            settings(
                (HEADER_TABLE_SIZE, 0xFFFFFFFF),
                (ENABLE_PUSH, 0),
                (MAX_CONCURRENT_STREAMS, 0),
                (INITIAL_WINDOW_SIZE, WINDOW_MAX),
                (MAX_FRAME_SIZE, (1 << 24) - 1),
                (MAX_HEADER_LIST_SIZE, 0xFFFFFFFF),
            ),
            get(),
        ],
        answered(),
    ),
    Case(
        "RFC 9113 §6.5.3",
        "of a setting that comes twice the last value holds",
        [
            settings((INITIAL_WINDOW_SIZE, 1_000), (INITIAL_WINDOW_SIZE, 1)),
            get(),
            received(1, 1),
            ping(b"all sent"),
            lambda c: c.has_acknowledged(b"all sent"),
        ],
        condition("one byte of DATA", lambda c: len(c.body(1)) == 1),
    ),
    Case(
        "RFC 7541 §4.2",
        "a client without a dynamic table is answered without one",
        [settings((HEADER_TABLE_SIZE, 0)), acknowledged(2), get(), get(3), ended(1)],
        answered(404, 3),
    ),
    Case(
        "RFC 8441 §3",
        "ENABLE_CONNECT_PROTOCOL above 1 ends the connection",
        [settings((8, 2))],
        connection_error(PROTOCOL_ERROR),
    ),
]

PUSH_CASES = [
    Case(
        "RFC 9113 §6.6",
        "a client that pushes ends the connection",
        [get(), frame(PUSH_PROMISE, END_HEADERS, 1, number(2) + block(*REQUEST))],
        connection_error(PROTOCOL_ERROR),
    ),
    Case(
        "RFC 9113 §8.4",
        "a client that pushes on a stream of its own ends the connection",
        [frame(PUSH_PROMISE, END_HEADERS, 3, number(5) + block(*REQUEST))],
        connection_error(PROTOCOL_ERROR),
    ),
]

PING_CASES = [
    Case(
        "RFC 9113 §6.7",
        "PING is acknowledged with the same payload",
        [ping(b"\0\xff\x80abc\n\r")],
        pinged(b"\0\xff\x80abc\n\r"),
    ),
    Case(
        "RFC 9113 §6.7",
        "an acknowledgement of PING is not answered",
        [ping(b"not sent", ACK), ping(b"after it"), lambda c: c.has_acknowledged(b"after it")],
        condition("one PING", lambda c: not c.has_acknowledged(b"not sent")),
    ),
    Case(
        "RFC 9113 §6.7",
        "PING on a stream ends the connection",
        [ping(stream=1)],
        connection_error(PROTOCOL_ERROR),
    ),
    Case(
        "RFC 9113 §6.7",
        "a PING frame of 7 bytes ends the connection",
        [frame(PING, 0, 0, b"1234567")],
        connection_error(FRAME_SIZE_ERROR),
    ),
    Case(
        "RFC 9113 §6.7",
        "a PING frame of 9 bytes ends the connection",
        [frame(PING, 0, 0, b"123456789")],
        connection_error(FRAME_SIZE_ERROR),
    ),
    Case(
        "RFC 9113 §6.7",
        "an acknowledgement of PING of 6 bytes ends the connection",
        [frame(PING, ACK, 0, b"123456")],
        connection_error(FRAME_SIZE_ERROR),
    ),
]

GOAWAY_CASES = [
    Case(
        "RFC 9113 §6.8",
        "GOAWAY on a stream ends the connection",
        [goaway(stream=1)],
        connection_error(PROTOCOL_ERROR),
    ),
    Case(
        "RFC 9113 §6.8",
        "a GOAWAY frame of 7 bytes ends the connection",
        [frame(GOAWAY, 0, 0, b"\0" * 7)],
        connection_error(FRAME_SIZE_ERROR),
    ),
    Case(
        "RFC 9113 §6.8",
        "a client that leaves still gets the answers that it has asked for",
        [post(), goaway() + data(QUESTION_BODY, 1, END_STREAM), ended(1)],
        closed(),
    ),
    Case(
        "RFC 9113 §7",
        "an unknown error code of GOAWAY means nothing special",
        [post(), goaway(0, UNKNOWN_CODE) + data(QUESTION_BODY, 1, END_STREAM), ended(1)],
        closed(),
    ),
]

WINDOW_CASES = [
    Case(
        "RFC 9113 §6.9",
        "WINDOW_UPDATE by 0 on the connection ends it",
        [window_update(0)],
        connection_error(PROTOCOL_ERROR),
    ),
    Case(
        "RFC 9113 §6.9",
        "WINDOW_UPDATE by 0 on a stream is an error",
        [post(), window_update(0, 1)],
        connection_error(PROTOCOL_ERROR),
    ),
    Case(
        "RFC 9113 §6.9",
        "a WINDOW_UPDATE frame of 3 bytes ends the connection",
        [frame(WINDOW_UPDATE, 0, 0, b"\0\0\1")],
        connection_error(FRAME_SIZE_ERROR),
    ),
    Case(
        "RFC 9113 §6.9",
        "a WINDOW_UPDATE frame of 5 bytes ends the connection",
        [post(), frame(WINDOW_UPDATE, 0, 1, b"\0\0\0\0\1")],
        connection_error(FRAME_SIZE_ERROR),
    ),
    Case(
        "RFC 9113 §6.9",
        "the reserved bit of WINDOW_UPDATE is ignored",
        [
            settings((INITIAL_WINDOW_SIZE, 0)),
            get(),
            begun(1),
            frame(WINDOW_UPDATE, 0, 1, number(0x80000001)),
        ],
        condition("one byte of DATA", lambda c: len(c.body(1)) == 1),
    ),
    Case(
        "RFC 9113 §6.9.1",
        "a window of the connection above 2^31-1 ends it",
        [window_update(WINDOW_MAX)],
        connection_error(FLOW_CONTROL_ERROR),
    ),
    Case(
        "RFC 9113 §6.9.1",
        "a window of a stream above 2^31-1 ends the stream",
        [post(), window_update(WINDOW_MAX, 1)],
        stream_error(FLOW_CONTROL_ERROR),
    ),
    Case(
        "RFC 9113 §6.9.1",
        "an answer is no longer than the window of its stream, and goes on when that grows",
        [
            settings((INITIAL_WINDOW_SIZE, 3)),
            get(),
            received(1, 3),
            window_update(4, 1),
            received(1, 7),
            window_update(5_000, 1),
        ],
        answered(),
    ),
    Case(
        "RFC 9113 §6.9.1",
        "all answers together are no longer than the window of the connection",
        [
            settings((INITIAL_WINDOW_SIZE, WINDOW_MAX)),
            *(
                step
                for first in range(1, 2_200, 200)
                for step in (
                    b"".join(get(stream) for stream in range(first, first + 200, 2)),
                    is_answered_or_blocked(first + 198),
                )
            ),
            ping(b"all sent"),
            lambda c: c.has_acknowledged(b"all sent"),
            is_window_used_up,
            window_update(1_000_000),
        ],
        answered(404, 2_199),
    ),
    Case(
        "RFC 9113 §6.9.1",
        "a window of 0 holds back DATA and not HEADERS",
        [
            settings((INITIAL_WINDOW_SIZE, 0)),
            get(),
            begun(1),
            ping(b"all sent"),
            lambda c: c.has_acknowledged(b"all sent"),
        ],
        condition("no DATA", lambda c: c.status(1) == 404 and not c.of_kind(DATA)),
    ),
    Case(
        "RFC 9113 §6.9.2",
        "a new initial window changes the windows of open streams",
        [
            settings((INITIAL_WINDOW_SIZE, 0)),
            get(),
            begun(1),
            settings((INITIAL_WINDOW_SIZE, 5_000)),
        ],
        answered(),
    ),
    Case(
        "RFC 9113 §6.9.2",
        "a window below 0 is made up for before DATA is sent",
        [
            settings((INITIAL_WINDOW_SIZE, 3)),
            get(),
            received(1, 3),
            settings((INITIAL_WINDOW_SIZE, 2)),
            acknowledged(3),
            window_update(2, 1),
            received(1, 4),
            ping(b"all sent"),
            lambda c: c.has_acknowledged(b"all sent"),
        ],
        condition("four bytes of DATA", lambda c: len(c.body(1)) == 4),
    ),
    Case(
        "RFC 9113 §6.9.2",
        # The RFC asks for an error of the connection. nghttp2 1.52 resets the one stream, which
        # protects whoever sends as well.
        "an initial window that lifts an open stream above 2^31-1 is an error",
        [
            settings((INITIAL_WINDOW_SIZE, 0)),
            get(),
            begun(1),
            window_update(WINDOW_MAX, 1),
            settings((INITIAL_WINDOW_SIZE, WINDOW_MAX)),
        ],
        stream_error(FLOW_CONTROL_ERROR),
    ),
]

CONTINUATION_CASES = [
    Case(
        "RFC 9113 §6.10",
        "a field block may be spread over several CONTINUATION frames",
        [
            headers(field(*REQUEST[0]), 1, END_STREAM),
            continuation(field(*REQUEST[1]), 1, 0),
            continuation(b"", 1, 0),
            continuation(field(*REQUEST[2])[:5], 1, 0),
            continuation(field(*REQUEST[2])[5:] + field(*REQUEST[3])),
        ],
        answered(),
    ),
    Case(
        "RFC 9113 §6.10",
        "CONTINUATION on stream 0 ends the connection",
        [get(flags=END_STREAM), continuation(b"", 0)],
        connection_error(PROTOCOL_ERROR),
    ),
    Case(
        "RFC 9113 §6.10",
        "CONTINUATION on another stream ends the connection",
        [get(flags=END_STREAM), continuation(b"", 3)],
        connection_error(PROTOCOL_ERROR),
    ),
    Case(
        "RFC 9113 §6.10",
        "CONTINUATION after the end of a field block ends the connection",
        [post(), continuation(b"")],
        connection_error(PROTOCOL_ERROR),
    ),
    Case(
        "RFC 9113 §6.10",
        "CONTINUATION after the last CONTINUATION ends the connection",
        [post(flags=0), continuation(b""), continuation(b"")],
        connection_error(PROTOCOL_ERROR),
    ),
    Case(
        "RFC 9113 §6.10",
        "CONTINUATION after DATA ends the connection",
        [post(), data(b"any"), continuation(b"")],
        connection_error(PROTOCOL_ERROR),
    ),
    Case(
        "RFC 9113 §6.10",
        "DATA inside a field block ends the connection",
        [post(flags=0), data(b"any"), continuation(b"")],
        connection_error(PROTOCOL_ERROR),
    ),
]

CASES = (
    OPENING_CASES
    + FORMAT_CASES
    + DATA_CASES
    + HEADERS_CASES
    + PRIORITY_CASES
    + RESET_CASES
    + SETTINGS_CASES
    + PUSH_CASES
    + PING_CASES
    + GOAWAY_CASES
    + WINDOW_CASES
    + CONTINUATION_CASES
)
