"""The code blocks of a Markdown page, and how each kind of block is run.

- ``python`` blocks of a page share their names and run one after another.
- ``yaml`` blocks are loaded, as a policy pack where they begin with ``pack:`` and as a theme where
  they begin with ``theme:``; one with ``title="name"`` is also written to that file.
- ``console`` blocks hold commands after ``$ `` and the output that they print. A line
  ``…`` stands for any lines.
- ``diff`` blocks change the file of their ``title``: what is not added must stand there once.
- ``text`` blocks show something and run nothing, nor does a block after a comment
  ``<!-- not run: why -->``.
"""

from __future__ import annotations

import contextlib
import io
import math
import os
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import flowmodel as fm
from flowmodel.cli import main
from flowmodel.lint.policy import loads_pack
from flowmodel.views.themes.file import load_theme

ROOT = Path(__file__).parent.parent.parent
RUN = ("python", "yaml", "console", "diff")
SHOWN = ("text",)

_FENCE = re.compile(
    r"^(?P<skip><!-- not run: \S[^\n]* -->\n+)?"
    r"(?P<tick>`{3,})(?P<kind>\w*)(?P<rest>[^\n]*)\n(?P<code>.*?)\n?^(?P=tick)$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Block:
    page: str
    line: int
    kind: str
    title: str
    code: str
    skipped: bool

    def __str__(self) -> str:
        return f"{self.page}:{self.line} ({self.kind})"


def blocks(path: Path) -> list[Block]:
    text = path.read_text(encoding="utf-8")
    found = []
    for m in _FENCE.finditer(text):
        title = re.search(r'title="([^"]+)"', m["rest"])
        found.append(
            Block(
                path.relative_to(ROOT).as_posix(),
                text.count("\n", 0, m.start("tick")) + 1,
                m["kind"],
                title[1] if title else "",
                m["code"],
                m["skip"] is not None,
            )
        )
    return found


class Page:
    """One page being worked through in a folder of its own, which holds the examples."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.names: dict[str, object] = {"__name__": "page"}
        (folder / "examples").symlink_to(ROOT / "examples")

    def run(self, block: Block) -> None:
        if block.skipped or block.kind in SHOWN:
            return
        with contextlib.chdir(self.folder):
            getattr(self, f"_{block.kind}")(block)

    def _python(self, block: Block) -> None:
        # Blank lines before the code, so that a traceback tells the line of the page.
        code = compile("\n" * block.line + block.code, block.page, "exec")
        with contextlib.redirect_stdout(io.StringIO()):
            exec(code, self.names)

    def _yaml(self, block: Block) -> None:
        other = block.code.startswith(("pack:", "theme:"))
        if block.code.startswith("pack:"):
            loads_pack(block.code, str(block))
        elif other:
            assert block.title, f"{block}: a theme is a file"
        elif block.title:
            # Written below; what it names lies beside it.
            fm.loads(block.code, str(block))
        else:
            fm.check(fm.loads(block.code, str(block)))
        if block.title:
            Path(block.title).parent.mkdir(parents=True, exist_ok=True)
            Path(block.title).write_text(block.code + "\n", encoding="utf-8")
            if block.code.startswith("theme:"):
                load_theme(Path(block.title))
            elif not other:
                fm.check(fm.load(block.title))

    def _diff(self, block: Block) -> None:
        lines = block.code.splitlines()
        old = "".join(f"{t[1:]}\n" for t in lines if not t.startswith("+"))
        new = "".join(f"{t[1:]}\n" for t in lines if not t.startswith("-"))
        text = Path(block.title).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{block}: {block.title} does not hold these lines once"
        Path(block.title).write_text(text.replace(old, new), encoding="utf-8")

    def _console(self, block: Block) -> None:
        for command, expected in commands(block.code):
            said = call(command)
            assert matches(expected, said), f"{block}: $ {command}\n{said}"


def commands(code: str) -> Iterator[tuple[str, list[str]]]:
    """Each command with the lines that it prints."""
    command, output = "", []
    for line in code.splitlines():
        if line.startswith("$ "):
            if command:
                yield command, output
            command, output = line[2:], []
        else:
            output.append(line)
    if command:
        yield command, output


def call(command: str) -> str:
    """What a ``flowmodel`` command prints, both streams as a terminal shows them."""
    program, *args = shlex.split(command)
    assert program == "flowmodel", f"only flowmodel can be run, not {program}"
    said = io.StringIO()
    with (
        patch.dict(os.environ, LC_ALL="C.UTF-8"),
        # A slow machine announces what it is making; a page shows a quick one.
        patch("flowmodel.cli.build.PATIENCE", math.inf),
        contextlib.redirect_stdout(said),
        contextlib.redirect_stderr(said),
    ):
        code = main(args)
    assert code in (0, 1), f"$ {command} ended with {code}\n{said.getvalue()}"
    return said.getvalue()


def matches(expected: list[str], said: str) -> bool:
    """Whether the output is the expected one, ``…`` standing for any lines. No lines: any."""
    if not expected:
        return True
    lines = ("(?:.*\n)*?" if t == "…" else re.escape(f"{t}\n") for t in expected)
    return re.fullmatch("".join(lines), said.rstrip("\n") + "\n") is not None
