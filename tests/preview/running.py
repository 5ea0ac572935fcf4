"""A preview that runs in a thread of the test, and requests to it byte by byte."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from threading import Event, Thread
from typing import Any

from flowmodel.errors import FlowModelError
from flowmodel.preview import preview

GOOD = """flowmodel: 1
id: t
title: 表題
zones: [{id: z, name: 区内}]
actors:
  - {id: a, name: 端末, kind: terminal, zone: z}
  - {id: s, name: 保存先, kind: storage}
channels: [{id: l, name: 回線, between: [a, s]}]
transfers: [{step: 1, label: 送る, from: a, to: s}]
"""
BROKEN = GOOD.replace("to: s}", "to: nobody}").replace("kind: storage", "kind: stroage")
PATIENCE = 60
"""Seconds after which a preview that says nothing is taken for dead."""


class Running:
    """Where the preview is, and what it tells."""

    def __init__(self, file: Path, address: str, told: Queue[FlowModelError | None]):
        self.file, self.address = file, address
        self.port = int(address.rstrip("/").rpartition(":")[2])
        self._told = told

    def save(self, text: str) -> FlowModelError | None:
        """Save, and wait for what comes of it."""
        self.file.write_text(text, encoding="utf-8")
        return self.told()

    def told(self) -> FlowModelError | None:
        """What came of the next drawing."""
        return self._told.get(timeout=PATIENCE)

    def ask(
        self, path: str = "/", method: str = "GET", **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        """A request with just these headers, and Host where none is given."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in {"Host": f"127.0.0.1:{self.port}", **headers}.items():
            if value:
                connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, dict(answer.getheaders()), body

    @contextmanager
    def events(self) -> Iterator[Iterator[dict[str, Any]]]:
        """The news as they come."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", "/events")
        answer = connection.getresponse()

        def news() -> Iterator[dict[str, Any]]:
            while line := answer.readline():
                if line.startswith(b"data: "):
                    yield json.loads(line[6:])

        yield news()
        answer.close()
        connection.close()


@contextmanager
def running(file: Path, port: int = 0, **look: Any) -> Iterator[Running]:
    """A preview of `file`; ended afterwards, which must not take long."""
    ready: Queue[str] = Queue()
    told: Queue[FlowModelError | None] = Queue()
    failed: list[BaseException] = []
    stopped = Event()

    def serve() -> None:
        try:
            preview(
                file, lang="en", port=port, ready=ready.put, told=told.put, look=look,
                stopped=stopped,
            )  # fmt: skip
        except BaseException as error:
            failed.append(error)
            ready.put("")

    thread = Thread(target=serve)
    thread.start()
    address = ready.get(timeout=PATIENCE)
    try:
        if address:
            yield Running(file, address, told)
    finally:
        stopped.set()
        thread.join(PATIENCE)
    assert not thread.is_alive()
    if failed:
        raise failed[0]
