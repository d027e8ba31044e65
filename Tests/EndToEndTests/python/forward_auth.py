"""Puts nginx and Caddy in front of a small service, asks through them, prints a JSON line each.

Usage: forward_auth.py NGINX CADDY DEPLOY_FOLDER FOLDER DECISIONS

Of the configurations only the addresses are changed, and who says who the client is: here, the client
itself, in the field `x-test-user`. FOLDER is for what the proxies write.
"""

import os
import pathlib
import socket
import subprocess
import sys
import time

from test_service import ask, free_port, replaced, start_service, tell

nginx, caddy, deploy, folder, decisions = sys.argv[1:]
START_SECONDS_MAX = 20
alice = [("x-test-user", "arn:aws:iam::111122223333:user/alice")]


def await_port(port):
    deadline = time.monotonic() + START_SECONDS_MAX
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    sys.exit("the proxy does not start: " + pathlib.Path(folder, "proxy.err").read_text())


def run(name, command, port):
    said = open(pathlib.Path(folder, "proxy.err"), "wb")
    environment = {**os.environ, "HOME": folder, "XDG_CONFIG_HOME": folder, "XDG_DATA_HOME": folder}
    process = subprocess.Popen(command, stdout=said, stderr=said, env=environment)
    try:
        await_port(port)
        tell(name + "/allow", **ask(port, "GET", "/orders/42?x=1", alice))
        forged = [
            ("X-Postern-Principal", "arn:aws:iam::111122223333:root"),
            ("X-Postern-Decision-Id", "forged"),
            ("X_Postern-Principal", "arn:aws:iam::111122223333:root"),
            ("X-Postern_Principal", "arn:aws:iam::111122223333:root"),
            *alice,
        ]
        tell(name + "/forged", **ask(port, "GET", "/orders/42", forged))
        named = [("X-User", "arn:aws:iam::111122223333:user/alice")]
        tell(name + "/names itself", **ask(port, "GET", "/orders/42", named))
        uri = [("X-Original-URI", "/orders/42"), ("X-Forwarded-Uri", "/orders/42"), *alice]
        tell(name + "/names another path", **ask(port, "GET", "/orders/43", uri))
        url = [("X-Original-URL", "https://shop.example/orders/42"), *alice]
        tell(name + "/names another address", **ask(port, "GET", "/orders/43", url))
        both = "http://127.0.0.1?x=http://y/orders/42"
        tell(name + "/two addresses", **ask(port, "GET", both, alice))
        tell(name + "/fragment", **ask(port, "GET", "/orders/42#/../../admin", alice))
        tell(name + "/dots", **ask(port, "GET", "/x/%2e%2e/orders/42", alice))
        tell(name + "/plain dots", **ask(port, "GET", "/admin/x/../../orders/42", alice))
        long = [(f"X-Long-{number}", "x" * 7_000) for number in range(3)]
        tell(name + "/long fields", **ask(port, "GET", "/orders/42", long + alice))
        many = [(f"X-Many-{number}", "x") for number in range(150)]
        tell(name + "/many fields", **ask(port, "GET", "/orders/43", many + alice))
        strips = [("Connection", "close, X-Postern-Principal"), *alice]
        tell(name + "/strips", **ask(port, "GET", "/orders/42", strips))
        tell(name + "/deny", **ask(port, "GET", "/orders/43", alice))
        tell(name + "/other method", **ask(port, "DELETE", "/orders/42", alice))
    finally:
        process.terminate()
        process.wait(10)


service = start_service()
edge = free_port()
text = pathlib.Path(deploy, "nginx/nginx.conf").read_text()
temporary = "".join(
    f"{kind}_temp_path {folder}/{kind}; "
    for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
)
configuration = pathlib.Path(folder, "nginx.conf")
configuration.write_text(
    replaced(
        text,
        [
            ("listen 127.0.0.1:8000", f"listen 127.0.0.1:{edge}"),
            ("http://127.0.0.1:8080", f"http://127.0.0.1:{service}"),
            ("http://127.0.0.1:7170", f"http://{decisions}"),
            ("$ssl_client_s_dn", "$http_x_test_user"),
            ("http {", "http { access_log off; " + temporary),
        ],
    )
)
own = f"daemon off; pid {folder}/nginx.pid; error_log stderr;"
run("nginx", [nginx, "-p", folder, "-c", str(configuration), "-g", own], edge)

edge = free_port()
text = pathlib.Path(deploy, "caddy/Caddyfile").read_text()
configuration = pathlib.Path(folder, "Caddyfile")
configuration.write_text(
    "{\n\tadmin off\n}\n"
    + replaced(
        text,
        [
            ("http://127.0.0.1:8000 {", f"http://127.0.0.1:{edge} {{"),
            ("reverse_proxy 127.0.0.1:8080", f"reverse_proxy 127.0.0.1:{service}"),
            ("forward_auth 127.0.0.1:7170", f"forward_auth {decisions}"),
            ("request_header -X-User", 'request_header X-User "{http.request.header.X-Test-User}"'),
        ],
    )
)
run("caddy", [caddy, "run", "--adapter", "caddyfile", "--config", str(configuration)], edge)
