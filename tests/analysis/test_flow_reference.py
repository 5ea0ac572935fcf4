"""The two analyses against a reference that simply tries everything, on small graphs."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from flowmodel.analysis.claims import every_path
from flowmodel.analysis.paths import paths, plain_paths
from flowmodel.analysis.propagate import Alternatives, Information
from flowmodel.graph import FlowGraph
from flowmodel.model import EveryPath, Model

ACTORS = ("a", "b", "c", "d")
DATA = ("top", "kind", "other", "mark")
BELOW = {"top": {"top", "kind"}, "kind": {"kind"}, "other": {"other"}, "mark": {"mark"}}
UNSAID = "?"

some = st.lists(st.sampled_from(DATA), max_size=2, unique=True)


def transforms(kinds=("derive", "strip", "forward")):
    one = st.fixed_dictionaries({"kind": st.sampled_from(kinds), "takes": some, "gives": some})
    return st.lists(one.filter(sound), max_size=2)


def sound(transform):
    """Whether the model takes it: a combination names its parts, and something results."""
    made = transform["gives"] or transform["kind"] in ("strip", "forward")
    return bool(made and (transform["takes"] or transform["kind"] != "combine"))


@st.composite
def models(draw, kinds=("derive", "strip", "forward")):
    actors = [
        {"id": a, "kind": "terminal", "holds": draw(some), "transforms": draw(transforms(kinds))}
        for a in ACTORS
    ]
    steps = []
    for i in range(draw(st.integers(1, 7))):
        ends = draw(st.permutations(ACTORS))[:2]
        steps.append(
            {
                "step": i + 1,
                "from": ends[0],
                "to": ends[1],
                "data": draw(some),
                "operation": draw(st.sampled_from(["send", "view", "delete", "upload"])),
                "transforms": draw(transforms(kinds)),
                "controls": draw(st.sampled_from([[], ["encryption"]])),
            }
        )
    return Model.model_validate(
        {
            "id": "m",
            "title": "m",
            "actors": actors,
            "data": [{"id": d, **({"parent": "top"} if d == "kind" else {})} for d in DATA],
            "channels": [{"id": x + y, "between": [x, y]} for x, y in combinations(ACTORS, 2)],
            "transfers": steps,
        }
    )


def kinds_of(ids):
    return set().union(*(BELOW[d] for d in ids)) if ids else {*DATA, UNSAID}


def apply(content, changes):
    """What becomes of one concrete set of categories."""
    content = set(content)
    for t in changes:
        hit = content & kinds_of(t.takes)
        if t.kind == "derive" and hit:
            content |= set(t.gives)
        elif t.kind == "strip" and hit:
            content = (content - hit) | set(t.gives)
        elif t.kind == "combine" and hit and all(content & kinds_of([one]) for one in t.takes):
            content |= set(t.gives)
    return content


class Reference:
    """Origins by replay, then every packet that any firing of steps can bring anywhere."""

    def __init__(self, model):
        self.actors = {a.id: a for a in model.actors}
        self.steps = [t for t in model.transfers if t.operation != "delete"]
        self.origin = self.replay(model)

    def replay(self, model):
        held = {a.id: set(a.holds) for a in model.actors}
        origin = {}
        for t in model.transfers:
            if t.operation == "delete":
                held[t.target] -= kinds_of(t.data)
                continue
            out = apply(held[t.source], self.actors[t.source].transforms) & kinds_of(t.data)
            new = {d for d in t.data if not BELOW[d] & out}
            if not t.data and not out:
                new = {UNSAID}
            origin[t.step] = new
            held[t.source] |= new
            held[t.target] |= apply(out | new, t.transforms)
        self.held = held
        return origin

    def packets(self):
        """Everything at each actor, and what of it arrived there by a step."""
        at = {a: {frozenset(x.holds)} - {frozenset()} for a, x in self.actors.items()}
        arrived = {a: set() for a in self.actors}
        seeds = set()
        for t in self.steps:
            new = frozenset(self.origin[t.step])
            if new:
                at[t.source].add(new)
                seeds.add((t.source, new))
        while True:
            before = sum(map(len, at.values())) + sum(map(len, arrived.values()))
            for t in self.steps:
                new = self.origin[t.step]
                whole = new and new in (set(t.data), {UNSAID})
                sent = [apply(new, t.transforms)] if whole else []
                for p in at[t.source]:
                    if new and p == new and (t.source, p) in seeds:
                        continue
                    out = apply(p, self.actors[t.source].transforms) & kinds_of(t.data)
                    if out:
                        sent.append(apply(out | new, t.transforms))
                for content in filter(None, sent):
                    at[t.target].add(frozenset(content))
                    arrived[t.target].add(frozenset(content))
            if before == sum(map(len, at.values())) + sum(map(len, arrived.values())):
                return at, arrived

    def over(self, t, category):
        """What one category at the sender of a step brings to its receiver."""
        out = apply({category}, self.actors[t.source].transforms) & kinds_of(t.data)
        return apply(out | self.origin[t.step], t.transforms) if out else ()

    def distances(self):
        """Fewest steps by which each category gets to each actor, categories one by one."""
        near = {(a, c): 0 for a, x in self.actors.items() for c in x.holds}
        for t in self.steps:
            near.update({(t.source, c): 0 for c in self.origin[t.step]})

        def relax(key, value):
            if value < near.get(key, 99):
                near[key] = value

        for t in self.steps:
            for c in apply(self.origin[t.step], t.transforms):
                relax((t.target, c), 1)
        for _ in range(40):
            for t in self.steps:
                for (a, c), n in list(near.items()):
                    arriving = self.over(t, c) if a == t.source else ()
                    for d in arriving:
                        relax((t.target, d), n + 1)
        return near


def names(info, bits):
    found = set(info.taxonomy.names(bits))
    return found | ({UNSAID} if bits & info.taxonomy.unsaid else set())


def chain(trail, target):
    for one, two in pairwise(trail):
        assert one.target == two.source
    assert trail[-1].target == target


@settings(max_examples=120, deadline=None)
@given(models())
def test_may_is_what_can_happen_and_its_witness_is_shortest(model):
    info, ref = Information(FlowGraph.of(model)), Reference(model)
    at, _ = ref.packets()
    near = ref.distances()
    for actor in ACTORS:
        may = names(info, info.may.at[actor])
        assert may >= set().union(*at[actor])
        assert may >= ref.held[actor]
        for category in DATA:
            bit = info.taxonomy.bits((category,))
            if (actor, bit) in info.may.before:
                trail = info.may.trail(actor, bit)
                assert len(trail) == near[actor, category]
                if trail:
                    chain(trail, actor)
            else:
                assert (actor, category) not in near


@settings(max_examples=120, deadline=None)
@given(models())
def test_alternatives_are_the_packets_that_can_arrive(model):
    info, ref = Information(FlowGraph.of(model)), Reference(model)
    _, arrived = ref.packets()
    found = Alternatives(info)
    for actor in ACTORS:
        packets = found.arrived.get(actor, {})
        assert all(p.may == p.must for p in packets)
        assert {frozenset(names(info, p.must)) for p in packets} == arrived[actor]
        for packet in packets:
            chain(found.trail(actor, packet), actor)


@settings(max_examples=80, deadline=None)
@given(models(("derive", "strip", "combine")), st.sampled_from([1, 2, 64]))
def test_joined_alternatives_still_bracket_what_can_arrive(model, most):
    from unittest.mock import patch

    info, ref = Information(FlowGraph.of(model)), Reference(model)
    with patch("flowmodel.analysis.propagate.MOST", most):
        found = Alternatives(info)
    _, arrived = ref.packets()
    for actor in ACTORS:
        packets = [(names(info, p.must), names(info, p.may)) for p in found.arrived.get(actor, {})]
        for actual in arrived[actor]:
            assert any(must <= actual <= may for must, may in packets)
        assert set().union(*(may for _, may in packets)) <= names(info, info.may.at[actor])


@settings(max_examples=80, deadline=None)
@given(models(), st.permutations(ACTORS))
def test_every_path_finds_a_way_around_exactly_where_there_is_one(model, order):
    source, target, guard, _ = order
    graph = FlowGraph.of(model)
    info = Information(graph)
    reached, shortest, steps = (
        {source},
        None,
        [t for t in model.transfers if t.operation != "delete"],
    )
    for n in range(1, 5):
        reached |= {t.target for t in steps if t.source in reached and t.target != guard}
        if target in reached and shortest is None:
            shortest = n
    claim = EveryPath(kind="every_path", **{"from": source, "to": target}, passes=(guard,))
    found = list(every_path(info, claim))
    assert bool(found) == (shortest is not None)
    if found:
        assert len(found[0].trail) == shortest
        chain(found[0].trail, target)
        assert guard not in {w.target for w in found[0].trail}
    plain = plain_paths(info, [source], [target])
    assert [p.actors[-1] for p in paths(graph, source, target)] == [t[-1].target for t in plain]
