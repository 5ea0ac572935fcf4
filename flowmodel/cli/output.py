"""What commands say: problems of the input, and whether colours may be used."""

from __future__ import annotations

import os
import sys
from typing import TextIO

from flowmodel.errors import FlowModelError
from flowmodel.language import Lang
from flowmodel.lint.report.problems import wrongs


def problems(error: FlowModelError, lang: Lang) -> None:
    """Print every problem to stderr, each with its line where there is one."""
    told = [line for wrong in wrongs(error, lang) for line in wrong if line]
    print("\n".join(told), file=sys.stderr)


def colored(stream: TextIO) -> bool:
    """Whether to colour: on a terminal only, and never against NO_COLOR (no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
