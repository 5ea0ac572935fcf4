"""The answers on all who are kept out, in words: what was searched, and why nothing arrives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flowmodel.analysis.answers import Answer, Barrier, Proof, Why
from flowmodel.analysis.ways import Way
from flowmodel.analysis.words import listed, named, told
from flowmodel.graph import FlowGraph
from flowmodel.language import Bilingual, Lang

MOST_WAYS = 6
"""Steps and grants that a reason names one by one."""
_SEARCHED = Bilingual(
    "主体 {actors}・経路 {channels}・共有の設定 {grants}・手順 {steps} を調べ、守られる情報が動く"
    "手順・共有 {followed} をたどりました",
    "searched: actors {actors}, channels {channels}, grants {grants}, steps {steps}; followed, as "
    "what may move what is protected: steps and grants {followed}",
)
_PROVEN = Bilingual(
    "{party}に{protects}の情報が届く道筋の記載はありません",
    "no way by which {protects} would reach {party} is stated",
)
_NOTHING = Bilingual(
    "{party}につながる経路も、届く手順・共有も記載がありません",
    "no channel, step or grant to {party} is stated",
)
_IDLE = Bilingual(
    "{channels}でつながりますが、それで届く手順も共有も記載がありません",
    "{channels} ends there, but no step or grant to it is stated",
)
_WHY: dict[Why, Bilingual] = {
    "sender": Bilingual(
        "{ways}の送り側{senders}に、守られる情報が届く記載がありません",
        "{ways}: nothing states that what is protected gets to the sender {senders}",
    ),
    "data": Bilingual(
        "{ways}が運ぶ情報{data}に、守られる情報は含まれません",
        "{ways}: what is protected is not among what is carried{data}",
    ),
    "order": Bilingual(
        "守られる情報が送り側{senders}に届くのは、{ways}より後です",
        "{ways}: what is protected gets to the sender {senders} only later",
    ),
    "open": Bilingual(
        "{ways}が運ぶのは、個人情報でない{data}だけです",
        "{ways}: only what identifies nobody is carried{data}",
    ),
}
_SHORT: dict[Why | None, Bilingual] = {
    None: Bilingual("つながる経路も届く手順もない", "no channel, step or grant leads there"),
    "sender": Bilingual(
        "届く手順の送り側に守られる情報がない", "senders to it hold nothing protected"
    ),
    "data": Bilingual("届く手順は他の情報だけを運ぶ", "what arrives is other data"),
    "order": Bilingual("届く手順は守られる情報より前", "what arrives comes earlier"),
    "open": Bilingual("届くのは個人情報でない情報だけ", "what arrives identifies nobody"),
}
_SHORT_IDLE = Bilingual("つながる経路で届く手順がない", "no step or grant uses the channel to it")
_REFUTED: dict[str, Bilingual] = {
    "reached": Bilingual("{party}に届く道筋の記載があります: {way}", "{party} is reached: {way}"),
    "held": Bilingual(
        "{party}が初めから持つという記載があります", "{party} is stated to hold it from the start"
    ),
    "sent": Bilingual(
        "{party}が送る手順の記載があります: {way}", "{party} is stated to send it: {way}"
    ),
    "itself": Bilingual(
        "{party}が、守られる側にも書かれています", "{party} is itself among what is protected"
    ),
    "granted": Bilingual(
        "{party}に、{guarded}を使う権限の記載があります", "{party} is given a right at {guarded}"
    ),
    "joined": Bilingual(
        "{party}を{guarded}につなぐ{channel}の記載があります",
        "{party} is joined to {guarded} by {channel}",
    ),
}
SIGNS = {True: "○", False: "×"}
"""Before a proof and before a refutation, told apart without colour."""
EXCLUSION = Bilingual("除外 {n}", "exclusion {n}")
ASSERTION = Bilingual("言明 {n}", "assertion {n}")


@dataclass(frozen=True)
class Proofs:
    """What is answered of every party that is kept out. Prints itself as text."""

    graph: FlowGraph
    answers: tuple[Answer, ...]
    """Exclusions first, then `no_access` assertions, each in the order of the document."""

    def of(self, answers: Iterable[Answer]) -> Proofs:
        """Some of the answers."""
        return Proofs(self.graph, tuple(answers))

    @property
    def proven(self) -> bool:
        """Whether no way to any of them is stated."""
        return all(a.proven for a in self.answers)

    def told(self, answer: Answer) -> Bilingual:
        """What is answered, in a sentence."""
        graph = self.graph
        party = named(graph.actors[answer.party])
        if isinstance(answer, Proof):
            protects = listed(named(p) for id in answer.protects if (p := graph.part(id)))
            return _PROVEN.format(party=party, protects=protects)
        return _REFUTED[answer.how].format(
            party=party,
            way=told(graph, answer.trail),
            guarded=listed(named(graph.actors[id]) for id in filter(None, (answer.guarded,))),
            channel=listed(named(graph.channels[id]) for id in filter(None, (answer.channel,))),
        )

    def reasons(self, proof: Proof) -> tuple[Bilingual, ...]:
        """Why nothing of what is protected comes to the party."""
        graph = self.graph
        if proof.barriers:
            return tuple(map(self._barrier, proof.barriers))
        if proof.channels:
            return (
                _IDLE.format(channels=listed(named(graph.channels[c]) for c in proof.channels)),
            )
        return (_NOTHING.format(party=named(graph.actors[proof.party])),)

    def short(self, proof: Proof) -> Bilingual:
        """The same in a few words, as a figure has room for."""
        if not proof.barriers:
            return _SHORT_IDLE if proof.channels else _SHORT[None]
        return Bilingual(
            "、".join(_SHORT[b.why].ja for b in proof.barriers),
            "; ".join(_SHORT[b.why].en for b in proof.barriers),
        )

    def _barrier(self, barrier: Barrier) -> Bilingual:
        ways = barrier.ways
        data = dict.fromkeys(id for way in ways for id in stated_data(self.graph, way))
        names = listed(named(self.graph.data[id]) for id in data)
        senders = dict.fromkeys(way.source for way in ways[:MOST_WAYS])
        return _WHY[barrier.why].format(
            ways=_ways(ways),
            senders=listed(named(self.graph.actors[id]) for id in senders),
            data=Bilingual(names.ja, f": {names.en}" if names.en else ""),
        )

    def text(self, lang: Lang | None = None) -> str:
        """As lines of text, in `lang` or in the model's own language."""
        return "\n".join(self._lines(lang or self.graph.model.lang))

    def _lines(self, lang: Lang) -> Iterator[str]:
        for answer in self.answers:
            section, n = answer.claim[0], int(answer.claim[1]) + 1
            where = (EXCLUSION if section == "exclusions" else ASSERTION).format(n=n).text(lang)
            yield f"{SIGNS[answer.proven]} {where}: {self.told(answer).text(lang)}"
            if isinstance(answer, Proof):
                for reason in self.reasons(answer):
                    yield f"    {reason.text(lang)}"
                yield f"    {searched(answer).text(lang)}"

    def __iter__(self) -> Iterator[Answer]:
        return iter(self.answers)

    def __len__(self) -> int:
        return len(self.answers)

    def __str__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        from html import escape

        items = "".join(f"<br>{escape(line)}" for line in self._lines(self.graph.model.lang))
        return f"<div>{items.removeprefix('<br>')}</div>"


def searched(proof: Proof) -> Bilingual:
    """What was searched, in words."""
    s = proof.searched
    return _SEARCHED.format(
        actors=s.actors, channels=s.channels, grants=s.grants, steps=s.steps,
        followed=proof.followed,
    )  # fmt: skip


def stated_data(graph: FlowGraph, way: Way) -> tuple[str, ...]:
    """The categories that a step or grant states; none where it states none."""
    if way.flow is not None:
        return way.flow.transfer.data
    actor, index = graph.actors[way.part], way.path[-1]
    return actor.grants[int(index)].data


def _ways(ways: tuple[Way, ...]) -> Bilingual:
    """Steps and grants as printed, the first few."""
    steps = [w.flow for w in ways[:MOST_WAYS] if w.flow is not None]
    grants = [w.printed for w in ways[:MOST_WAYS] if w.flow is None]
    ja = (["手順" + "".join(f.printed for f in steps)] if steps else []) + [g.ja for g in grants]
    en = ([("steps " if steps[1:] else "step ") + ", ".join(f.printed for f in steps)] if steps else [])  # fmt: skip
    en += [g.en for g in grants]
    more = len(ways) - MOST_WAYS
    tail = (f"ほか{more}", f" and {more} more") if more > 0 else ("", "")
    return Bilingual("・".join(ja) + tail[0], ", ".join(en) + tail[1])
