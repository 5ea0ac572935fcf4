"""D05: the declared 付議パターン is not the one that the parties of the flow call for."""

from __future__ import annotations

from typing import Any

from flowmodel.language import Bilingual
from flowmodel.lint.demand import Clause, Need, Policy
from flowmodel.lint.rule import Example, Rule
from flowmodel.lint.samples import plain


def _paper(ja: str, en: str, party: str, pattern: str, more: str = "") -> Example:
    return plain(
        ja,
        en,
        actors=(
            "{id: desk, name: 区の端末, kind: terminal, party: ward}",
            f"{{id: other, name: 相手, kind: terminal, party: {party}}}",
        ),
        channels=("{id: c, name: 回線, between: [desk, other]}",),
        transfers=("{step: 1, label: 資料の送付, from: desk, to: other}",),
        agenda=f"{{pattern: {pattern}{more}}}",
    )


_REPORTED = ["committee-member", "applicant", "staff"]
"""Parties of pattern ⑶: reported once a year."""
_SUBMITTED: dict[str, Any] = {
    "not": {"field": "parties", "lacks": ["contractor", "designated-manager"]}
}
"""Parties of patterns ⑴ and ⑵: submitted beforehand."""

RULE = Rule(
    id="D05",
    level="error",
    kind="document",
    title=Bilingual("付議パターン", "Submission pattern"),
    message=Bilingual(
        "付議パターンは{agenda.pattern}と書かれていますが、流れに書かれた相手方からは⑴または⑵に"
        "当たります",
        "pattern {agenda.pattern} is declared; by the parties of the flow it is ⑴ or ⑵",
    ),
    why=Bilingual(
        "パターンによって、会議に事前に付議するか、年１回まとめて報告するかが変わります。",
        "The pattern decides whether the paper goes before the meeting or is reported once a year.",
    ),
    applies=Bilingual(
        "付議パターン（agenda.pattern）が書かれた資料。個人情報の手順に委託事業者か指定管理者がいれば"
        "⑴または⑵（⑵は外部記録媒体などからの切替え。モデルからは区別しません）、相手が委員・申請者・"
        "職員だけなら⑶とします。混在するときは付議を要する方に合わせます。その他の相手、公衆だけの"
        "ときは何も述べません。",
        "Papers that declare a pattern (agenda.pattern). With a contractor or designated manager "
        "among the parties it is ⑴ or ⑵ (⑵ replaces media; the model does not tell them apart), "
        "with committee members, applicants and staff alone ⑶. Mixed parties go by the stricter. "
        "With others or the public alone nothing is said.",
    ),
    satisfied=Bilingual(
        "書かれたパターンが、相手方から導かれるものと合う。",
        "The declared pattern is one that the parties call for.",
    ),
    basis=Bilingual(
        "資料59 事業内容「データ共有・交換ツール活用での付議パターン」",
        "資料59, 事業内容: patterns of submission",
    ),
    origin=("seed",),
    policy=Policy(
        "model",
        when=[{"has": "agenda.pattern"}, _SUBMITTED],
        require=Need(values={"field": "agenda.pattern", "in": ["1", "2"]}),
        also=(
            Clause(
                message=Bilingual(
                    "付議パターンは{agenda.pattern}と書かれていますが、流れに書かれた相手方からは⑶に"
                    "当たります",
                    "pattern {agenda.pattern} is declared; by the parties of the flow it is ⑶",
                ),
                when=[
                    {"has": "agenda.pattern"},
                    {"not": _SUBMITTED},
                    {"not": {"field": "parties", "lacks": _REPORTED}},
                    {"field": "parties", "lacks": ["public", "other"]},
                ],
                require=Need(values={"field": "agenda.pattern", "is": "3"}),
            ),
        ),
        parts=("agenda.pattern",),
    ),
    false_positives=Bilingual(
        "相手方の party の書き方が実際と違う場合。",
        "Where the party of a counterpart is not as it is.",
    ),
    passing=(
        _paper("委託事業者に⑴", "a contractor, ⑴", "contractor", "⑴"),
        _paper("委員に⑶", "a committee member, ⑶", "committee-member", "3"),
    ),
    failing=(
        _paper("委託事業者に⑶", "a contractor, ⑶", "contractor", "3"),
        _paper("申請者に⑵", "an applicant, ⑵", "applicant", "2"),
    ),
)
