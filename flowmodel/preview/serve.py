"""Watching a model, drawing it at every save, and serving what was drawn last."""

from __future__ import annotations

import os
import secrets
import signal
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread, current_thread, main_thread
from typing import Any

from flowmodel.errors import FlowModelError, OutputError, Problem
from flowmodel.files import note, noting
from flowmodel.language import Bilingual, Lang
from flowmodel.lint.report.problems import wrongs
from flowmodel.preview.board import Board
from flowmodel.preview.server import Server
from flowmodel.preview.waiting import waiting_page
from flowmodel.preview.watch import Watcher

LOOK = 0.1
"""Seconds from one look at the files to the next."""
_BUSY = Bilingual(
    "ポート {port} は使用中です。--port で別の番号を、--port 0 で空いている番号を選べます",
    "port {port} is in use; choose another with --port, or any free one with --port 0",
)
_REFUSED = Bilingual(
    "ポート {port} を開けません: {reason}", "port {port} cannot be opened: {reason}"
)


class Preview:
    """One model on one port, from `open` to `close`."""

    def __init__(self, draw: Callable[[str], bytes], lang: Lang, port: int):
        """`draw` gives the page for a version. Raises `OutputError` for a port in use."""
        self.draw = draw
        self.lang: Lang = lang
        self.board = Board()
        self.files: Collection[Path] = ()
        """The files that were asked for at the last drawing, whether they were there or not."""
        self._run = secrets.token_hex(4)
        try:
            self.server = Server(port, self.board, lambda news: waiting_page(news, lang))
        except OSError as error:
            raise OutputError(Problem(_unopened(error, port))) from error
        self._thread = Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": LOOK}, name="preview"
        )

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://127.0.0.1:{self.server.port}/"

    def redraw(self) -> FlowModelError | None:
        """Draw what is saved; what is wrong with it, in which case the last figure stays.

        Afterwards `files` are those on which the outcome depends.
        """
        version = f"{self._run}-{self.board.news.stamp + 1}"
        try:
            with noting() as asked:
                self.files = asked
                page = self.draw(version)
        except FlowModelError as error:
            self.board.tell(tuple(w._asdict() for w in wrongs(error, self.lang)))
            return error
        self.board.show(page, version)
        return None

    def open(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def close(self) -> None:
        """End every thread and free the port."""
        if self._thread.is_alive():
            self.server.end()
            self._thread.join()
        else:
            self.server.server_close()


def _unopened(error: OSError, port: int) -> Bilingual:
    import errno

    if error.errno in (errno.EADDRINUSE, errno.EACCES) and port:
        return _BUSY.format(port=port)
    reason = error.strerror or str(error)
    return _REFUSED.format(port=port, reason=reason)


def preview(
    model: str | os.PathLike[str],
    *,
    lang: Lang,
    port: int,
    ready: Callable[[str], None],
    told: Callable[[FlowModelError | None], None],
    look: dict[str, Any],
    stopped: Event | None = None,
) -> None:
    """Serve the figure of `model` until `stopped` is set, the process is told to end, or Ctrl-C.

    `lang` is for problems of the input; `look` goes to `flowmodel.draw`. Besides the model, the
    files that its figure asks for are watched (settings, packs, theme, logo, font), also those
    that are not there yet. `ready` is called with the address, `told` after each drawing.

    Raises `InputError` where there is no such file and `OutputError` for a port in use.
    """
    file = Path(model)
    if not file.is_file():
        from flowmodel.source import load

        load(file)
    run = Preview(lambda version: _page(file, version, look), lang, port)
    with _ending(stopped or Event()) as end:
        try:
            watcher = Watcher((file,))
            first = _redraw(run, watcher)
            run.open()
            ready(run.address)
            if first is not None:
                told(first)
            while not end.wait(LOOK):
                if watcher.changed():
                    told(_redraw(run, watcher))
        finally:
            run.close()


def _redraw(run: Preview, watcher: Watcher) -> FlowModelError | None:
    """Draw anew, and watch from now on what the figure depends on."""
    error = run.redraw()
    # What failed half way did not ask for everything.
    watcher.follow((*(watcher.files if error else watcher.files[:1]), *run.files))
    return error


def _page(file: Path, version: str, look: dict[str, Any]) -> bytes:
    """The page of what is saved now. Raises `FlowModelError` where it cannot be drawn."""
    from flowmodel.api import check, draw
    from flowmodel.export.html import html
    from flowmodel.graph import FlowGraph
    from flowmodel.layout.text import font
    from flowmodel.source import load
    from flowmodel.views.themes import THEMES

    if look.get("font") or look.get("theme", "ward") not in THEMES:
        # A font is kept by its name; another may have come under the same one.
        font.cache_clear()
    if look.get("font"):
        note(look["font"])
    graph = FlowGraph.of(load(file))
    report = check(graph, settings=file)
    diagram = draw(graph, report=report, **look)
    return html(diagram.subject, diagram.drawing, version=version)


@contextmanager
def _ending(end: Event) -> Iterator[Event]:
    """`end` is set when the process is told to end; the old handler comes back afterwards."""
    if current_thread() is not main_thread():
        yield end
        return
    before = signal.signal(signal.SIGTERM, lambda *_: end.set())
    try:
        yield end
    finally:
        signal.signal(signal.SIGTERM, before)
