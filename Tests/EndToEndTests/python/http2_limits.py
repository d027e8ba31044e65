"""Reaches one bound of a connection after the other, and prints what became of each.

Usage: http2_limits.py HOST:PORT CASE [CASE...]. Prints a JSON line for each case: whether the server went on
answering on the connection.
"""

import json
import sys

from http2_wire import (
    END_STREAM,
    MAX_CONCURRENT_STREAMS,
    PREFACE,
    Connection,
    continuation,
    get,
    ping,
    post,
    reset,
    settings,
)

PROOF = 9_999


def in_one(frames):
    """All at once, so that no answer is sent in between."""
    return b"".join(frames)


CASES = {
    "a field of 2,000 bytes": get(more=[("x", "y" * 2_000)]),
    "20 fields": get(more=[(f"x{number}", "y") for number in range(20)]),
    # The end of one makes room for what comes behind.
    "3 open streams": in_one([post(1), post(3), post(5), reset(1)]),
    "40 frames without a request": in_one(ping() + ping(flags=1) for _ in range(20)),
    "3 continuations": in_one(
        [get(flags=END_STREAM), continuation(flags=0), continuation(flags=0), continuation()]
    ),
    "10 pings at once": in_one(ping() for _ in range(10)),
    "7 settings at once": settings(*[(MAX_CONCURRENT_STREAMS, 9)] * 7),
    "5 resets at once": in_one(post(stream) + reset(stream) for stream in (1, 3, 5, 7, 9)),
}


def goes_on(address, frames):
    with Connection(address) as connection:
        connection.send(PREFACE + settings())
        connection.wait(lambda c: c.acknowledged_settings_count() >= 1)
        connection.send(frames)
        connection.send(get(PROOF))
        return connection.wait(lambda c: c.is_ended(PROOF))


address, *names = sys.argv[1:]
for name in names:
    print(json.dumps({"name": name, "goesOn": goes_on(address, CASES[name])}), flush=True)
