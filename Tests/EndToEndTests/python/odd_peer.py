"""Answers every connection with one line, whatever it is asked.

Usage: odd_peer.py LINE [slowly]. Writes its address, and ends when its input does; an empty line closes the
connection without an answer, and `slowly` sends a byte in a second.
"""

import socket
import sys
import threading

over = threading.Event()


def answer(connection):
    connection.recv(4096)
    line = sys.argv[1].encode()
    try:
        if len(sys.argv) > 2:
            for byte in line + b"\r\n\r\n":
                connection.sendall(bytes([byte]))
                over.wait(1)
        elif line:
            connection.sendall(line + b"\r\n\r\n")
    except OSError:
        pass
    connection.close()


def accept(listener):
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=answer, args=[connection], daemon=True).start()


listener = socket.create_server(("127.0.0.1", 0))
print("%s:%d" % listener.getsockname(), flush=True)
threading.Thread(target=accept, args=[listener], daemon=True).start()
sys.stdin.read()
over.set()
