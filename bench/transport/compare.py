"""Puts the same request to Postern and to the minimal C server, over every wire and in every shape.

usage: compare.py SERVERS JSON-BODY GRPC-BODY

SERVERS has a line for each wire: its key, `json` or `grpc`, `plain` or `tls`, and process and place
(a port or the path of a socket) of the C server and of Postern. Prints lines for people, and for the
table of goals lines that begin with `@`.
"""

import statistics
import sys

from load import IS_QUICK, OWN_CORE, SERVERS_CORE, Question, Server, check_answer, drive

# Connections, streams of each, requests of one slice, and where the client runs. A slice is short, so
# that the two servers meet the same mood of the machine; what counts is the median of many pairs.
#
# At `1x1` the server's core and the client's sleep in turn, and who wakes the other has to do with how
# fast the machine wakes a core. On one core none ever sleeps: that is what client, kernel and server
# need.
SHAPES = {
    "1x1": (1, 1, 8_000, OWN_CORE),
    "1x1.one_core": (1, 1, 8_000, SERVERS_CORE),
    "8x1": (8, 1, 16_000, OWN_CORE),
    "8x10": (8, 10, 50_000, OWN_CORE),
    "1x100": (1, 100, 60_000, OWN_CORE),
}
PAIRS = 7
# The rows with a gate are measured for longer.
GATED = {
    ("tcp.json", "1x1"), ("tcp.json", "1x1.one_core"), ("tcp.json", "8x10"),
    ("unix.json", "1x1"), ("unix.json", "1x1.one_core"),
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
    connections, streams, count, core = SHAPES[shape]
    is_gated = (key, shape) in GATED
    load = (theirs, ours, question, connections, streams)
    load += (count * GATED_FACTOR if is_gated else count,)
    pair_count = GATED_PAIRS if is_gated else PAIRS
    results = pairs(pair_count, *load, core=core)
    # Lines that h2load writes for the times would take the server's place in the cache of their core.
    shares_core = shape == "1x1.one_core"
    costs = pairs(pair_count, *load, core=core, is_timed=False) if shares_core else results
    key = f"{key}.{shape}"
    ratio = statistics.median(our.cpu / their.cpu for their, our in costs)
    their_cpu = statistics.median(their.cpu for their, _ in costs)
    our_cpu = statistics.median(our.cpu for _, our in costs)
    print(f"  {key + ', CPU':46}{our_cpu:12.2f} us per request, C {their_cpu:.2f}: {ratio:.2f} x")
    print(f"@{key}.cpu\t{our_cpu:.3f}\n@{key}.c.cpu\t{their_cpu:.3f}\n@{key}.ratio\t{ratio:.3f}")
    tails(key, "closed loop", results)
    their_speed = statistics.median(their.speed for their, _ in costs)
    our_speed = statistics.median(our.speed for _, our in costs)
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
