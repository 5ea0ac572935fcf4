"""D05: the declared 付議パターン is not the one that the parties of the flow call for."""

from __future__ import annotations

from collections.abc import Iterator

from flowmodel.language import Bilingual
from flowmodel.lint.rule import Context, Example, Finding, Rule
from flowmodel.lint.samples import plain
from flowmodel.model.parts import Party

_REPORTED: frozenset[Party] = frozenset({"committee-member", "applicant", "staff"})
"""Parties of pattern ⑶: reported once a year."""
_SUBMITTED: frozenset[Party] = frozenset({"contractor", "designated-manager"})
"""Parties of patterns ⑴ and ⑵: submitted beforehand."""
_PRINTED = {"1": "⑴", "2": "⑵", "3": "⑶"}


def _check(rule: Rule, ctx: Context) -> Iterator[Finding]:
    agenda = ctx.graph.model.agenda
    if agenda is None or agenda.pattern is None:
        return
    parties = _parties(ctx)
    fitting = "12" if parties & _SUBMITTED else "3"
    if not parties & _SUBMITTED and not (parties and parties <= _REPORTED):
        return
    if agenda.pattern not in fitting:
        wanted = [_PRINTED[p] for p in fitting]
        declared = _PRINTED[agenda.pattern]
        yield rule.finding(
            ("agenda", "pattern"),
            ("agenda.pattern",),
            declared=Bilingual(declared, declared),
            wanted=Bilingual("または".join(wanted), " or ".join(wanted)),
        )


def _parties(ctx: Context) -> set[Party]:
    """Who takes part in transfers of personal data beside the ward and its providers."""
    return {
        actor.party
        for actor in ctx.facts.holders.values()
        if actor.party is not None and actor.party not in ("ward", "provider")
    }


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


RULE = Rule(
    id="D05",
    level="error",
    kind="document",
    title=Bilingual("付議パターン", "Submission pattern"),
    message=Bilingual(
        "付議パターンは{declared}と書かれていますが、流れに書かれた相手方からは{wanted}に当たります",
        "pattern {declared} is declared; by the parties of the flow it is {wanted}",
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
    check=_check,
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
