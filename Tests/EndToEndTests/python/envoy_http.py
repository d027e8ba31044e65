"""Lets Envoy ask over HTTP, and prints what came back, a JSON line each.

Usage: envoy_http.py ENVOY CONFIGURATION FOLDER DECISIONS SOCKET PROCESS_ID

Of the configuration only the addresses are changed, and for some questions what happens when Postern does
not answer. FOLDER is for what Envoy writes.
"""

import sys
import time

from envoy_proxy import Envoy, running, stopped, tcp
from test_service import free_port, start_service, tell

envoy, configuration, folder, decisions, socket_path, process_id = sys.argv[1:]
port = start_service()
postern = tcp(*decisions.rsplit(":", 1))
alice = [("x-user", "arn:aws:iam::111122223333:user/alice")]
secret = [("authorization", "Bearer secret"), *alice]
open_gate = [
    ("failure_mode_allow: false", "failure_mode_allow: true\n                      failure_mode_allow_header_add: true"),
]

with running() as envoys:

    def start(name, address, changes=(), until="health_flags::healthy"):
        proxy = Envoy(envoy, configuration, folder, name, address, port, changes)
        envoys.append(proxy)
        proxy.await_start(until)
        return proxy

    gate = start("http", postern)
    tell("allow", **gate.ask("GET", "/orders/42?x=1", secret))
    root = "arn:aws:iam::111122223333:root"
    forged = [("X-Postern-Principal", root), ("X_Postern_Principal", root), *alice]
    tell("forged", **gate.ask("GET", "/orders/42", forged))
    tell("nobody", **gate.ask("GET", "/orders/42"))
    tell("other order", **gate.ask("GET", "/orders/43", alice))
    tell("other method", **gate.ask("DELETE", "/orders/42", alice))
    tell("unknown route", **gate.ask("GET", "/invoices/7", alice))
    tell("another service", **gate.ask("GET", "/orders/43", [("x-postern-service", "x"), *alice]))
    tell("probe", **gate.ask("GET", "/healthz", forged))
    secure = [("x-forwarded-proto", "https"), ("x-forwarded-for", "10.1.2.3"), *alice]
    tell("claims to be secure", **gate.ask("GET", "/secure", secure))
    tell("dots", **gate.ask("GET", "/orders/%2e%2e/orders/43", alice))
    tell("counts", ok=gate.count("ok"), denied=gate.count("denied"), error=gate.count("error"))
    with stopped(process_id):
        began = time.monotonic()
        seen = gate.ask("GET", "/orders/42", alice)
        tell("slow", milliseconds=round(1000 * (time.monotonic() - began)), **seen)
    gate.stop()

    over_socket = start("http-socket", "address: { pipe: { path: %s } }" % socket_path)
    tell("socket/allow", **over_socket.ask("GET", "/orders/42", alice))
    tell("socket/deny", **over_socket.ask("GET", "/orders/43", alice))
    over_socket.stop()

    # Nothing that a client sends opens a gate that stands open when Postern is down.
    opened = start("http-open", postern, open_gate)
    tell("open/deny", **opened.ask("GET", "/orders/43", alice))
    tell("open/two principals", **opened.ask("GET", "/orders/43", alice + alice))
    tell("open/method", **opened.ask("PROPFIND", "/orders/43", alice))
    tell("open/path", **opened.ask("GET", "/orders/%00", alice))
    tell("open/long path", **opened.ask("GET", "/orders/" + "4" * 20_000, alice))
    tell("open/long name", **opened.ask("GET", "/orders/43", [("x-user", "4" * 11_000)]))
    with stopped(process_id):
        tell("open/slow", **opened.ask("GET", "/orders/43", alice))
    opened.stop()

    nobody = tcp("127.0.0.1", free_port())
    for name, changes in [("down", []), ("open/down", open_gate)]:
        gate = start(name.replace("/", "-"), nobody, changes, until="health_flags::/failed_active_hc")
        tell(name, **gate.ask("GET", "/orders/43", alice))
        gate.stop()
