"""The page that stands in until there is a figure: what is wrong with the model."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from flowmodel.export.html.page import policy
from flowmodel.language import Bilingual, Lang
from flowmodel.preview.board import News
from flowmodel.templating import environment

TITLE = Bilingual("まだ図を描けません", "The figure cannot be drawn yet")
HINT = Bilingual(
    "次の点を直して保存すると、図が表示されます。",
    "Mend what is listed and save: the figure appears by itself.",
)


def waiting_page(news: News, lang: Lang) -> bytes:
    """The page. It looks again when something changes."""
    from markupsafe import Markup

    script, style = _static("waiting.js"), _static("waiting.css")
    return (
        environment("flowmodel.preview")
        .get_template("waiting.html.j2")
        .render(
            lang=lang,
            policy=policy((script,), style, live=True),
            stamp=news.stamp,
            title=TITLE.text(lang),
            hint=HINT.text(lang),
            problems=news.problems,
            style=Markup(style),
            script=Markup(script),
        )
        .encode()
    )


@cache
def _static(name: str) -> str:
    return (Path(__file__).parent / "static" / name).read_text(encoding="utf-8")
