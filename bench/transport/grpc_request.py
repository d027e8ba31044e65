"""Writes a question of `POST /v1/authorize` as one gRPC message of `postern.v1.AuthorizeRequest`.

usage: grpc_request.py REQUEST.json >MESSAGE
"""

import json
import struct
import sys


def number(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes(out) + bytes([value])


def field(tag, content):
    content = content.encode() if isinstance(content, str) else content
    return number(tag << 3 | 2) + number(len(content)) + content


def context_value(value):
    if isinstance(value, bool):
        return number(2 << 3) + number(value)
    if isinstance(value, list):
        return field(5, b"".join(field(1, context_value(item)) for item in value))
    return field(1, value) if isinstance(value, str) else field(4, str(value))


question = json.load(open(sys.argv[1]))
message = b"".join(
    field(tag, question[name]) for tag, name in enumerate(("principal", "action", "resource"), 1)
)
for key, value in question.get("context", {}).items():
    message += field(5, field(1, key) + field(2, context_value(value)))
sys.stdout.buffer.write(struct.pack(">BI", 0, len(message)) + message)
