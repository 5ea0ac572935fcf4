"""The server of the preview: two routes on the loopback, for pages of its own alone.

A page of another site can make a browser ask this machine (DNS rebinding, cross-site requests).
So only requests that were addressed to the loopback by name are answered, and none that another
origin makes.
"""

from __future__ import annotations

import json
import socket
import sys
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from typing import Any

from flowmodel.preview.board import Board, News

MOST = 64
"""Connections at a time; more are closed unanswered."""
PING = 10.0
"""Seconds without news after which a page is told that the preview still runs."""
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Server(ThreadingHTTPServer):
    """Listens on 127.0.0.1 from the moment it is made. Raises OSError for a port in use."""

    # Each thread is waited for at the end; `end` closes what it might wait for.
    daemon_threads = False
    # Two previews must not share a port, as Windows would let them.
    allow_reuse_address = sys.platform != "win32"

    def __init__(self, port: int, board: Board, waiting: Callable[[News], bytes]):
        self.board = board
        self.waiting = waiting
        """Gives the page that stands in until there is a figure."""
        self._open: set[socket.socket] = set()
        self._lock = Lock()
        super().__init__(("127.0.0.1", port), Handler)

    @property
    def port(self) -> int:
        """The port, also where any was asked for."""
        return int(self.server_address[1])

    @property
    def hosts(self) -> frozenset[str]:
        """What a request may be addressed to."""
        return frozenset(f"{name}:{self.port}" for name in ("127.0.0.1", "localhost", "[::1]"))

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer in a thread of its own, or not at all where there are too many."""
        with self._lock:
            full = len(self._open) >= MOST
            if not full:
                self._open.add(request)
        if full:
            self.shutdown_request(request)
        else:
            super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Forget a connection that ends."""
        with self._lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A reader that went away is no error; a fault of the server is told."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)

    def end(self) -> None:
        """Stop, end every connection and free the port."""
        self.board.close()
        self.shutdown()
        with self._lock:
            connections = tuple(self._open)
        for connection in connections:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
        self.server_close()


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: Server
    timeout = 10
    server_version = "flowmodel"
    sys_version = ""

    def do_GET(self) -> None:
        """``/`` is the page, ``/events`` the news; there is nothing else."""
        if not self._ours():
            self._refuse(HTTPStatus.FORBIDDEN)
        elif self.path == "/":
            page, news = self.server.board.now()
            self._answer(page or self.server.waiting(news))
        elif self.path == "/events":
            self._events()
        else:
            self._refuse(HTTPStatus.NOT_FOUND)

    def do_HEAD(self) -> None:
        """The head of the page."""
        found = HTTPStatus.OK if self.path == "/" else HTTPStatus.NOT_FOUND
        self._head(found if self._ours() else HTTPStatus.FORBIDDEN, "text/html; charset=utf-8")
        self.end_headers()

    def _ours(self) -> bool:
        """Whether the request was made to this server, and by a page of its own or by a person."""
        hosts = self.headers.get_all("Host", [])
        origins = self.headers.get_all("Origin", [])
        site = self.headers.get("Sec-Fetch-Site", "none")
        return (
            len(hosts) == 1
            and hosts[0].casefold() in self.server.hosts
            and all(o.casefold().removeprefix("http://") in self.server.hosts for o in origins)
            and (site in ("none", "same-origin") or self._followed_link())
        )

    def _followed_link(self) -> bool:
        """Whether a person came by a link: such a page is shown, and cannot be read from there."""
        return (
            self.headers.get("Sec-Fetch-Mode") == "navigate"
            and self.headers.get("Sec-Fetch-Dest") == "document"
        )

    def _head(self, status: HTTPStatus, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in HEADERS.items():
            self.send_header(name, value)

    def _answer(self, body: bytes) -> None:
        self._head(HTTPStatus.OK, "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _refuse(self, status: HTTPStatus) -> None:
        self._head(status, "text/plain; charset=utf-8")
        self.end_headers()
        self.wfile.write(f"{status.value} {status.phrase}\n".encode())

    def _events(self) -> None:
        """News as they come, until either side ends."""
        self._head(HTTPStatus.OK, "text/event-stream")
        self.end_headers()
        self.wfile.write(b"retry: 500\n\n")
        board, stamp = self.server.board, -1
        while not board.closed:
            news = board.after(stamp, PING)
            if news is None:
                self.wfile.write(b": \n\n")
                continue
            stamp = news.stamp
            self.wfile.write(b"data: " + json.dumps(news.told()).encode() + b"\n\n")

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the terminal is for what is wrong with the model."""
