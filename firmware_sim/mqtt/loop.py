"""paho served by asyncio's own loop, in its thread."""

import asyncio
import socket
import ssl
from typing import TYPE_CHECKING

from paho.mqtt.client import Client

if TYPE_CHECKING:
    from paho.mqtt.client import SocketLike  # paho has the name for type checkers only


def serve_with_asyncio(client: Client) -> None:
    """Let asyncio's loop read and write for a client, in this thread."""
    loop = asyncio.get_running_loop()

    def read(sock: "SocketLike") -> None:
        client.loop_read()
        while isinstance(sock, ssl.SSLSocket) and sock.fileno() >= 0 and sock.pending():
            client.loop_read()

    def opened(_: Client, __: object, sock: "SocketLike") -> None:
        if isinstance(sock, socket.socket):  # a word after a word waits 40 ms otherwise
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        loop.add_reader(sock, read, sock)

    def closed(_: Client, __: object, sock: "SocketLike") -> None:
        loop.remove_reader(sock)

    def has_more(_: Client, __: object, sock: "SocketLike") -> None:
        loop.add_writer(sock, client.loop_write)

    def wrote_all(_: Client, __: object, sock: "SocketLike") -> None:
        loop.remove_writer(sock)

    client.on_socket_open, client.on_socket_close = opened, closed
    client.on_socket_register_write, client.on_socket_unregister_write = has_more, wrote_all
