"""Compares the tail of requests while policies are published again and again with that of quiet times.

usage: reloads.py PROCESS PORT DIAGNOSTICS-PORT BODY POLICY-FILE

POLICY-FILE is a manifest of the account that is served, and is written anew ten times a second, every
time with other contents. Fails when less than nine in ten of them went live. Prints lines for people,
and for the table of goals a line that begins with `@`.
"""

import os
import re
import statistics
import sys
import threading
import time
import urllib.request

from load import IS_QUICK, Question, Server, drive

PER_SECOND = 10
PAIRS = 11
# Eight connections, each so many requests a second for two seconds: the server is idle most of the
# time, and what a publication holds up shows.
RATE, COUNT = 1_000, 16_000


class Writer(threading.Thread):
    """Publishes one policy again and again until it is stopped."""

    def __init__(self, path):
        super().__init__()
        self.path = path
        self.text = open(path).read()
        self.ends = threading.Event()
        self.count = 0

    def run(self):
        due = time.monotonic()
        while not self.ends.is_set():
            self.count += 1
            with open(f"{self.path}.new", "w") as file:
                file.write(self.text.replace("Number0", f"Number{self.count}"))
            os.replace(f"{self.path}.new", self.path)
            due += 1 / PER_SECOND
            self.ends.wait(max(0, due - time.monotonic()))

    def stop(self):
        self.ends.set()
        self.join()
        with open(self.path, "w") as file:
            file.write(self.text)


def revision(port):
    page = urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics").read().decode()
    return int(re.search(r"^postern_policy_revision (\d+)", page, re.MULTILINE).group(1))


def main():
    process, port, diagnostics, body, path = sys.argv[1:]
    server, question = Server(int(process), port), Question("json", False, body)
    ratios, tails, written, published = [], [], 0, 0
    for _ in range(1 if IS_QUICK else PAIRS):
        quiet = drive(server, question, 8, 10, COUNT, rate=RATE).times[2]
        writer, before = Writer(path), revision(diagnostics)
        writer.start()
        busy = drive(server, question, 8, 10, COUNT, rate=RATE).times[2]
        writer.stop()
        written += writer.count
        published += revision(diagnostics) - before
        ratios.append(busy / quiet)
        tails.append((quiet, busy))
        time.sleep(0.3)
    quiet, busy = (statistics.median(values) for values in zip(*tails))
    name = f"p99.9 at {8 * RATE:,}/s, quiet and publishing"
    print(f"  {name:46}{f'{quiet:.0f}/{busy:.0f}':>12} us, {published} of {written} went live")
    if published < 0.9 * written and not IS_QUICK:
        sys.exit("too few publications went live: this is no measurement of their tail")
    print(f"@reload.tail\t{statistics.median(ratios):.2f}")
    print(f"@reload.quiet\t{quiet:.0f}\n@reload.busy\t{busy:.0f}")


main()
