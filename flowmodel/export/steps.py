"""Model → the cells of the table of its steps."""

from __future__ import annotations

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
