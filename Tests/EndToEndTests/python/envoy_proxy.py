"""A real Envoy in front of a small service, for tests that ask through it."""

import contextlib
import http.client
import os
import pathlib
import signal
import subprocess
import sys
import time

from test_service import ask, free_port, replaced

START_SECONDS_MAX = 30


def tcp(host, port):
    """An address as the configuration writes it."""
    return "address: { socket_address: { address: %s, port_value: %s } }" % (host, port)


class Envoy:
    """A running Envoy with one of our configurations, of which the addresses are changed, and what a
    test changes besides."""

    def __init__(self, binary, configuration, folder, name, postern, service_port, changes=()):
        self.edge, self.admin = free_port(), free_port()
        self.said = pathlib.Path(folder, name + ".err")
        self.log = pathlib.Path(folder, name + ".log")
        text = pathlib.Path(configuration).read_text()
        ports = {9901: self.admin, 8000: self.edge, 8080: service_port}
        changes = [
            *((tcp("127.0.0.1", old), tcp("127.0.0.1", new)) for old, new in ports.items()),
            (tcp("127.0.0.1", 7170), postern),
            ("path: /dev/stdout", f"path: {self.log}"),
            *changes,
        ]
        file = pathlib.Path(folder, name + ".yaml")
        file.write_text(replaced(text, changes))
        said = open(self.said, "wb")
        command = [binary, "-c", str(file), "--concurrency", "1", "--disable-hot-restart"]
        self.process = subprocess.Popen(command, stdout=said, stderr=said)

    def ask(self, *request, tls=None):
        return ask(self.edge, *request, tls=tls)

    def admin_text(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.admin, timeout=20)
        connection.request("GET", path)
        text = connection.getresponse().read().decode()
        connection.close()
        return text

    def await_start(self, until="health_flags::healthy"):
        deadline = time.monotonic() + START_SECONDS_MAX
        while time.monotonic() < deadline:
            try:
                clusters = self.admin_text("/clusters")
                lines = [line for line in clusters.splitlines() if line.startswith("postern::")]
                if self.admin_text("/ready").strip() == "LIVE" and any(until in l for l in lines):
                    return
            except OSError:
                pass
            time.sleep(0.05)
        sys.exit("Envoy does not start: " + self.said.read_text())

    def count(self, name):
        """How often something happened, as Envoy counts it."""
        for line in self.admin_text("/stats?filter=ext_authz").splitlines():
            if line.startswith(f"http.edge.ext_authz.postern.{name}:"):
                return int(line.split(":")[1])
        return None

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(10)


def is_stopped(process_id):
    """Whether every thread has taken notice of the signal, which comes to each in its own time."""
    states = pathlib.Path(f"/proc/{process_id}/task").glob("*/stat")
    return all(state.read_text().rsplit(")", 1)[1].split()[0] == "T" for state in states)


@contextlib.contextmanager
def stopped(process_id):
    """Keeps a process from running meanwhile."""
    os.kill(int(process_id), signal.SIGSTOP)
    try:
        while not is_stopped(process_id):
            pass
        yield
    finally:
        os.kill(int(process_id), signal.SIGCONT)


@contextlib.contextmanager
def running():
    """A list whose processes are stopped at the end, whatever happens."""
    envoys = []
    try:
        yield envoys
    finally:
        for envoy in envoys:
            envoy.stop()
