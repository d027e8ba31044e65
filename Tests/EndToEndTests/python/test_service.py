"""A small service to stand behind a proxy, and what tests of proxies need besides."""

import contextlib
import http.client
import http.server
import json
import random
import socket
import ssl
import subprocess
import threading


def tell(name, **members):
    print(json.dumps({"name": name, **members}), flush=True)


def free_port():
    """A port that nothing listens at, and that the system gives to nobody by itself: whoever connects
    meanwhile gets one of the others."""
    while True:
        port = random.randrange(15_000, 32_000)
        with socket.socket() as place, contextlib.suppress(OSError):
            place.bind(("127.0.0.1", port))
            return port


class Service(http.server.BaseHTTPRequestHandler):
    """Says which fields it got, by names in which `_` and `-` are one, as for CGI and WSGI."""

    def do_GET(self):
        fields = {}
        for name, value in self.headers.items():
            fields.setdefault(name.lower().replace("_", "-"), []).append(value)
        body = json.dumps({name: ", ".join(values) for name, values in fields.items()}).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_DELETE = do_POST = do_GET

    def log_message(self, *_):
        pass


def start_service():
    """Starts the service and returns its port."""
    service = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=service.serve_forever, daemon=True).start()
    return service.server_address[1]


def ask(port, method, path, fields=(), tls=None):
    """Sends a request exactly as it is given; returns what came back."""
    if tls is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    else:
        connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=20, context=tls)
    connection.putrequest(method, path, skip_accept_encoding=True)
    for name, value in fields:
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read().decode()
    seen = {"status": answer.status, "fields": dict(answer.getheaders())}
    try:
        seen["body"] = json.loads(body)
    except ValueError:
        seen["text"] = body
    connection.close()
    return seen


def make_certificates(folder, names):
    """Makes an authority, and for each name a certificate with the URI that belongs to it."""
    openssl = lambda *command: subprocess.run(
        ["openssl", *command], cwd=folder, check=True, capture_output=True
    )
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
    openssl("req", "-x509", *key, "-subj", "/CN=authority", "-keyout", "ca.key", "-out", "ca.pem")
    for name, uri in names.items():
        openssl(
            "req", "-x509", "-CA", "ca.pem", "-CAkey", "ca.key", *key, "-subj", "/O=Acme",
            "-addext", f"subjectAltName=URI:{uri}", "-addext", "basicConstraints=CA:FALSE",
            "-keyout", f"{name}.key", "-out", f"{name}.pem",
        )


def client_context(certificate, key):
    """The client's side of TLS with a certificate; the server's is taken as it is."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.load_cert_chain(certificate, key)
    return context


def replaced(text, changes):
    """Changes each place of a configuration that is there exactly once."""
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text
