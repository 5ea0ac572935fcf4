"""The day on which expiry is judged, as an argument of commands."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date

from flowmodel.language import Bilingual, Lang

TODAY = Bilingual(
    "期限を判断する日（省略時は今日）", "day on which expiry is judged (default: today)"
)
_NO_DAY = Bilingual("日付は 2026-04-01 のように書きます", "write a day as 2026-04-01")


def day(lang: Lang) -> Callable[[str], date]:
    """What reads an argument as a day; argparse tells the user of one that is none."""

    def read(value: str) -> date:
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise argparse.ArgumentTypeError(_NO_DAY.text(lang)) from None

    return read
