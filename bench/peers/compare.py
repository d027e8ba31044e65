"""Puts the requests of the workload M to other policy engines, and compares answers and time.

usage: compare.py REQUESTS COUNT OURS: lines of `postern-bench requests`, how many requests are put,
and the median nanoseconds that Postern takes for one. Prints lines for people, and for the table of
goals lines that begin with `@`.
"""

import json
import os
import statistics
import sys
import time

from casbin_peer import Casbin
from cedar import Cedar
from rego import Rego
from regorus_peer import Regorus
from statements import read

# An engine that has used up its time is measured on the requests that it got to.
SECONDS_PER_ENGINE = 2 if "BENCH_QUICK" in os.environ else 20


def measure(peer, lines, documents):
    spans, differences, asked = [], [], 0
    prepared = {}
    end = time.monotonic() + SECONDS_PER_ENGINE
    for line in lines:
        name = line["name"]
        if name not in prepared:
            statements = [s for number in line["policies"] for s in documents[number]]
            prepared[name] = peer.prepare(statements, name, line["team"])
        question = peer.question(line)
        # Once to warm up and once for the time, so that no engine pays for a cold start.
        peer.decide(prepared[name], question)
        start = time.perf_counter_ns()
        allowed, own = peer.decide(prepared[name], question)
        spans.append(own * 1000 if own is not None else time.perf_counter_ns() - start)
        asked += 1
        if allowed != (line["outcome"] == "allow"):
            differences.append(line)
        if time.monotonic() > end:
            break
    return statistics.median(spans), asked, differences


def main():
    path, count, ours = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    with open(path) as file:
        documents = [read(document) for document in json.loads(next(file))]
        lines = [json.loads(line) for _, line in zip(range(count), file)]
    actions = {line["request"]["action"] for line in lines}
    failed = False
    for kind in (Cedar, Rego, Regorus, Casbin):
        peer = kind(actions)
        median, asked, differences = measure(peer, lines, documents)
        ratio = median / ours
        print(f"  {peer.name}: {peer.setup}")
        print(
            f"    p50 {median / 1000:.1f} us, {ratio:.0f} times Postern's {ours:.0f} ns; "
            f"{asked - len(differences)} of {asked} answers are the same"
        )
        print(f"@peer.{peer.name}\t{ratio:.1f}")
        print(f"@peer.{peer.name}.us\t{median / 1000:.2f}")
        print(f"@peer.{peer.name}.differences\t{len(differences)}")
        for line in differences[:3]:
            print(f"    differs: {json.dumps(line['request'])}, ours is {line['outcome']}")
        failed = failed or bool(differences)
    sys.exit(1 if failed else 0)


main()
