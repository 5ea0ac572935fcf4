"""The closed vocabularies of a model, with their labels in Japanese and English.

One dictionary a vocabulary: its keys are the values that a document may use,
in the order in which documentation and error messages list them.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal, get_args

from flowmodel.language import Bilingual

Network = Literal["lgwan", "internet", "mynumber", "closed"]
ActorKind = Literal[
    "terminal", "storage", "service", "gateway", "person", "organisation", "carrier"
]
Medium = Literal["network", "email", "post", "paper", "removable", "fax"]
Operation = Literal["upload", "send", "view", "edit", "download", "delete", "process"]
State = Literal["in-place", "planned", "not-needed"]
Certainty = Literal["certain", "inferred"]
Side = Literal["ward", "counterpart"]
Answer = Literal["○", "ー"]
Right = Literal["view", "edit", "download", "upload", "delete"]
Separation = Literal["alpha", "alpha-prime", "beta", "beta-prime"]
Classification = Literal["3A", "3B", "3C", "3", "2", "1"]
Level = Literal["error", "warning", "note"]

NETWORKS: dict[Network, Bilingual] = {
    "lgwan": Bilingual("LGWAN", "LGWAN"),
    "internet": Bilingual("インターネット", "internet"),
    "mynumber": Bilingual("マイナンバー利用事務系", "My Number network"),
    "closed": Bilingual("閉域網", "closed network"),
}
ACTOR_KINDS: dict[ActorKind, Bilingual] = {
    "terminal": Bilingual("端末", "terminal"),
    "storage": Bilingual("保存先", "storage"),
    "service": Bilingual("サービス", "service"),
    "gateway": Bilingual("中継装置", "gateway"),
    "person": Bilingual("個人", "person"),
    "organisation": Bilingual("組織", "organisation"),
    "carrier": Bilingual("運送者", "carrier"),
}
MEDIA: dict[Medium, Bilingual] = {
    "network": Bilingual("通信回線", "network"),
    "email": Bilingual("電子メール", "e-mail"),
    "post": Bilingual("郵送", "post"),
    "paper": Bilingual("紙（手渡し）", "paper by hand"),
    "removable": Bilingual("外部記録媒体", "removable media"),
    "fax": Bilingual("ファクシミリ", "fax"),
}
OPERATIONS: dict[Operation, Bilingual] = {
    "upload": Bilingual("アップロード", "upload"),
    "send": Bilingual("送付", "send"),
    "view": Bilingual("閲覧", "view"),
    "edit": Bilingual("編集", "edit"),
    "download": Bilingual("ダウンロード", "download"),
    "delete": Bilingual("削除", "delete"),
    "process": Bilingual("処理", "process"),
}
STATES: dict[State, Bilingual] = {
    "in-place": Bilingual("対策あり", "in place"),
    "planned": Bilingual("予定", "planned"),
    "not-needed": Bilingual("対策不要", "not needed"),
}
CERTAINTIES: dict[Certainty, Bilingual] = {
    "certain": Bilingual("原資料に明記", "stated in the source"),
    "inferred": Bilingual("推定", "inferred"),
}
SIDES: dict[Side, Bilingual] = {
    "ward": Bilingual("区が行う情報保護対策", "measures taken by the ward"),
    "counterpart": Bilingual(
        "結合先に行わせる情報保護対策", "measures required of the counterpart"
    ),
}
ANSWERS: dict[Answer, Bilingual] = {
    "○": Bilingual("対策が可能", "measure taken"),
    "ー": Bilingual("対策の必要がない", "not needed"),
}
RIGHTS: dict[Right, Bilingual] = {
    "view": OPERATIONS["view"],
    "edit": OPERATIONS["edit"],
    "download": OPERATIONS["download"],
    "upload": OPERATIONS["upload"],
    "delete": OPERATIONS["delete"],
}
SEPARATIONS: dict[Separation, Bilingual] = {
    "alpha": Bilingual("αモデル", "α model"),
    "alpha-prime": Bilingual("α’モデル", "α’ model"),
    "beta": Bilingual("βモデル", "β model"),
    "beta-prime": Bilingual("β’モデル", "β’ model"),
}
LEVELS: dict[Level, Bilingual] = {
    "error": Bilingual("エラー", "error"),
    "warning": Bilingual("警告", "warning"),
    "note": Bilingual("注記", "note"),
}

WARD_NETWORKS: frozenset[Network] = frozenset({"lgwan", "mynumber"})
"""Networks that must not touch the internet without a mediator (三層の対策)."""

INTERNAL_OPERATIONS: frozenset[Operation] = frozenset({"edit", "delete", "process"})
"""What an actor may do with its own material: the only transfers from an actor to itself."""

PHYSICAL_MEDIA: frozenset[Medium] = frozenset({"post", "paper", "removable", "fax"})
"""Media handed over as objects, outside any network."""

ANSWER_SPELLINGS: dict[str, Answer] = {
    **dict.fromkeys(("○", "〇", "◯", "o", "O", "yes"), "○"),
    **dict.fromkeys(("ー", "－", "―", "—", "–", "-", "−", "not-needed"), "ー"),
}

assert set(NETWORKS) == set(get_args(Network))
assert set(ACTOR_KINDS) == set(get_args(ActorKind))

PRIMES = "'’‘′ʼ＇`"
"""Marks read as the prime of a series: the source types ①‘ for ①’."""

_STEP = re.compile(rf"(?:([A-Za-zァ-ヶ])-?)?\(?(\d{{1,4}})\)?([{PRIMES}]{{0,3}})")


def parse_step(written: str) -> tuple[str, int] | None:
    """Read a printed step number: ``①``, ``1'``, ``⑴``, ``(51)``, ``A-3`` → (series, number).

    The series is what is left of the label without its number: ``""``, ``"'"``,
    ``"A"``. Returns None where the text is no step number.
    """
    if written.isascii() and written.isdigit() and len(written) <= 4:
        return ("", int(written)) if int(written) else None
    plain = "".join(c if c in PRIMES else unicodedata.normalize("NFKC", c) for c in written.strip())
    m = _STEP.fullmatch(plain)
    if m is None or int(m[2]) == 0:
        return None
    # A circled number is a number by itself: ①② is not 12.
    if (
        any(unicodedata.category(c) == "No" for c in written)
        and sum(map(str.isnumeric, written)) > 1
    ):
        return None
    return (m[1] or "") + "'" * len(m[3]), int(m[2])


def step_id(series: str, number: int) -> str:
    """The written form of a step in a document: ``1'``, ``A3``."""
    prefix = series.rstrip("'")
    return f"{prefix}{number}{series[len(prefix) :]}"


def circled(number: int) -> str:
    """A number as it is printed: circled up to ㊿, in brackets beyond."""
    if 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if 21 <= number <= 35:
        return chr(0x3251 + number - 21)
    if 36 <= number <= 50:
        return chr(0x32B1 + number - 36)
    return f"({number})"


def printed_step(series: str, number: int) -> str:
    """A step as the paper prints it: ``④``, ``①’``, ``A③``."""
    prefix = series.rstrip("'")
    return f"{prefix}{circled(number)}{'’' * (len(series) - len(prefix))}"
