"""Runs a sidecar that may open so many files until it is ready, and prints what it has logged."""

import resource
import subprocess
import sys

binary, directory, descriptor_count = sys.argv[1:]
limit = int(descriptor_count)
sidecar = subprocess.Popen(
    [binary, "serve", "--from", directory]
    + ["--decisions", "127.0.0.1:0", "--diagnostics", "127.0.0.1:0"],
    stderr=subprocess.PIPE,
    text=True,
    preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit)),
)
for line in sidecar.stderr:
    print(line, end="")
    if " ready " in line:
        sidecar.terminate()
sidecar.wait(timeout=30)
