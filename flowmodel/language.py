"""The two languages of flowmodel, and texts that exist in both.

Every message, label and heading that flowmodel itself writes is a
`Bilingual`, so that no reader is ever given half a report.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Lang = Literal["ja", "en"]

LANGS: tuple[Lang, ...] = ("ja", "en")


class Bilingual(NamedTuple):
    """A text of flowmodel's own in Japanese and in English."""

    ja: str
    en: str

    def text(self, lang: Lang) -> str:
        """The text in `lang`."""
        return self.ja if lang == "ja" else self.en

    def format(self, **values: object) -> Bilingual:
        """Both texts with `{name}` filled in; a `Bilingual` value gives each its own language."""
        ja, en = values.copy(), values.copy()
        for name, value in values.items():
            if isinstance(value, Bilingual):
                ja[name], en[name] = value
        return Bilingual(self.ja.format(**ja), self.en.format(**en))
