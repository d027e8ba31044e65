"""Puts the same request to Postern and to the minimal C server, over every wire and in every shape.

usage: compare.py SERVERS JSON-BODY GRPC-BODY

SERVERS has a line for each wire: its key, `json` or `grpc`, `plain` or `tls`, and process and place
(a port or the path of a socket) of the C server and of Postern. Prints lines for people, and for the
table of goals lines that begin with `@`.
"""

import contextlib
import statistics
import sys

from load import IS_QUICK, Question, Server, awake_cores, check_answer, drive

# Connections, streams of each, requests of one slice, and how cores wait for work. A slice is short,
# so that the two servers meet the same mood of the machine; what counts is the median of many pairs.
#
# At `1x1` the server's core and the client's wait in turn. Where a core halts meanwhile, nearly all of
# a round trip is waking it up, which is the machine's; what the servers need shows where it does not.
SHAPES = {
    "1x1": (1, 1, 8_000, awake_cores),
    "1x1.halting": (1, 1, 8_000, contextlib.nullcontext),
    "8x1": (8, 1, 16_000, contextlib.nullcontext),
    "8x10": (8, 10, 50_000, contextlib.nullcontext),
    "1x100": (1, 100, 60_000, contextlib.nullcontext),
}
PAIRS = 7
# The rows with a gate are measured for longer.
GATED = {
    ("tcp.json", "1x1"), ("tcp.json", "1x1.halting"), ("tcp.json", "8x10"),
    ("unix.json", "1x1"), ("unix.json", "1x1.halting"),
}
GATED_PAIRS = 12
GATED_FACTOR = 3
# Requests are sent when they are due, whatever the answers do: 8 connections, each so many a second.
OPEN_RATE = 1_000
OPEN_COUNT = 8_000
OPEN_PAIRS = 3


def main():
    servers, json_body, grpc_body = sys.argv[1:]
    bodies = {"json": json_body, "grpc": grpc_body}
    for line in open(servers):
        key, protocol, security, *processes = line.split()
        question = Question(protocol, security == "tls", bodies[protocol])
        theirs = Server(int(processes[0]), processes[1])
        ours = Server(int(processes[2]), processes[3])
        for server in (theirs, ours):
            check_answer(server, question)
        for shape in SHAPES:
            closed(key, shape, question, theirs, ours)
        open_loop(key, question, theirs, ours)


def pairs(count, theirs, ours, question, *load, **how):
    """Slices of both servers in turn; who begins alternates, so that neither follows a warm cache
    more often."""
    results = []
    for number in range(1 if IS_QUICK else count):
        order = (theirs, ours) if number % 2 == 0 else (ours, theirs)
        slices = {server: drive(server, question, *load, **how) for server in order}
        results.append((slices[theirs], slices[ours]))
    return results


def closed(key, shape, question, theirs, ours):
    connections, streams, count, waiting = SHAPES[shape]
    is_gated = (key, shape) in GATED
    load = (connections, streams, count * GATED_FACTOR if is_gated else count)
    with waiting():
        results = pairs(GATED_PAIRS if is_gated else PAIRS, theirs, ours, question, *load)
    key = f"{key}.{shape}"
    ratio = statistics.median(our.cpu / their.cpu for their, our in results)
    their_cpu = statistics.median(their.cpu for their, _ in results)
    our_cpu = statistics.median(our.cpu for _, our in results)
    print(f"  {key + ', CPU':46}{our_cpu:12.2f} us per request, C {their_cpu:.2f}: {ratio:.2f} x")
    print(f"@{key}.cpu\t{our_cpu:.3f}\n@{key}.c.cpu\t{their_cpu:.3f}\n@{key}.ratio\t{ratio:.3f}")
    tails(key, "closed loop", results)
    their_speed = statistics.median(their.speed for their, _ in results)
    our_speed = statistics.median(our.speed for _, our in results)
    print(f"  {key + ', speed':46}{our_speed:12,.0f} requests/s, C {their_speed:,.0f}")
    print(f"@{key}.speed\t{our_speed:.0f}\n@{key}.c.speed\t{their_speed:.0f}", flush=True)


def open_loop(key, question, theirs, ours):
    results = pairs(
        OPEN_PAIRS, theirs, ours, question, 8, 10, OPEN_COUNT, rate=OPEN_RATE
    )
    tails(f"{key}.open", f"{8 * OPEN_RATE:,}/s", results)


def tails(key, loop, results):
    texts = []
    for name, side in (("c.", 0), ("", 1)):
        values = [
            statistics.median(pair[side].times[place] for pair in results) for place in range(3)
        ]
        for label, value in zip(("p50", "p99", "p99.9"), values):
            print(f"@{key}.{name}{label}\t{value:.0f}")
        texts.append("/".join(f"{value:.0f}" for value in values))
    print(f"  {key + ', p50 / p99 / p99.9':46}{texts[1]:>12} us in {loop}, C {texts[0]}", flush=True)


main()
