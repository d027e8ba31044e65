"""Asks whether the sidecar is healthy with the ordinary gRPC client, once over its Unix socket and once over
TLS for each certificate; prints the code of each call, a JSON line each.

Usage: grpc_transports.py HOST:PORT SOCKET AUTHORITY [NAME CERTIFICATE KEY]...
"""

import json
import pathlib
import sys

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc

address, socket_path, authority, *certificates = sys.argv[1:]
SECONDS_MAX = 20
read = lambda path: pathlib.Path(path).read_bytes()


def tell(name, channel):
    with channel:
        try:
            request = health_pb2.HealthCheckRequest(service="postern.v1.Authorizer")
            health_pb2_grpc.HealthStub(channel).Check(request, timeout=SECONDS_MAX)
            code = "OK"
        except grpc.RpcError as error:
            code = error.code().name
    print(json.dumps({"name": name, "code": code}), flush=True)


tell("socket", grpc.insecure_channel(f"unix:{socket_path}"))
tell("no certificate", grpc.secure_channel(address, grpc.ssl_channel_credentials(read(authority))))
tell("plain text", grpc.insecure_channel(address))
for name, certificate, key in zip(*[iter(certificates)] * 3):
    credentials = grpc.ssl_channel_credentials(read(authority), read(key), read(certificate))
    tell(name, grpc.secure_channel(address, credentials))
