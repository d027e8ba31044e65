"""Opens calls that stay open, and prints what came back, a JSON line for each call.

Usage: grpc_streams.py HOST:PORT PROCESS_ID. At the end the process is asked to stop.
"""

import json
import os
import queue
import signal
import sys

import grpc
from google.protobuf import descriptor_pool
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2, reflection_pb2_grpc
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import (
    ProtoReflectionDescriptorDatabase,
)

address, process_id = sys.argv[1:]
SECONDS_MAX = 20
STATUS = health_pb2.HealthCheckResponse.ServingStatus.Name


def tell(name, **members):
    print(json.dumps({"name": name, **members}), flush=True)


def ending(call):
    """Reads a call to its end; returns the messages and the code."""
    messages = []
    try:
        for message in call:
            messages.append(message)
    except grpc.RpcError as error:
        return messages, error.code().name
    return messages, "OK"


def watch(stub, service, timeout=SECONDS_MAX):
    return stub.Watch(health_pb2.HealthCheckRequest(service=service), timeout=timeout)


with grpc.insecure_channel(address) as channel:
    health = health_pb2_grpc.HealthStub(channel)
    messages, code = ending(watch(health, "", timeout=0.3))
    tell("watch until the deadline", statuses=[STATUS(m.status) for m in messages], code=code)
    messages, code = ending(watch(health, "x.Y", timeout=0.3))
    tell("watch nothing", statuses=[STATUS(m.status) for m in messages], code=code)
    cancelled = watch(health, "")
    first = next(cancelled)
    cancelled.cancel()
    tell("watch and cancel", statuses=[STATUS(first.status)])

    same = lambda message: message
    raw = channel.stream_stream("/grpc.health.v1.Health/Watch", same, same)
    long = health_pb2.HealthCheckRequest(service="x" * 4096).SerializeToString()
    for name, requests in [
        ("none", []),
        ("two", [b"", b""]),
        ("garbage", [b"\xff"]),
        ("a long name", [long]),
    ]:
        messages, code = ending(raw(iter(requests), timeout=SECONDS_MAX))
        tell("watch with " + name, count=len(messages), code=code)

    database = ProtoReflectionDescriptorDatabase(channel)
    try:
        tell("services", names=sorted(database.get_services()))
        pool = descriptor_pool.DescriptorPool(database)
        for name in database.get_services():
            service = pool.FindServiceByName(name)
            tell("service/" + name, methods=[method.name for method in service.methods])
        message = pool.FindMessageTypeByName("envoy.service.auth.v3.AttributeContext.HttpRequest")
        tell("message", fields={field.name: field.number for field in message.fields})
    except grpc.RpcError as error:
        tell("services", code=error.code().name)

    v1 = channel.stream_stream(
        "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
        reflection_pb2.ServerReflectionRequest.SerializeToString,
        reflection_pb2.ServerReflectionResponse.FromString,
    )
    # The client goes on after each answer, and ends when it has enough.
    questions = queue.Queue()
    Question = reflection_pb2.ServerReflectionRequest
    call = v1(iter(questions.get, None), timeout=SECONDS_MAX)
    try:
        questions.put(Question(list_services=""))
        listed = next(call)
        questions.put(Question(file_by_filename="no/such.proto", host="x"))
        missing = next(call)
        questions.put(Question(file_containing_symbol="postern.v1.AuthorizeRequest.principal"))
        found = next(call)
        questions.put(Question(file_containing_symbol="postern.v1.EXPLAIN_LEVEL_FULL"))
        value = next(call)
        questions.put(Question(file_containing_symbol="postern.v1xAuthorizer"))
        near = next(call)
        questions.put(Question(all_extension_numbers_of_type="postern.v1.AuthorizeRequest"))
        extended = next(call)
        questions.put(Question(all_extension_numbers_of_type="postern.v1.ExplainLevel"))
        unextended = next(call)
        questions.put(None)
        messages, code = ending(call)
        tell(
            "conversation",
            count=len(listed.list_services_response.service),
            error=missing.error_response.error_code,
            host=missing.valid_host,
            files=len(found.file_descriptor_response.file_descriptor_proto),
            value=len(value.file_descriptor_response.file_descriptor_proto),
            near=near.error_response.error_code,
            extended=extended.all_extension_numbers_response.base_type_name,
            unextended=unextended.error_response.error_code,
            more=len(messages),
            code=code,
        )
    except grpc.RpcError as error:
        questions.put(None)
        tell("conversation", code=error.code().name)

    last = watch(health, "postern.v1.Authorizer")
    statuses = [STATUS(next(last).status)]
    os.kill(int(process_id), signal.SIGTERM)
    statuses.append(STATUS(next(last).status))
    answer = health.Check(health_pb2.HealthCheckRequest(), timeout=SECONDS_MAX)
    messages, code = ending(last)
    tell(
        "watch until the end",
        statuses=statuses + [STATUS(m.status) for m in messages],
        check=STATUS(answer.status),
        code=code,
    )
