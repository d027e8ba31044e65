"""Listens where a service manager would, and writes what it is told, a line for each variable.

Usage: notifications.py PATH. Writes `running` when the socket is there; ends with the message that the
service is stopping.
"""

import socket
import sys

listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
listener.bind(sys.argv[1])
print("running", flush=True)
while True:
    message = listener.recv(4096).decode()
    print(message, flush=True)
    if "STOPPING=1" in message:
        break
