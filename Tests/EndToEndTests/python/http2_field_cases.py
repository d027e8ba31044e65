"""Cases of RFC 9113 §8: messages, their fields, and their lengths."""

from http2_case import Case, answered, condition, ended, stream_error
from http2_wire import (
    END_HEADERS,
    END_STREAM,
    PROTOCOL_ERROR,
    QUESTION_BODY,
    REQUEST,
    block,
    data,
    get,
    headers,
    post,
)

METHOD, SCHEME, AUTHORITY, PATH = REQUEST


def fields(*list_of_fields):
    return [headers(block(*list_of_fields))]


def refused(section, rule, steps):
    return Case(section, f"{rule} is malformed", steps, stream_error(PROTOCOL_ERROR))


def taken(section, rule, steps, status=404):
    return Case(section, f"{rule} is taken", steps, answered(status))


MESSAGE_CASES = [
    taken(
        "RFC 9113 §8.1",
        "a request with trailers",
        [
            post(),
            data(QUESTION_BODY),
            headers(block(("x-checksum", "any"))),
        ],
        200,
    ),
    refused(
        "RFC 9113 §8.1",
        "a second field block that does not end the stream",
        [post(), data(QUESTION_BODY), headers(block(("x", "y")), 1, END_HEADERS)],
    ),
    refused(
        "RFC 9113 §8.1",
        "a pseudo-header field in trailers",
        [post(), data(QUESTION_BODY), headers(block((":method", "GET")))],
    ),
    refused(
        "RFC 9113 §8.1",
        "a field in upper case in trailers",
        [post(), data(QUESTION_BODY), headers(block(("X-Checksum", "any")))],
    ),
    Case(
        "RFC 9113 §8.1.1",
        "a malformed request does not harm the others",
        [headers(block(METHOD)), lambda c: c.reset_code(1) == PROTOCOL_ERROR, get(3)],
        answered(404, 3),
    ),
    refused(
        "RFC 9113 §8.1.1",
        "a body longer than its content-length",
        [post(more=[("content-length", "1")]), data(QUESTION_BODY, 1, END_STREAM)],
    ),
    refused(
        "RFC 9113 §8.1.1",
        "a body shorter than its content-length",
        [post(more=[("content-length", "1000")]), data(QUESTION_BODY, 1, END_STREAM)],
    ),
    refused(
        "RFC 9113 §8.1.1",
        "a body in several frames that do not add up to its content-length",
        [
            post(more=[("content-length", "5")]),
            data(b"abc"),
            data(b"def", 1, END_STREAM),
        ],
    ),
    refused(
        "RFC 9113 §8.1.1",
        "no body where content-length announces one",
        [get(more=[("content-length", "1")])],
    ),
    refused(
        "RFC 9113 §8.1.1",
        "a body that trailers end before its content-length",
        [
            post(more=[("content-length", "1000")]),
            data(QUESTION_BODY),
            headers(block(("x-checksum", "any"))),
        ],
    ),
    refused(
        "RFC 9110 §8.6",
        "a content-length that is no number",
        [post(more=[("content-length", "12a")]), data(QUESTION_BODY, 1, END_STREAM)],
    ),
    refused(
        "RFC 9110 §8.6",
        "a content-length below 0",
        [post(more=[("content-length", "-1")]), data(QUESTION_BODY, 1, END_STREAM)],
    ),
    refused(
        "RFC 9110 §8.6",
        "two content-length fields",
        [
            post(
                more=[
                    ("content-length", str(len(QUESTION_BODY))),
                    ("content-length", str(len(QUESTION_BODY) + 1)),
                ]
            ),
            data(QUESTION_BODY, 1, END_STREAM),
        ],
    ),
    taken(
        "RFC 9110 §8.6",
        "a right content-length",
        [
            post(more=[("content-length", str(len(QUESTION_BODY)))]),
            data(QUESTION_BODY, 1, END_STREAM),
        ],
        200,
    ),
    taken(
        "RFC 9110 §8.6",
        "a content-length of 0 without a body",
        [get(more=[("content-length", "0")])],
    ),
]

FIELD_CASES = [
    refused("RFC 9113 §8.2.1", "a name in upper case", [get(more=[("X-Test", "any")])]),
    refused("RFC 9113 §8.2.1", "an empty name", [get(more=[("", "any")])]),
    refused("RFC 9113 §8.2.1", "a name with a space", [get(more=[("x test", "any")])]),
    refused("RFC 9113 §8.2.1", "a name with a control character", [get(more=[("x\x7f", "any")])]),
    refused("RFC 9113 §8.2.1", "a name with a byte above 0x7f", [get(more=[("x\xe9", "any")])]),
    refused("RFC 9113 §8.2.1", "a name with a colon inside", [get(more=[("x:test", "any")])]),
    refused("RFC 9113 §8.2.1", "a value with NUL", [get(more=[("x", "a\0b")])]),
    refused("RFC 9113 §8.2.1", "a value with LF", [get(more=[("x", "a\nb")])]),
    refused("RFC 9113 §8.2.1", "a value with CR", [get(more=[("x", "a\rb")])]),
    refused("RFC 9113 §8.2.1", "a value that begins with a space", [get(more=[("x", " a")])]),
    refused("RFC 9113 §8.2.1", "a value that ends with a tab", [get(more=[("x", "a\t")])]),
    taken("RFC 9113 §8.2.1", "an empty value", [get(more=[("x", "")])]),
    taken("RFC 9110 §5.5", "a value with bytes above 0x7f", [get(more=[("x", "\xe9\xff")])]),
    refused("RFC 9113 §8.2.2", "connection", [get(more=[("connection", "keep-alive")])]),
    refused("RFC 9113 §8.2.2", "keep-alive", [get(more=[("keep-alive", "timeout=5")])]),
    refused("RFC 9113 §8.2.2", "proxy-connection", [get(more=[("proxy-connection", "close")])]),
    refused("RFC 9113 §8.2.2", "transfer-encoding", [get(more=[("transfer-encoding", "chunked")])]),
    refused("RFC 9113 §8.2.2", "upgrade", [get(more=[("upgrade", "websocket")])]),
    refused("RFC 9113 §8.2.2", "te other than trailers", [get(more=[("te", "gzip")])]),
    refused(
        "RFC 9113 §8.2.2", "te with trailers and more", [get(more=[("te", "trailers, deflate")])]
    ),
    taken("RFC 9113 §8.2.2", "te with trailers alone", [get(more=[("te", "trailers")])]),
    taken(
        "RFC 9113 §8.2.3", "a cookie in pieces", [get(more=[("cookie", "a=b"), ("cookie", "c=d")])]
    ),
]

PSEUDO_CASES = [
    refused("RFC 9113 §8.3", "an unknown pseudo-header field", fields(*REQUEST, (":test", "any"))),
    refused(
        "RFC 9113 §8.3", "a pseudo-header field of answers", fields(*REQUEST, (":status", "200"))
    ),
    refused(
        "RFC 9113 §8.3",
        "a pseudo-header field after another field",
        fields(METHOD, SCHEME, AUTHORITY, ("x", "y"), PATH),
    ),
    refused(
        "RFC 9113 §8.3",
        "a pseudo-header field in upper case",
        fields((":Method", "GET"), *REQUEST[1:]),
    ),
    refused("RFC 9113 §8.3.1", "two :method fields", fields(*REQUEST, METHOD)),
    refused("RFC 9113 §8.3.1", "two :scheme fields", fields(*REQUEST, SCHEME)),
    refused("RFC 9113 §8.3.1", "two :authority fields", fields(*REQUEST, AUTHORITY)),
    refused("RFC 9113 §8.3.1", "two :path fields", fields(*REQUEST, PATH)),
    refused("RFC 9113 §8.3.1", "no :method", fields(SCHEME, AUTHORITY, PATH)),
    refused("RFC 9113 §8.3.1", "no :scheme", fields(METHOD, AUTHORITY, PATH)),
    refused("RFC 9113 §8.3.1", "no :path", fields(METHOD, SCHEME, AUTHORITY)),
    refused("RFC 9113 §8.3.1", "an empty :path", fields(METHOD, SCHEME, AUTHORITY, (":path", ""))),
    refused(
        "RFC 9113 §8.3.1",
        "a :path that does not begin with /",
        fields(METHOD, SCHEME, AUTHORITY, (":path", "a")),
    ),
    refused(
        "RFC 9113 §8.3.1",
        "a :path that is * with GET",
        fields(METHOD, SCHEME, AUTHORITY, (":path", "*")),
    ),
    taken(
        "RFC 9113 §8.3.1",
        "a :path that is * with OPTIONS",
        fields((":method", "OPTIONS"), SCHEME, AUTHORITY, (":path", "*")),
    ),
    refused(
        "RFC 9113 §8.3.1",
        "a :path with a space",
        fields(METHOD, SCHEME, AUTHORITY, (":path", "/a b")),
    ),
    refused(
        "RFC 9113 §8.3.1", "a :path with NUL", fields(METHOD, SCHEME, AUTHORITY, (":path", "/a\0b"))
    ),
    refused("RFC 9113 §8.3.1", "a :method with a space", fields((":method", "GE T"), *REQUEST[1:])),
    refused(
        "RFC 9113 §8.3.1",
        "an :authority with a space",
        fields(METHOD, SCHEME, (":authority", "a b"), PATH),
    ),
    taken(
        "RFC 9113 §8.3.1",
        "host instead of :authority",
        fields(METHOD, SCHEME, PATH, ("host", "localhost")),
    ),
    taken(
        "RFC 9113 §8.3.1",
        "host that is the same as :authority",
        fields(*REQUEST, ("host", "localhost")),
    ),
    Case(
        "RFC 9113 §8.3.1",
        "host that differs from :authority is answered as a bad request",
        fields(*REQUEST, ("host", "elsewhere")),
        answered(400),
    ),
    taken(
        "RFC 9113 §8.3.1",
        "host that is :authority in other letters",
        fields(*REQUEST, ("host", "LOCALHOST")),
    ),
    Case(
        "RFC 9113 §8.3.1",
        "a user in :authority is answered as a bad request",
        fields(METHOD, SCHEME, (":authority", "user:word@localhost"), PATH),
        answered(400),
    ),
    Case(
        "RFC 9113 §8.3.1",
        "a fragment in :path is answered as a bad request",
        fields(METHOD, SCHEME, AUTHORITY, (":path", "/v1/authorize#f")),
        answered(400),
    ),
    Case(
        "RFC 9110 §9.3.6",
        "CONNECT is answered before its stream ends",
        [headers(block((":method", "CONNECT"), (":authority", "localhost:80")), 1, END_HEADERS)],
        answered(501),
    ),
    refused("RFC 9113 §8.3.1", "neither host nor :authority", fields(METHOD, SCHEME, PATH)),
    taken(
        "RFC 9113 §8.3.1",
        "the pseudo-header fields in any order",
        fields(PATH, AUTHORITY, SCHEME, METHOD),
    ),
    refused(
        "RFC 9113 §8.5",
        "CONNECT with :scheme and :path",
        fields((":method", "CONNECT"), *REQUEST[1:]),
    ),
    refused("RFC 9113 §8.5", "CONNECT without :authority", fields((":method", "CONNECT"))),
    refused(
        "RFC 8441 §4",
        "CONNECT with :protocol, which the server has not offered,",
        fields((":method", "CONNECT"), *REQUEST[1:], (":protocol", "websocket")),
    ),
]

METHOD_CASES = [
    Case(
        "RFC 9110 §10.1.1",
        "the wish to be told is the same in other letters",
        [
            post(more=[("expect", "100-Continue")]),
            lambda c: c.statuses(1) == [100],
            data(QUESTION_BODY, 1, END_STREAM),
        ],
        condition("100, then 200", lambda c: c.statuses(1) == [100, 200] and c.is_ended(1)),
    ),
    Case(
        "RFC 9110 §10.1.1",
        "a body that is too long is refused before it is sent",
        [post(more=[("expect", "100-continue"), ("content-length", "5000000")])],
        condition("413 alone", lambda c: c.statuses(1) == [413] and c.is_ended(1)),
    ),
    Case(
        "RFC 9110 §10.1.1",
        "a client that waits to be told sends its body after 100",
        [
            post(more=[("expect", "100-continue")]),
            lambda c: c.statuses(1) == [100],
            data(QUESTION_BODY, 1, END_STREAM),
        ],
        condition("100, then 200", lambda c: c.statuses(1) == [100, 200] and c.is_ended(1)),
    ),
    Case(
        "RFC 9110 §10.1.1",
        "what the client wants and no server has to know is refused",
        [post(more=[("expect", "something-else")])],
        condition("417 alone", lambda c: c.statuses(1) == [417] and c.is_ended(1)),
    ),
    Case("RFC 9110 §9.3", "GET is answered", [get()], answered(404)),
    Case(
        "RFC 9110 §9.3",
        "HEAD is answered without a body",
        [headers(block((":method", "HEAD"), *REQUEST[1:])), ended()],
        answered(404),
    ),
    Case(
        "RFC 9110 §9.3",
        "POST with a body is answered",
        [post(), data(QUESTION_BODY, 1, END_STREAM)],
        answered(200),
    ),
    Case(
        "RFC 9110 §9.3",
        "POST with a body in pieces is answered",
        [post(), *(data(bytes([byte])) for byte in QUESTION_BODY), data(b"", 1, END_STREAM)],
        answered(200),
    ),
    Case(
        "RFC 9110 §9.1",
        "an unknown method is answered",
        [headers(block((":method", "PURGE"), *REQUEST[1:]))],
        answered(404),
    ),
]

CASES = MESSAGE_CASES + FIELD_CASES + PSEUDO_CASES + METHOD_CASES
