"""Starts a program with a socket that is open already, as a service manager does.

Usage: activate.py NAME PLACE PROGRAM [ARGUMENT...]. The socket is a Unix socket at the path, or one of
TCP with a port that the system chooses when the place is no path but an address; the program replaces this one, so that it has the process id that the environment names.
"""

import os
import socket
import sys

FIRST_DESCRIPTOR = 3

name, place, *program = sys.argv[1:]
if place.startswith("/"):
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(place)
else:
    listener = socket.socket(socket.AF_INET)
    listener.bind((place, 0))
listener.listen()
os.dup2(listener.fileno(), FIRST_DESCRIPTOR)
os.set_inheritable(FIRST_DESCRIPTOR, True)
os.environ |= {"LISTEN_PID": str(os.getpid()), "LISTEN_FDS": "1", "LISTEN_FDNAMES": name}
os.execv(program[0], program)
