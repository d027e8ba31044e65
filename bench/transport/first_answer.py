"""Prints how many milliseconds a sidecar needs from its start to its first answer.

usage: first_answer.py BINARY ACCOUNT PORT DIAGNOSTICS-PORT REQUEST
"""

import json
import socket
import subprocess
import sys
import time

binary, account, port, diagnostics, request = sys.argv[1:]
body = json.dumps(json.load(open(request))["request"]).encode()
message = (
    b"POST /v1/authorize HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
    b"content-length: %d\r\n\r\n%s" % (len(body), body)
)
began = time.monotonic()
process = subprocess.Popen(
    [binary, "serve", "--from", account, "--decisions", f"127.0.0.1:{port}",
     "--diagnostics", f"127.0.0.1:{diagnostics}", "--trusted-context"],
    stderr=subprocess.DEVNULL,
)
try:
    while time.monotonic() < began + 10:
        try:
            with socket.create_connection(("127.0.0.1", int(port))) as connection:
                connection.sendall(message)
                answer = connection.recv(65536)
        except ConnectionError:
            continue
        if answer.startswith(b"HTTP/1.1 200"):
            print(f"{(time.monotonic() - began) * 1000:.1f}")
            sys.exit(0)
    sys.exit("no answer within ten seconds")
finally:
    process.terminate()
    process.wait()
