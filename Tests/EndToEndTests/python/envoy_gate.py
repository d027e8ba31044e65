"""Puts Envoy in front of a small service, asks through it, and prints what came back, a JSON line each.

Usage: envoy_gate.py ENVOY CONFIGURATION FOLDER DECISIONS SOCKET PROCESS_ID

Of the configuration only the addresses are changed. FOLDER is for what Envoy writes.
"""

import http.client
import json
import os
import pathlib
import signal
import subprocess
import sys
import time

from test_service import (
    ask, client_context, free_port, make_certificates, replaced, start_service, tell,
)

envoy, configuration, folder, decisions, socket_path, process_id = sys.argv[1:]
START_SECONDS_MAX = 30


class Envoy:
    def __init__(self, name, postern, service_port, changes=()):
        self.edge, self.admin = free_port(), free_port()
        self.log = pathlib.Path(folder, name + ".log")
        text = pathlib.Path(configuration).read_text()
        tcp = "address: { socket_address: { address: 127.0.0.1, port_value: %d } }"
        changes = [
            (tcp % 9901, tcp % self.admin),
            (tcp % 8000, tcp % self.edge),
            (tcp % 8080, tcp % service_port),
            (tcp % 7170, postern),
            ("path: /dev/stdout", f"path: {self.log}"),
            *changes,
        ]
        file = pathlib.Path(folder, name + ".yaml")
        file.write_text(replaced(text, changes))
        said = open(pathlib.Path(folder, name + ".err"), "wb")
        command = [envoy, "-c", str(file), "--concurrency", "1", "--disable-hot-restart"]
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
        sys.exit("Envoy does not start: " + pathlib.Path(folder).joinpath("tcp.err").read_text())

    def count(self, name):
        """How often something happened, as Envoy counts it."""
        for line in self.admin_text("/stats?filter=ext_authz").splitlines():
            if line.startswith(f"http.edge.ext_authz.postern.{name}:"):
                return int(line.split(":")[1])
        return None

    def stop(self):
        self.process.terminate()
        self.process.wait(10)


def is_stopped(process_id):
    """Whether every thread has taken notice of the signal, which comes to each in its own time."""
    states = pathlib.Path(f"/proc/{process_id}/task").glob("*/stat")
    return all(state.read_text().rsplit(")", 1)[1].split()[0] == "T" for state in states)


port = start_service()
alice = [("x-user", "arn:aws:iam::111122223333:user/alice")]

host, decisions_port = decisions.rsplit(":", 1)
tcp = "address: { socket_address: { address: %s, port_value: %s } }" % (host, decisions_port)
running = []
try:
    gate = Envoy("tcp", tcp, port)
    running.append(gate)
    gate.await_start()
    tell("allow", **gate.ask("GET", "/orders/42?x=1", alice))
    forged = [("X-Postern-Principal", "arn:aws:iam::111122223333:root"), *alice]
    tell("forged", **gate.ask("GET", "/orders/42", forged))
    tell("nobody", **gate.ask("GET", "/orders/42"))
    tell("other order", **gate.ask("GET", "/orders/43", alice))
    tell("other method", **gate.ask("DELETE", "/orders/42", alice))
    tell("no part", **gate.ask("GET", "/orders/", alice))
    tell("probe", **gate.ask("GET", "/healthz"))
    tell("dots", **gate.ask("GET", "/orders/%2e%2e/orders/43", alice))
    tell("counts", ok=gate.count("ok"), denied=gate.count("denied"), error=gate.count("error"))

    os.kill(int(process_id), signal.SIGSTOP)
    try:
        while not is_stopped(process_id):
            pass
        start = time.monotonic()
        seen = gate.ask("GET", "/orders/42", alice)
        tell("slow", milliseconds=round(1000 * (time.monotonic() - start)), **seen)
    finally:
        os.kill(int(process_id), signal.SIGCONT)
    gate.stop()
    log = [json.loads(line) for line in gate.log.read_text().splitlines()]
    tell("log", allowed=log[0], denied=log[2])

    over_socket = Envoy("socket", "address: { pipe: { path: %s } }" % socket_path, port)
    running.append(over_socket)
    over_socket.await_start()
    tell("socket/allow", **over_socket.ask("GET", "/orders/42", alice))
    tell("socket/deny", **over_socket.ask("GET", "/orders/43", alice))
    over_socket.stop()

    # Clients show a certificate, and its name says who they are, whatever a field claims.
    make_certificates(
        folder,
        {
            "edge": "spiffe://acme.example/edge",
            "alice": "spiffe://acme.example/ns/shop/sa/alice",
            "stranger": "spiffe://elsewhere.example/ns/shop/sa/alice",
        },
    )
    file = lambda name: "{ filename: %s/%s }" % (folder, name)
    socket = (
        "- transport_socket:\n"
        "            name: envoy.transport_sockets.tls\n"
        "            typed_config:\n"
        '              "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.'
        "DownstreamTlsContext\n"
        "              require_client_certificate: true\n"
        "              common_tls_context:\n"
        "                tls_certificates: [{ certificate_chain: %s, private_key: %s }]\n"
        "                validation_context: { trusted_ca: %s }\n"
        "          filters:" % (file("edge.pem"), file("edge.key"), file("ca.pem"))
    )
    certified = Envoy("certified", tcp, port, [("- filters:", socket)])
    running.append(certified)
    certified.await_start()
    for name in ["alice", "stranger"]:
        context = client_context(folder, name)
        seen = certified.ask("GET", "/orders/42", alice, tls=context)
        tell("certificate/" + name, **seen)
    certified.stop()

    down = Envoy(
        "down",
        "address: { socket_address: { address: 127.0.0.1, port_value: %d } }" % free_port(),
        port,
    )
    running.append(down)
    down.await_start(until="health_flags::/failed_active_hc")
    tell("down", **down.ask("GET", "/orders/42", alice))
finally:
    for each in running:
        if each.process.poll() is None:
            each.stop()
