"""Who is kept out: the answers against searches that simply try everything, on small graphs."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_flow_reference import ACTORS, BELOW, DATA, UNSAID, apply, some, transforms

import flowmodel as fm
from flowmodel.analysis.access import Access
from flowmodel.analysis.answers import Proof
from flowmodel.analysis.propagate import Information
from flowmodel.graph import FlowGraph
from flowmodel.model import Model

ANY = "*"
READING = {"view", "edit", "download"}
PERSONAL = {"top", "kind", "other"}
"""In these models a mark identifies nobody."""


carried = st.sampled_from([[], ["top"], ["mark"]]) | some
"""Mostly what can follow one another, so that chains grow long."""


@st.composite
def models(draw, kinds=("derive", "strip", "forward", "combine")):
    """Models with grants, edits, deletions, series and everything done to data."""
    actors = []
    for a in ACTORS:
        grants = [
            {
                "to": [draw(st.sampled_from([x for x in ACTORS if x != a]))],
                "rights": [draw(st.sampled_from(["view", "download", "upload"]))],
                "data": draw(some),
            }
            for _ in range(draw(st.integers(0, 1)))
        ]
        actors.append(
            {"id": a, "kind": "terminal", "holds": draw(some), "transforms": draw(transforms(kinds)),
             "grants": grants}
        )  # fmt: skip
    steps, counts = [], {"": 0, "'": 0}
    for _ in range(draw(st.integers(1, 9))):
        mark = draw(st.sampled_from(["", "", "'"]))
        counts[mark] += 1
        ends = draw(st.permutations(ACTORS))[:2]
        steps.append(
            {"step": f"{counts[mark]}{mark}", "from": ends[0], "to": ends[1], "data": draw(carried),
             "operation": draw(st.sampled_from(["send", "send", "view", "edit", "delete"])),
             "transforms": draw(transforms(kinds))}
        )  # fmt: skip
    joined = [p for p in combinations(ACTORS, 2) if draw(st.booleans()) or _needed(p, steps)]
    kept = {
        "parties": draw(st.lists(st.sampled_from(ACTORS), min_size=1, max_size=2, unique=True)),
        "protects": draw(
            st.lists(st.sampled_from(ACTORS + DATA), min_size=1, max_size=3, unique=True)
        ),
    }
    return Model.model_validate(
        {
            "id": "m",
            "title": "m",
            "actors": actors,
            "data": [
                {
                    "id": d,
                    "personal": d in PERSONAL,
                    **({"parent": "top"} if d == "kind" else {}),
                }
                for d in DATA
            ],
            "channels": [{"id": x + y, "between": [x, y]} for x, y in joined],
            "transfers": draw(st.permutations(steps)),
            "exclusions": [kept],
            "assertions": [{"kind": "no_access", **kept}],
        }
    )


def _needed(pair, steps):
    return any({s["from"], s["to"]} == set(pair) for s in steps)


class Edge:
    """One way, by the words of the model."""

    def __init__(self, key, source, target, data, series=None, number=0, changes=(), step=None):
        self.key, self.source, self.target, self.step = key, source, target, step
        self.stated = set().union(*(BELOW[d] for d in data)) if data else None
        self.series, self.number, self.changes = series, number, changes
        self.personal = not data or any(d in PERSONAL for d in data)


def edges(model):
    found = []
    for t in model.transfers:
        if t.operation == "delete":
            continue
        found.append(
            Edge(t.step, t.source, t.target, t.data, t.series, t.number, t.transforms, t.step)
        )
        if t.operation == "edit":
            found.append(Edge(t.step, t.target, t.source, t.data, t.series, t.number))
    for a in model.actors:
        for g in a.grants:
            if READING & set(g.rights):
                found += [Edge(a.id, a.id, to, g.data) for to in g.to]
    return found


def protected(model):
    kept = model.exclusions[0]
    guarded = [p for p in kept.protects if p in ACTORS]
    data = set().union(*(BELOW[p] for p in kept.protects if p in DATA), set())
    return guarded, data


class Chains:
    """Every chain of ways, one category at a time, never back within a series: nothing pruned."""

    def __init__(self, model):
        self.edges = edges(model)
        guarded, self.data = protected(model)
        self.free = {(a, ANY, None, 0): 0 for a in guarded}
        self.bound = {
            (a.id, d, None, 0): 0 for a in model.actors for d in a.holds if d in self.data
        }
        for e in self.edges:
            for d in (e.stated or set()) & self.data:
                self.bound.setdefault((e.source, d, e.series, e.number - 1), 0)
        self.explore(self.free, PERSONAL, True)
        self.explore(self.bound, self.data, False)

    def explore(self, states, wanted, personal):
        queue = list(states)
        for state in queue:
            actor, what, series, number = state
            for e in self.edges:
                if e.source != actor or (personal and not e.personal):
                    continue
                if self.late(state, e):
                    continue
                at = (e.series, e.number) if e.series is not None else (series, number)
                for d in self.carried(what, e, wanted):
                    new = (e.target, d, *at)
                    if new not in states:
                        states[new] = states[state] + 1
                        queue.append(new)

    @staticmethod
    def late(state, e):
        return e.series is not None and e.series == state[2] and e.number <= state[3]

    @staticmethod
    def carried(what, e, wanted):
        if e.stated is None:
            return [what]
        return e.stated & wanted if what == ANY else e.stated & {what}

    def shortest(self, party):
        """Fewest ways; chains from a protected actor are told before those of data alone."""
        for states in (self.free, self.bound):
            steps = [n for s, n in states.items() if s[0] == party]
            if steps:
                return min(steps)
        return None

    def at(self, actor):
        free = [(s, PERSONAL, True) for s in self.free if s[0] == actor]
        return free + [(s, self.data, False) for s in self.bound if s[0] == actor]

    def why(self, e):
        """Why a way brings nothing, asked of every state at its sender."""
        there = self.at(e.source)
        if not there:
            return "sender"
        carrying = [
            s for s, wanted, personal in there
            if (e.personal or not personal) and self.carried(s[1], e, wanted)
        ]  # fmt: skip
        assert all(self.late(s, e) for s in carrying)
        return "order" if carrying else "data" if e.personal else "open"


def joins(model, party, guarded):
    """Whether a right at a protected actor or a channel to it is stated for the party."""
    rights = any(
        party in g.to and (not g.data or any(d in PERSONAL for d in g.data))
        for a in model.actors
        if a.id in guarded
        for g in a.grants
    )
    return rights or any(
        party in c.between and any(g in c.between and g != party for g in guarded)
        for c in model.channels
    )


def chain(trail, party):
    for one, two in pairwise(trail):
        assert one.target == two.source
    assert trail[-1].target == party


@settings(max_examples=400, deadline=None)
@given(models(kinds=("forward",)))
def test_an_exclusion_is_proven_exactly_where_no_chain_leads_to_the_party(model):
    chains, (guarded, _) = Chains(model), protected(model)
    answers = [a for a in fm.proofs(model) if a.claim[0] == "exclusions"]
    assert [a.party for a in answers] == list(model.exclusions[0].parties)
    for answer in answers:
        shortest = chains.shortest(answer.party)
        joined = joins(model, answer.party, guarded)
        assert answer.proven == (shortest is None and not joined)
        if isinstance(answer, Proof):
            into = [e for e in chains.edges if e.target == answer.party]
            told = sorted((w.part, b.why) for b in answer.barriers for w in b.ways)
            assert told == sorted((e.key, chains.why(e)) for e in into)
            assert set(answer.reached) == {s[0] for s in (*chains.free, *chains.bound)}
            assert answer.searched.steps == len(model.transfers)
        elif shortest is not None:
            assert len(answer.trail) == shortest
            if shortest:
                chain(answer.trail, answer.party)
                assert answer.path == answer.trail[-1].path
            else:
                assert answer.how == "itself"
        else:
            assert answer.how in ("granted", "joined")
            assert answer.guarded in guarded


class Saturation:
    """Whatever any firing of ways, at any time and any number of times, can bring anywhere."""

    def __init__(self, model, origins):
        self.actors = {a.id: a for a in model.actors}
        self.edges, self.origins = edges(model), origins
        self.at = {a.id: set(a.holds) for a in model.actors}
        for e in self.edges:
            if e.step and not self.back(e, model):
                self.at[e.source] |= origins[e.step]
        while True:
            before = sum(map(len, self.at.values()))
            for e in self.edges:
                new = set() if not e.step or self.back(e, model) else origins[e.step]
                out = apply(self.at[e.source], self.actors[e.source].transforms)
                out &= {*DATA, UNSAID} if e.stated is None else e.stated
                changes = () if self.back(e, model) else e.changes
                self.at[e.target] |= apply(out | new if out else set(), changes)
                self.at[e.target] |= apply(new, changes)
            if before == sum(map(len, self.at.values())):
                break

    @staticmethod
    def back(e, model):
        return any(t.step == e.step and t.source != e.source for t in model.transfers)

    def may(self, actor):
        return self.at[actor] | apply(self.at[actor], self.actors[actor].transforms)


def names(info, bits):
    return set(info.taxonomy.names(bits)) | ({UNSAID} if bits & info.taxonomy.unsaid else set())


@settings(max_examples=250, deadline=None)
@given(models())
def test_may_is_all_that_can_come_together_and_no_access_follows_it(model):
    info = Information(FlowGraph.of(model))
    origins = {
        f.transfer.step: names(info, info.replay.origins.get(f.index, 0)) for f in info.graph.flows
    }
    every, (guarded, data) = Saturation(model, origins), protected(model)
    for actor in ACTORS:
        assert names(info, info.may.at[actor]) == every.may(actor)
    plain = set(guarded)
    for _ in ACTORS:
        plain |= {e.target for e in every.edges if e.personal and e.source in plain}
    claim = model.assertions[0]
    for answer in Access(info, claim).answers():
        party = answer.party
        reached = party in plain or bool(every.may(party) & data)
        assert answer.proven == (not reached and not joins(model, party, guarded))
        if isinstance(answer, Proof):
            assert set(answer.reached) == plain | {a for a in ACTORS if every.may(a) & data}
            for barrier in answer.barriers:
                for way in barrier.ways:
                    there = way.source in plain or every.may(way.source) & data
                    assert bool(there) == (barrier.why != "sender")
        elif answer.trail and answer.how == "reached":
            chain(answer.trail, party)


@pytest.mark.parametrize("lang", ["ja", "en"])
@settings(max_examples=40, deadline=None)
@given(model=models())
def test_every_answer_has_words(lang, model):
    told = fm.proofs(model)
    lines = told.text(lang).splitlines()
    assert sum(line.startswith(("○", "×")) for line in lines) == len(told)
    assert not any("{" in line for line in lines)
    assert told.proven == all(a.proven for a in told)
