"""Runs a sidecar whose log nobody reads, and says whether it answers and ends all the same."""

import json
import os
import signal
import subprocess
import sys

binary, directory, decisions, diagnostics, question = sys.argv[1:]

reader, writer = os.pipe()
os.set_blocking(writer, False)
try:
    while True:
        os.write(writer, b"x" * 4096)
except BlockingIOError:
    pass
os.set_blocking(writer, True)

sidecar = subprocess.Popen(
    [binary, "serve", "--from", directory, "--decisions", "off"]
    + ["--decisions-socket", decisions, "--diagnostics", f"unix:{diagnostics}"],
    stderr=writer,
)


def ask():
    client = subprocess.run(
        ["curl", "-sS", "-m", "20", "--unix-socket", decisions, "-H"]
        + ["content-type: application/json", "--data-binary", f"@{question}"]
        + ["-o", "/dev/null", "-w", "%{http_code}", "http://localhost/v1/authorize"],
        capture_output=True,
        text=True,
    )
    return client.stdout


ready = subprocess.run([binary, "wait", "--timeout", "30", "--address", f"unix:{diagnostics}"])
answers = [ask()]
for _ in range(3):
    # Each refused connection and each reload has a line of its own.
    subprocess.run(
        ["curl", "-s", "-m", "20", "--http2-prior-knowledge", "--unix-socket", decisions]
        + ["-X", "BREW", "http://localhost/"],
        stdout=subprocess.DEVNULL,
    )
    sidecar.send_signal(signal.SIGHUP)
    answers.append(ask())
sidecar.send_signal(signal.SIGTERM)
try:
    status = sidecar.wait(timeout=30)
except subprocess.TimeoutExpired:
    sidecar.kill()
    status = "killed"
print(json.dumps({"ready": ready.returncode, "answers": answers, "status": status}))
