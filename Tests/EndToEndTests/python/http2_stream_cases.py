"""Cases of RFC 9113 §5: the states of streams, their numbers, and how many may be open."""

from http2_case import (
    Case,
    answered,
    begun,
    connection_error,
    ended,
    ignored,
    stream_error,
)
from http2_wire import (
    END_STREAM,
    INITIAL_WINDOW_SIZE,
    PREFACE,
    PROTOCOL_ERROR,
    QUESTION_BODY,
    REFUSED_STREAM,
    STREAM_CLOSED,
    continuation,
    data,
    get,
    post,
    priority,
    question,
    reset,
    settings,
    window_update,
)

# Holds back answers: a stream stays half-closed until its window grows.
HELD = PREFACE + settings((INITIAL_WINDOW_SIZE, 0))
STREAM_COUNT_MAX = 128
LAST_STREAM = 0x7FFFFFFF

IDLE_CASES = [
    Case(
        "RFC 9113 §5.1",
        "DATA on an idle stream ends the connection",
        [data(b"any")],
        connection_error(PROTOCOL_ERROR),
    ),
    Case(
        "RFC 9113 §5.1",
        "RST_STREAM on an idle stream ends the connection",
        [reset()],
        connection_error(PROTOCOL_ERROR),
    ),
    Case(
        "RFC 9113 §5.1",
        "WINDOW_UPDATE on an idle stream ends the connection",
        [window_update(1, 1)],
        connection_error(PROTOCOL_ERROR),
    ),
    Case(
        "RFC 9113 §5.1",
        "CONTINUATION on an idle stream ends the connection",
        [continuation(b"")],
        connection_error(PROTOCOL_ERROR),
    ),
    Case(
        "RFC 9113 §5.1",
        "PRIORITY on an idle stream is ignored, and the stream can be opened",
        [priority(0, 1), get(1)],
        answered(),
    ),
]

HALF_CLOSED_CASES = [
    Case(
        "RFC 9113 §5.1",
        "DATA on a half-closed stream is an error",
        [get(), begun(), data(b"any")],
        connection_error(STREAM_CLOSED),
        opening=HELD,
    ),
    Case(
        "RFC 9113 §5.1",
        "empty DATA on a half-closed stream is an error",
        [get(), begun(), data(b"", 1, END_STREAM)],
        connection_error(STREAM_CLOSED),
        opening=HELD,
    ),
    Case(
        "RFC 9113 §5.1",
        "HEADERS on a half-closed stream is an error",
        [get(), begun(), get()],
        connection_error(STREAM_CLOSED),
        opening=HELD,
    ),
    Case(
        "RFC 9113 §5.1",
        "CONTINUATION on a half-closed stream is an error",
        [get(), begun(), continuation(b"")],
        connection_error(STREAM_CLOSED, PROTOCOL_ERROR),
        opening=HELD,
    ),
    Case(
        "RFC 9113 §5.1",
        "WINDOW_UPDATE on a half-closed stream lets the answer go on",
        [get(), begun(), window_update(5_000, 1)],
        answered(),
        opening=HELD,
    ),
    Case(
        "RFC 9113 §5.1",
        "PRIORITY on a half-closed stream is ignored",
        [get(), begun(), priority(0, 1), window_update(5_000, 1)],
        answered(),
        opening=HELD,
    ),
    Case(
        "RFC 9113 §5.1",
        "RST_STREAM on a half-closed stream ends it",
        [get(), begun(), reset(), settings((INITIAL_WINDOW_SIZE, 5_000))],
        ignored(),
        opening=HELD,
    ),
]

CLOSED_CASES = [
    Case(
        "RFC 9113 §5.1",
        "DATA after the end of both sides is an error",
        [get(), ended(), data(b"any")],
        connection_error(STREAM_CLOSED),
    ),
    Case(
        "RFC 9113 §5.1",
        "HEADERS after the end of both sides is an error",
        [get(), ended(), get()],
        connection_error(STREAM_CLOSED),
    ),
    Case(
        "RFC 9113 §5.1",
        "CONTINUATION after the end of both sides is an error",
        [get(), ended(), continuation(b"")],
        connection_error(STREAM_CLOSED, PROTOCOL_ERROR),
    ),
    Case(
        "RFC 9113 §5.1",
        "DATA after RST_STREAM is an error",
        [post(), reset(), data(b"any")],
        connection_error(STREAM_CLOSED),
    ),
    Case(
        "RFC 9113 §5.1",
        "HEADERS after RST_STREAM is an error",
        [post(), reset(), get()],
        connection_error(STREAM_CLOSED),
    ),
    Case(
        "RFC 9113 §5.1",
        "CONTINUATION after RST_STREAM is an error",
        [post(), reset(), continuation(b"")],
        connection_error(STREAM_CLOSED, PROTOCOL_ERROR),
    ),
    Case(
        "RFC 9113 §5.1",
        "WINDOW_UPDATE on a closed stream is ignored",
        [get(), ended(), window_update(1, 1)],
        ignored(),
    ),
    Case(
        "RFC 9113 §5.1",
        "RST_STREAM on a closed stream is ignored",
        [get(), ended(), reset()],
        ignored(),
    ),
    Case(
        "RFC 9113 §5.1",
        "PRIORITY on a closed stream is ignored",
        [get(), ended(), priority(0, 1)],
        ignored(),
    ),
    Case(
        "RFC 9113 §5.1",
        "frames that were on their way when the server reset a stream are ignored",
        [post(), data(b"any"), window_update(LAST_STREAM, 1), data(b"any"), get(3)],
        answered(404, 3),
    ),
]

NUMBER_CASES = [
    Case(
        "RFC 9113 §5.1.1",
        "a stream with an even number ends the connection",
        [get(2)],
        connection_error(PROTOCOL_ERROR),
    ),
    Case(
        "RFC 9113 §5.1.1",
        "a stream with a number below one that was used ends the connection",
        [get(5), ended(5), get(3)],
        connection_error(PROTOCOL_ERROR),
    ),
    Case(
        "RFC 9113 §5.1.1",
        "numbers may be left out",
        [get(1), get(77), get(10_001)],
        answered(404, 10_001),
    ),
    Case(
        "RFC 9113 §5.1.1",
        "the last number of all can be used",
        [get(LAST_STREAM - 4), get(LAST_STREAM - 2)],
        answered(404, LAST_STREAM - 2, proof_stream=LAST_STREAM),
    ),
    Case(
        "RFC 9113 §5.1.1",
        "a stream that was left out is closed, not idle",
        [get(5), ended(5), reset(3), window_update(1, 3)],
        ignored(),
    ),
]

CONCURRENCY_CASES = [
    Case(
        "RFC 9113 §5.1.2",
        "as many streams as the server allows are served at a time",
        [
            b"".join(post(2 * number + 1) for number in range(STREAM_COUNT_MAX)),
            b"".join(
                data(QUESTION_BODY, 2 * number + 1, END_STREAM)
                for number in range(STREAM_COUNT_MAX)
            ),
            *(ended(2 * number + 1) for number in range(STREAM_COUNT_MAX)),
        ],
        answered(200, 2 * STREAM_COUNT_MAX - 1),
    ),
    Case(
        "RFC 9113 §5.1.2",
        "one stream more is refused, so that it can be tried again",
        [
            b"".join(post(2 * number + 1) for number in range(STREAM_COUNT_MAX + 1)),
            lambda c: c.reset_code(2 * STREAM_COUNT_MAX + 1) is not None,
            data(QUESTION_BODY, 1, END_STREAM),
            ended(1),
        ],
        stream_error(REFUSED_STREAM, stream=2 * STREAM_COUNT_MAX + 1),
    ),
    Case(
        "RFC 9113 §5.1.2",
        "a stream that has ended makes room for another",
        [
            b"".join(post(2 * number + 1) for number in range(STREAM_COUNT_MAX)),
            reset(3),
            question(2 * STREAM_COUNT_MAX + 1),
        ],
        answered(200, 2 * STREAM_COUNT_MAX + 1),
    ),
    Case(
        "RFC 9113 §5.1.2",
        "streams are answered in the order in which they are complete",
        [post(1), post(3), data(QUESTION_BODY, 3, END_STREAM), ended(3)],
        answered(200, 3),
    ),
]

CASES = IDLE_CASES + HALF_CLOSED_CASES + CLOSED_CASES + NUMBER_CASES + CONCURRENCY_CASES
