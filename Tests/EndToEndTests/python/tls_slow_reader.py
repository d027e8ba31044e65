"""Asks for more over one TLS connection than its socket holds, reads late, and counts what came.

Usage: tls_slow_reader.py HOST:PORT AUTHORITY BODY COUNT. Prints a JSON line with the number of answers
that came whole, and their bytes. Records that are lost or out of order end the connection (RFC 8446
§5.2), so that an answer that is there is right.
"""

import json
import pathlib
import socket
import ssl
import sys

import h2.config
import h2.connection
import h2.events

address, authority, body, count = sys.argv[1:]
host, port = address.rsplit(":", 1)
context = ssl.create_default_context(cafile=authority)
context.set_alpn_protocols(["h2"])
raw = socket.socket()
raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
raw.settimeout(20)
raw.connect((host, int(port)))
client = context.wrap_socket(raw, server_hostname=host)
connection = h2.connection.H2Connection(h2.config.H2Configuration())
connection.initiate_connection()
connection.update_settings({h2.settings.SettingCodes.INITIAL_WINDOW_SIZE: 2**24})
connection.increment_flow_control_window(2**24)
fields = [
    (":method", "POST"),
    (":scheme", "https"),
    (":authority", address),
    (":path", "/v1/authorize/batch"),
    ("content-type", "application/json"),
]
streams = []
for _ in range(int(count)):
    streams.append(connection.get_next_available_stream_id())
    connection.send_headers(streams[-1], fields)
    connection.send_data(streams[-1], pathlib.Path(body).read_bytes(), end_stream=True)
client.sendall(connection.data_to_send())
ended, byte_count = set(), 0
while len(ended) < len(streams):
    received = client.recv(65536)
    if not received:
        break
    for event in connection.receive_data(received):
        if isinstance(event, h2.events.DataReceived):
            byte_count += len(event.data)
        if isinstance(event, h2.events.StreamEnded):
            ended.add(event.stream_id)
    client.sendall(connection.data_to_send())
client.close()
print(json.dumps({"name": "tls_slow_reader.py", "answers": len(ended), "bytes": byte_count}))
