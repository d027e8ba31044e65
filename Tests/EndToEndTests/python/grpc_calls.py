"""Calls the sidecar with the ordinary gRPC client and prints what came back, a JSON line for each call.

Usage: grpc_calls.py HOST:PORT PROTO_FOLDER EXAMPLE_FOLDER
"""

import json
import pathlib
import sys

import grpc
from google.protobuf import json_format
from google.rpc import status_pb2
from grpc_health.v1 import health_pb2, health_pb2_grpc

address, protos, example = sys.argv[1:]
sys.path.insert(0, protos)
messages, services = grpc.protos_and_services("postern/v1/authorization.proto")

BOB = "arn:aws:iam::111122223333:user/engineering/bob"
ORDER = "arn:aws:orders:eu-west-1:111122223333:order/42"


def tell(name, **members):
    print(json.dumps({"name": name, **members}), flush=True)


def failure(error):
    """What a failed call says, its details included."""
    said = {"code": error.code().name, "message": error.details()}
    for key, value in error.trailing_metadata() or ():
        if key == "grpc-status-details-bin":
            status = status_pb2.Status.FromString(value)
            detail = messages.Error()
            status.details[0].Unpack(detail)
            said["detail"] = json_format.MessageToDict(detail)
            said["statusCode"] = status.code
    return said


def call(name, method, request, **options):
    try:
        answer = method(request, timeout=options.pop("timeout", 10), **options)
        tell(name, code="OK", answer=json_format.MessageToDict(answer))
    except grpc.RpcError as error:
        tell(name, **failure(error))


def value(given):
    """A value of a JSON context as a message; numbers keep their digits."""
    if isinstance(given, bool):
        return messages.ContextValue(boolean=given)
    if isinstance(given, list):
        return messages.ContextValue(list=messages.ContextList(values=[value(v) for v in given]))
    if isinstance(given, Digits):
        return messages.ContextValue(number=given)
    return messages.ContextValue(text=given)


class Digits(str):
    pass


def question(asked):
    request = messages.AuthorizeRequest(
        principal=asked["principal"],
        action=asked["action"],
        resource=asked["resource"],
        resource_account=asked.get("resourceAccount", ""),
        resource_tags=asked.get("resourceTags", {}),
        request_tags=asked.get("requestTags", {}),
    )
    for key, given in asked.get("context", {}).items():
        request.context[key].CopyFrom(value(given))
    if "explain" in asked:
        request.explain = getattr(messages, "EXPLAIN_LEVEL_" + asked["explain"].upper())
    return request


def raw(channel, path):
    same = lambda message: message
    return channel.unary_unary(path, request_serializer=same, response_deserializer=same)


def call_raw(name, channel, path, body, **options):
    try:
        answer = raw(channel, path)(body, timeout=10, **options)
        tell(name, code="OK", byteCount=len(answer))
    except grpc.RpcError as error:
        tell(name, **failure(error))


with grpc.insecure_channel(address) as channel:
    authorizer = services.AuthorizerStub(channel)
    for file in sorted(pathlib.Path(example, "requests").glob("*.json")):
        text = file.read_text()
        recorded = json.loads(text, parse_int=Digits, parse_float=Digits)
        asked = recorded["request"]
        if isinstance(asked["principal"], str):
            call("example/" + file.stem, authorizer.Authorize, question(asked))

    plain = {"principal": BOB, "action": "orders:GetOrder", "resource": ORDER}
    call("full", authorizer.Authorize, question({**plain, "explain": "full"}))
    call("none", authorizer.Authorize, question({**plain, "explain": "none"}))
    call("deadline", authorizer.Authorize, question(plain), timeout=2)
    call("no action", authorizer.Authorize, question({**plain, "action": ""}))
    call("bad action", authorizer.Authorize, question({**plain, "action": "Get"}))
    odd = {"schlüssel/100%": [], "x:y": "z"}
    bad = question({**plain, "context": odd})
    bad.context["schlüssel/100%"].Clear()
    call("bad context", authorizer.Authorize, bad)
    bad_number = question(plain)
    bad_number.context["a:b"].number = "1e"
    call("bad number", authorizer.Authorize, bad_number)
    bad_level = question(plain)
    bad_level.explain = 9
    call("bad level", authorizer.Authorize, bad_level)
    batch = messages.BatchAuthorizeRequest(
        requests=[
            messages.AuthorizeRequest(resource=ORDER),
            messages.AuthorizeRequest(resource="order"),
            messages.AuthorizeRequest(resource=ORDER, principal="anonymous"),
        ],
        defaults=messages.AuthorizeRequest(principal=BOB, action="orders:GetOrder"),
    )
    call("batch", authorizer.BatchAuthorize, batch)
    many = messages.BatchAuthorizeRequest(requests=[messages.AuthorizeRequest()] * 1001)
    call("large batch", authorizer.BatchAuthorize, many)

    path = "/postern.v1.Authorizer/Authorize"
    call_raw("unknown method", channel, "/postern.v1.Authorizer/Deauthorize", b"")
    call_raw("unknown service", channel, "/postern.v2.Authorizer/Authorize", b"")
    call_raw("letter case", channel, "/postern.v1.authorizer/Authorize", b"")
    call_raw("garbage", channel, path, b"\xff\xff\xff\xff")
    call_raw("too long", channel, path, b"\x0a" + b"x" * 70_000)
    call_raw("far too long", channel, path, b"\x0a" + b"x" * 3_145_728)
    call_raw("after", channel, path, question(plain).SerializeToString())

    health = health_pb2_grpc.HealthStub(channel)
    for service in ["", "postern.v1.Authorizer", "envoy.service.auth.v3.Authorization", "x.Y"]:
        request = health_pb2.HealthCheckRequest(service=service)
        call("health/" + service, health.Check, request)
    call("health list", health.List, health_pb2.HealthListRequest())

with grpc.insecure_channel(address, compression=grpc.Compression.Gzip) as channel:
    # Below a certain length the client does not compress.
    large = question({**plain, "context": {"a:b": "x" * 4096}})
    call("gzip", services.AuthorizerStub(channel).Authorize, large)
