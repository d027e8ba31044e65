"""Runs a sidecar, asks it to stop while it loads, and says how it ended and what it logged."""

import json
import subprocess
import sys

binary, directory = sys.argv[1:]
sidecar = subprocess.Popen(
    [binary, "serve", "--from", directory, "--log-level", "info"]
    + ["--decisions", "127.0.0.1:0", "--diagnostics", "127.0.0.1:0"],
    stderr=subprocess.PIPE,
    text=True,
)
lines = []
for line in sidecar.stderr:
    lines.append(line)
    if " loading " in line:
        sidecar.terminate()
print(json.dumps({"status": sidecar.wait(timeout=30), "lines": lines}))
