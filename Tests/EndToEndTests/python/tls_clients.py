"""Asks one question over TLS once for each certificate, and prints what came back, a JSON line each.

Usage: tls_clients.py HOST:PORT AUTHORITY QUESTION [NAME CERTIFICATE KEY]...
"""

import http.client
import json
import pathlib
import ssl
import sys

address, authority, question, *certificates = sys.argv[1:]
body = pathlib.Path(question).read_bytes()


def ask(certificate, key):
    context = ssl.create_default_context(cafile=authority)
    context.set_alpn_protocols(["http/1.1"])
    if certificate:
        context.load_cert_chain(certificate, key)
    connection = http.client.HTTPSConnection(address, timeout=20, context=context)
    try:
        connection.request(
            "POST", "/v1/authorize", body, {"content-type": "application/json"}
        )
        answer = connection.getresponse()
        return {"status": answer.status, "decision": json.load(answer).get("decision")}
    except OSError as error:
        return {"status": 0, "error": type(error).__name__}
    finally:
        connection.close()


for name, certificate, key in zip(*[iter(certificates)] * 3):
    print(json.dumps({"name": name, **ask(certificate, key)}), flush=True)
