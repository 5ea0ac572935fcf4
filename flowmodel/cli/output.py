"""What commands say: problems of the input, and whether colours may be used."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from flowmodel.errors import DrawingWarning, FlowModelError
from flowmodel.language import Lang
from flowmodel.lint.report.excerpt import printable
from flowmodel.lint.report.problems import wrongs


def problems(error: FlowModelError, lang: Lang) -> None:
    """Print every problem to stderr, each with its line where there is one."""
    told = [line for wrong in wrongs(error, lang) for line in wrong if line]
    print("\n".join(told), file=sys.stderr)


@contextmanager
def told(lang: Lang) -> Iterator[None]:
    """Say on stderr, in `lang`, where a figure was drawn otherwise than asked."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", DrawingWarning)
        yield
    for warning in caught:
        if isinstance(warning.message, DrawingWarning):
            print(printable(warning.message.message.text(lang)), file=sys.stderr)
        else:
            warnings.showwarning(
                warning.message, warning.category, warning.filename, warning.lineno
            )


def colored(stream: TextIO) -> bool:
    """Whether to colour: on a terminal only, and never against NO_COLOR (no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
