"""Puts Envoy in front of a small service, asks through it, and prints what came back, a JSON line each.

Usage: envoy_gate.py ENVOY CONFIGURATION FOLDER DECISIONS SOCKET PROCESS_ID

Of the configuration only the addresses are changed. FOLDER is for what Envoy writes.
"""

import json
import sys
import time

from envoy_proxy import Envoy, running, stopped, tcp
from test_service import client_context, free_port, make_certificates, start_service, tell

envoy, configuration, folder, decisions, socket_path, process_id = sys.argv[1:]

port = start_service()
alice = [("x-user", "arn:aws:iam::111122223333:user/alice")]

postern = tcp(*decisions.rsplit(":", 1))


def start(name, address, changes=(), until="health_flags::healthy"):
    proxy = Envoy(envoy, configuration, folder, name, address, port, changes)
    envoys.append(proxy)
    proxy.await_start(until)
    return proxy


with running() as envoys:
    gate = start("tcp", postern)
    tell("allow", **gate.ask("GET", "/orders/42?x=1", alice))
    root = "arn:aws:iam::111122223333:root"
    forged = [("X-Postern-Principal", root), ("X_Postern_Principal", root), *alice]
    tell("forged", **gate.ask("GET", "/orders/42", forged))
    tell("nobody", **gate.ask("GET", "/orders/42"))
    tell("other order", **gate.ask("GET", "/orders/43", alice))
    tell("other method", **gate.ask("DELETE", "/orders/42", alice))
    tell("no part", **gate.ask("GET", "/orders/", alice))
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
    log = [json.loads(line) for line in gate.log.read_text().splitlines()]
    tell("log", allowed=log[0], denied=log[2])

    over_socket = start("socket", "address: { pipe: { path: %s } }" % socket_path)
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
    certified = start("certified", postern, [("- filters:", socket)])
    for name in ["alice", "stranger"]:
        context = client_context(f"{folder}/{name}.pem", f"{folder}/{name}.key")
        seen = certified.ask("GET", "/orders/42", alice, tls=context)
        tell("certificate/" + name, **seen)
    certified.stop()

    nobody = tcp("127.0.0.1", free_port())
    down = start("down", nobody, until="health_flags::/failed_active_hc")
    tell("down", **down.ask("GET", "/orders/42", alice))
