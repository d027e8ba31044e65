"""Makes calls that end in known ways, and prints what the metrics page counts meanwhile and afterwards.

Usage: grpc_outcomes.py HOST:PORT DIAGNOSTICS. Prints two JSON lines: `open`, the open streams while one call
stays open, and `closed`, the same afterwards and every count of calls.
"""

import json
import sys
import urllib.request

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc

address, diagnostics = sys.argv[1:]
AUTHORIZE = "/postern.v1.Authorizer/Authorize"
SECONDS_MAX = 20


def samples(prefix):
    with urllib.request.urlopen(f"http://{diagnostics}/metrics") as answer:
        lines = answer.read().decode().splitlines()
    found = (line.rsplit(" ", 1) for line in lines if line.startswith(prefix))
    return {name.removeprefix(prefix): int(value) for name, value in found}


def open_streams():
    return samples("postern_open_streams")['{plane="decisions"}']


def code(channel, path, body):
    same = lambda message: message
    method = channel.unary_unary(path, request_serializer=same, response_deserializer=same)
    try:
        method(body, timeout=SECONDS_MAX)
        return "OK"
    except grpc.RpcError as error:
        return error.code().name


def text(number, value):
    return bytes([number << 3 | 2, len(value)]) + value.encode()


question = (
    text(1, "arn:aws:iam::111122223333:user/nobody")
    + text(2, "orders:GetOrder")
    + text(3, "arn:aws:orders:eu-west-1:111122223333:order/42")
)

with grpc.insecure_channel(address) as channel:
    health = health_pb2_grpc.HealthStub(channel)
    watch = health.Watch(health_pb2.HealthCheckRequest(), timeout=SECONDS_MAX)
    next(watch)
    print(json.dumps({"name": "open", "streams": open_streams()}), flush=True)
    seen = [code(channel, AUTHORIZE, question) for _ in range(3)]
    seen.append(code(channel, AUTHORIZE, b""))
    seen.append(code(channel, AUTHORIZE, b"\xff"))
    # The transport ends this one by itself.
    seen.append(code(channel, AUTHORIZE, b"x" * 2_000_000))
    seen.append(code(channel, "/no.Such/Method", b""))
    seen.append(code(channel, "/grpc.health.v1.Health/Check", text(1, "no.Such")))
    seen.append(code(channel, "/envoy.service.auth.v3.Authorization/Check", b""))
    watch.cancel()
    # What comes behind it on the same connection is answered when the server has seen the end.
    code(channel, "/grpc.health.v1.Health/Check", b"")
    counts = {
        name: count for name, count in samples("postern_grpc_server_handled_total").items() if count
    }
    print(
        json.dumps({"name": "closed", "streams": open_streams(), "seen": seen, "counts": counts}),
        flush=True,
    )
