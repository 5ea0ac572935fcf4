"""Model → table of its steps, as Markdown for documents and CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
import re

from flowmodel.analysis.steps import NONE, rows
from flowmodel.export.parts import plain
from flowmodel.language import Bilingual
from flowmodel.views import Subject

HEADS: tuple[Bilingual, ...] = (
    Bilingual("手順", "Step"),
    Bilingual("内容", "What is done"),
    Bilingual("送り側", "From"),
    Bilingual("受け側", "To"),
    Bilingual("操作", "Operation"),
    Bilingual("情報", "Data"),
    Bilingual("経路", "Channel"),
    Bilingual("情報保護対策", "Controls"),
)

_FORMULA = re.compile(r"[=+\-@＝＋－＠\t\r]")
"""What a spreadsheet takes for the beginning of a formula, in full width as well."""
_MARKED = re.compile(r"[\\`*_{}\[\]()#+\-.!]")
"""What Markdown may take for more than text, and lets a backslash stand before."""
_CODED = re.compile(r"[<>&|~$^]|:(?! )")
"""What HTML, a table or a dialect may take for more than text: given by number."""


def cells(subject: Subject) -> list[list[str]]:
    """The heads and the steps in the order of their series and numbers, one cell a column."""
    lang = subject.lang
    comma = "、" if lang == "ja" else ", "
    colon = "：" if lang == "ja" else ": "
    none = NONE.text(lang)
    table = [[head.text(lang) for head in HEADS]]
    for row in rows(subject.graph, lang):
        said = (f"{p.name}{colon}{comma.join(p.controls)}" for p in row.providers)
        texts = (
            row.printed,
            row.label,
            row.source,
            row.target,
            row.acting,
            comma.join(row.data) or none,
            row.channel,
            "; ".join(said) or none,
        )
        table.append([plain(text) for text in texts])
    return table


def markdown(subject: Subject) -> bytes:
    """The steps as a table of Markdown, in UTF-8."""
    head, *body = [[_safe(c) for c in row] for row in cells(subject)]
    lines = [head, ["---"] * len(head), *body]
    return "".join(f"| {' | '.join(row)} |\n" for row in lines).encode()


def _safe(text: str) -> str:
    marked = _MARKED.sub(lambda m: f"\\{m[0]}", _CODED.sub(lambda m: f"\0{ord(m[0])};", text))
    return marked.replace("\0", "&#")


def table(subject: Subject) -> bytes:
    """The steps as CSV (RFC 4180): UTF-8 with the mark that spreadsheets in Japan look for.

    A cell that would begin a formula begins with an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in cells(subject):
        writer.writerow([f"'{c}" if _FORMULA.match(c) else c for c in row])
    return out.getvalue().encode("utf-8-sig")
