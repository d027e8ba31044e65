"""Lets Envoy ask over mutual TLS, with good and with wrong certificates; prints a JSON line each.

Usage: envoy_tls.py ENVOY CONFIGURATION FOLDER DECISIONS DIAGNOSTICS AUTHORITY [NAME CERTIFICATE KEY]...

The client's own certificate is that of the name `alice`.
"""

import sys
import urllib.request

from envoy_proxy import Envoy, running, tcp
from test_service import client_context, start_service, tell

envoy, configuration, folder, decisions, diagnostics, authority, *certificates = sys.argv[1:]
files = {name: pair for name, *pair in zip(*[iter(certificates)] * 3)}
port = start_service()


def named_files(name):
    return "{ certificate_chain: { filename: %s }, private_key: { filename: %s } }" % tuple(files[name])


def tls(kind, lines, indent):
    """The encryption of a listener or of a cluster."""
    kind = "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3." + kind
    head = [
        "transport_socket:",
        "  name: envoy.transport_sockets.tls",
        "  typed_config:",
        '    "@type": ' + kind,
    ]
    return ("\n" + " " * indent).join(head + ["    " + line for line in lines])


def towards_postern(name):
    """What Envoy needs to ask over mutual TLS, and not to take another server for Postern."""
    trusted = "trusted_ca: { filename: %s }" % authority
    names = "match_typed_subject_alt_names: [{ san_type: URI, matcher: { exact: %s } }]" % (
        "spiffe://acme.example/postern"
    )
    lines = [
        "sni: localhost",
        "common_tls_context:",
        "  alpn_protocols: [h2]",
        "  validation_context: { %s, %s }" % (trusted, names),
    ]
    if name:
        lines.append("  tls_certificates: [%s]" % named_files(name))
    before = "      health_checks:"
    return [(before, "      " + tls("UpstreamTlsContext", lines, 6) + "\n" + before)]


def towards_clients():
    lines = [
        "require_client_certificate: true",
        "common_tls_context:",
        "  tls_certificates: [%s]" % named_files("edge"),
        "  validation_context: { trusted_ca: { filename: %s } }" % authority,
    ]
    return [("- filters:", "- " + tls("DownstreamTlsContext", lines, 10) + "\n          filters:")]


def limits():
    """How often Postern has turned a client away, by the reason."""
    with urllib.request.urlopen(f"http://{diagnostics}/metrics") as answer:
        lines = answer.read().decode().splitlines()
    start = 'postern_limit_exceeded_total{plane="decisions",limit="'
    counts = dict(line.removeprefix(start).split('"} ') for line in lines if line.startswith(start))
    return {name: int(counts[name]) for name in ["peers", "handshakes"]}


with running() as envoys:

    def start(name, changes, until="health_flags::healthy"):
        address = tcp(*decisions.rsplit(":", 1))
        proxy = Envoy(envoy, configuration, folder, name, address, port, changes)
        envoys.append(proxy)
        proxy.await_start(until)
        return proxy

    gate = start("mutual", towards_postern("edge") + towards_clients())
    for name in ["alice", "bob"]:
        seen = gate.ask("GET", "/orders/42", tls=client_context(*files[name]))
        tell(name, **seen)
    tell("counts", ok=gate.count("ok"), denied=gate.count("denied"), error=gate.count("error"))
    tell("no limit", **limits())
    gate.stop()

    for name in ["stranger", "foreign", None]:
        before = limits()
        gate = start(f"as-{name}", towards_postern(name), until="health_flags::/failed_active_hc")
        seen = gate.ask("GET", "/orders/42")
        after = limits()
        counted = {limit: after[limit] > before[limit] for limit in after}
        tell(f"as {name}", counted=counted, ok=gate.count("ok"), error=gate.count("error"), **seen)
        gate.stop()
