"""Drives servers with h2load, and tells what that cost them."""

import contextlib
import functools
import glob
import os
import re
import struct
import subprocess
import sys
import tempfile
from dataclasses import dataclass

PATHS = {"json": "/v1/authorize", "grpc": "/postern.v1.Authorizer/Authorize"}
FIELDS = {
    "json": ("content-type: application/json",),
    "grpc": ("content-type: application/grpc", "te: trailers"),
}
# A run that only shows whether everything works.
IS_QUICK = "BENCH_QUICK" in os.environ
# The client has a core of its own, when there are two; `common.sh` gives the other to the servers.
HAS_CORES = (os.cpu_count() or 1) > 1
OWN_CORE = ("taskset", "--cpu-list", "1") if HAS_CORES else ()
# Where a process says how late it can bear a core to wake up, for as long as it has the file open:
# docs.kernel.org/power/pm_qos_interface.html.
LATENCY_REQUEST = "/dev/cpu_dma_latency"


@dataclass(frozen=True)
class Server:
    """A process, and the port or the path of the socket at which it listens."""

    process: int
    place: str

    @property
    def is_socket(self):
        return self.place.startswith("/")

    def nanoseconds(self):
        """The computing time of all its threads since it started."""
        files = glob.glob(f"/proc/{self.process}/task/*/schedstat")
        return sum(int(open(file).read().split()[0]) for file in files)


@dataclass(frozen=True)
class Question:
    """One request: how it is spoken, and the file of its body."""

    protocol: str
    is_encrypted: bool
    body: str

    def address(self, server):
        scheme = "https" if self.is_encrypted else "http"
        host = "localhost" if server.is_socket else f"127.0.0.1:{server.place}"
        return f"{scheme}://{host}{PATHS[self.protocol]}"

    def fields(self):
        return [word for field in FIELDS[self.protocol] for word in ("-H", field)]


@dataclass(frozen=True)
class Slice:
    """Microseconds: of computing per request, and the p50, p99 and p99.9 of the requests' times;
    and how many requests there were in a second."""

    cpu: float
    times: tuple
    speed: float


@contextlib.contextmanager
def awake_cores():
    """Has cores wait for work without halting while it lasts.

    Where the system does not let us ask for that, says so, and cores halt as they do otherwise."""
    with contextlib.ExitStack() as stack:
        try:
            request = stack.enter_context(open(LATENCY_REQUEST, "wb", buffering=0))
            request.write(struct.pack("=i", 0))
        except OSError as error:
            print(f"  cores halt where they should not, {LATENCY_REQUEST}: {error.strerror}")
        yield


def check_answer(server, question):
    """Fails unless one request gets the answer of a server that does its work."""
    version = "--http2" if question.is_encrypted else "--http2-prior-knowledge"
    socket = ["--unix-socket", server.place] if server.is_socket else []
    command = ["curl", "-skvo", os.devnull, version, *socket, "--data-binary", f"@{question.body}"]
    run = subprocess.run(
        [*command, *question.fields(), question.address(server)], capture_output=True, text=True
    )
    expected = ["< HTTP/2 200"] + ["< grpc-status: 0"] * (question.protocol == "grpc")
    if not all(line in run.stderr for line in expected):
        sys.exit(f"{server.place} does not answer {question.protocol}:\n{run.stderr}")


def drive(server, question, connections, streams, count, rate=None):
    """Sends so many requests; `rate` is how many each connection sends a second, whatever the
    answers do. Fails when a request does."""
    count = count // 20 if IS_QUICK else count
    with tempfile.NamedTemporaryFile("r") as log:
        command = [*OWN_CORE, "h2load", f"-n{count}", f"-c{connections}", f"-m{streams}"]
        command += [f"--log-file={log.name}", "-d", question.body, *question.fields()]
        command += [f"--rps={rate}"] if rate else []
        command += [f"--base-uri=unix:{server.place}"] if server.is_socket else []
        before = server.nanoseconds()
        run = subprocess.run([*command, question.address(server)], capture_output=True, text=True)
        cost = server.nanoseconds() - before
        rows = [line.split("\t") for line in log]
    good = re.search(r"^status codes: (\d+) 2xx", run.stdout, re.MULTILINE)
    if run.returncode or not good or int(good[1]) != count or len(rows) != count:
        sys.exit(
            f"not all of {count} requests were answered well at {server.place}:\n"
            f"{run.stdout}{run.stderr}"
        )
    times = sorted(int(row[2]) for row in rows)
    at = functools.partial(quantile, times)
    speed = float(re.search(r"^finished in .*, ([\d.]+) req/s", run.stdout, re.MULTILINE)[1])
    return Slice(cost / 1000 / count, (at(0.5), at(0.99), at(0.999)), speed)


def quantile(values, share):
    return values[min(len(values) - 1, int(len(values) * share))]
