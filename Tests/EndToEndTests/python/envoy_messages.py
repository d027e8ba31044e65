"""Compares our part of Envoy's messages with the official ones, and asks with the official stubs.

Usage: envoy_messages.py HOST:PORT PROTO_FOLDER. Prints a JSON line for each finding and answer.
"""

import json
import pathlib
import sys
import tempfile

import grpc
from envoy.service.auth.v3 import external_auth_pb2, external_auth_pb2_grpc
from google.protobuf import descriptor_pb2, descriptor_pool, json_format
from google.rpc import status_pb2
from grpc_tools import protoc

address, protos = sys.argv[1:]
OFFICIAL = descriptor_pool.Default()


def tell(name, **members):
    print(json.dumps({"name": name, **members}), flush=True)


def differences(message, full_name):
    """Where a message of ours, with those in it, differs from the official one of the same name."""
    try:
        official = OFFICIAL.FindMessageTypeByName(full_name)
    except KeyError:
        return [f"{full_name} is not known"]
    found = []
    for field in message.field:
        other = official.fields_by_name.get(field.name)
        if other is None or other.number != field.number:
            found.append(f"{full_name}.{field.name} is not number {field.number}")
        elif other.type != field.type or other.is_repeated != (field.label == 3):
            found.append(f"{full_name}.{field.name} has another type")
    for nested in message.nested_type:
        found += differences(nested, f"{full_name}.{nested.name}")
    return found


with tempfile.TemporaryDirectory() as folder:
    output = pathlib.Path(folder, "set")
    files = sorted(str(p) for part in ("envoy", "google") for p in pathlib.Path(protos, part).rglob("*.proto"))
    include = pathlib.Path(protoc.__file__).parent / "_proto"
    status = protoc.main(
        ["protoc", f"-I{protos}", f"-I{include}", f"--descriptor_set_out={output}", *files]
    )
    assert status == 0
    ours = descriptor_pb2.FileDescriptorSet.FromString(output.read_bytes())
messages = [(m, f"{file.package}.{m.name}") for file in ours.file for m in file.message_type]
found = [difference for message, name in messages for difference in differences(message, name)]
tell("messages", count=len(messages), differences=found)

with grpc.insecure_channel(address) as channel:
    stub = external_auth_pb2_grpc.AuthorizationStub(channel)
    request = external_auth_pb2.CheckRequest()
    attributes = request.attributes
    attributes.source.principal = "spiffe://example.org/x"
    attributes.source.address.socket_address.address = "10.0.0.7"
    http = attributes.request.http
    http.method, http.path, http.scheme, http.protocol = "GET", "/orders/42?x=1", "https", "HTTP/2"
    http.raw_body = bytes(range(256))
    http.headers["user-agent"] = "curl"
    attributes.context_extensions["postern.service"] = "orders"
    attributes.metadata_context.filter_metadata["a"]["b"] = 1
    answer = stub.Check(request, timeout=10)
    tell("check", answer=json_format.MessageToDict(answer))
    empty = stub.Check(external_auth_pb2.CheckRequest(), timeout=10)
    tell("empty check", answer=json_format.MessageToDict(empty), byteCount=empty.ByteSize())
