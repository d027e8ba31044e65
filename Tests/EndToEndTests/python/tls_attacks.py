"""Attacks a running sidecar before a handshake of TLS is over, and prints what came of it, a JSON line each.

Usage: tls_attacks.py HOST:PORT DIAGNOSTICS PID. The sidecar should give a handshake one second.
"""

import json
import pathlib
import socket
import ssl
import sys
import threading
import urllib.request

address, diagnostics, pid = sys.argv[1:]
host, port = address.rsplit(":", 1)
SECONDS_MAX = 20
CONNECTIONS = 200


def client_hello():
    """The first flight of an ordinary client."""
    context = ssl.create_default_context()
    context.set_alpn_protocols(["h2"])
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    try:
        context.wrap_bio(incoming, outgoing, server_hostname="localhost").do_handshake()
    except ssl.SSLWantReadError:
        return outgoing.read()


def limits():
    with urllib.request.urlopen(f"http://{diagnostics}/metrics") as answer:
        lines = answer.read().decode().splitlines()
    start = 'postern_limit_exceeded_total{plane="decisions",limit="'
    counts = dict(line.removeprefix(start).split('"} ') for line in lines if line.startswith(start))
    return {name: int(counts[name]) for name in ["handshake_time", "handshakes", "handshake_turns"]}


def resident_kilobytes():
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(next(line for line in status.splitlines() if "VmRSS" in line).split()[1])


def is_ended(connection):
    """Whether the server closes the connection, after whatever it still says."""
    try:
        while connection.recv(65_536):
            pass
        return True
    except ConnectionError:
        return True
    except TimeoutError:
        return False


def attack(name, first):
    """Opens connections, sends the same bytes on each, and waits for the server to close them."""
    before, counted = resident_kilobytes(), limits()
    connections = [socket.create_connection((host, int(port)), SECONDS_MAX) for _ in range(CONNECTIONS)]
    for connection in connections:
        connection.sendall(first)
    grown = resident_kilobytes() - before
    ended = sum(is_ended(connection) for connection in connections)
    for connection in connections:
        connection.close()
    after = limits()
    counts = {limit: after[limit] - counted[limit] for limit in after}
    print(json.dumps({"name": name, "ended": ended, "kilobytes": grown, **counts}), flush=True)


def handshakes(count):
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_alpn_protocols(["h2"])
    for _ in range(count):
        with socket.create_connection((host, int(port)), SECONDS_MAX) as plain:
            with context.wrap_socket(plain, server_hostname="localhost"):
                pass


hello = client_hello()
attack("silence", b"")
attack("half a hello", hello[: len(hello) // 2])
attack("no answer to the server's hello", hello)
attack("garbage", b"\x16\x03\x01\xff\xff" + b"\xff" * 200)
attack("plain text", b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")

before = resident_kilobytes()
threads = [threading.Thread(target=handshakes, args=[100]) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(json.dumps({"name": "flood", "kilobytes": resident_kilobytes() - before, **limits()}))
