"""Calls the sidecar over and over with the ordinary gRPC client, on several channels from several threads.

Usage: steady_grpc.py HOST:PORT FILE. Writes `running` once answers flow on every channel, then goes on until
nobody listens any more. Prints one JSON line: how many calls were answered, how many were lost, and whether
every thread found the listener closed at the end. A call that was never sent, since the connection was
refused, is not lost; every other failure is.
"""

import json
import pathlib
import sys
import threading

import grpc

address, file = sys.argv[1:3]
CHANNELS, THREADS_PER_CHANNEL = 4, 3
ANSWERS_BEFORE_RUNNING = 50
SECONDS_MAX = 20

protos = pathlib.Path(__file__).resolve().parents[3] / "proto"
sys.path.insert(0, str(protos))
messages, services = grpc.protos_and_services("postern/v1/authorization.proto")


def question():
    asked = json.loads(pathlib.Path(file).read_text())
    return messages.AuthorizeRequest(**{name: asked[name] for name in ["principal", "action", "resource"]})


class Caller(threading.Thread):
    def __init__(self, channel):
        super().__init__(daemon=True)
        self.authorize = services.AuthorizerStub(channel).Authorize
        self.request = question()
        self.answered = 0
        self.failures = []
        self.found_closed = False
        self.is_warm = threading.Event()

    def run(self):
        while not self.found_closed and not self.failures:
            try:
                self.authorize(self.request, timeout=SECONDS_MAX)
                self.answered += 1
            except grpc.RpcError as error:
                self.note(error)
            if self.answered >= ANSWERS_BEFORE_RUNNING:
                self.is_warm.set()
        self.is_warm.set()

    def note(self, error):
        details = error.details() or ""
        if error.code() is grpc.StatusCode.UNAVAILABLE and "Connection refused" in details:
            self.found_closed = True
        else:
            self.failures.append(f"{error.code().name}: {details}")


# Channels to one address would share a connection otherwise. None is opened again while the test waits.
options = [("grpc.use_local_subchannel_pool", 1)]
channels = [grpc.insecure_channel(address, options=options) for _ in range(CHANNELS)]
callers = [Caller(channel) for channel in channels for _ in range(THREADS_PER_CHANNEL)]
for caller in callers:
    caller.start()
for caller in callers:
    caller.is_warm.wait(SECONDS_MAX)
print("running", flush=True)
for caller in callers:
    caller.join(SECONDS_MAX)
failures = [failure for caller in callers for failure in caller.failures]
for failure in failures:
    print(failure, file=sys.stderr)
print(
    json.dumps(
        {
            "answered": sum(caller.answered for caller in callers),
            "lost": len(failures) + sum(caller.is_alive() for caller in callers),
            "saidGoodbye": all(caller.found_closed for caller in callers),
        }
    )
)
