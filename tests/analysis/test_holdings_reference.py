"""The replay of steps against one that keeps a list of all that ever happened."""

from __future__ import annotations

from hypothesis import given, settings
from test_access_reference import models
from test_flow_reference import BELOW, UNSAID, apply, kinds_of

import flowmodel as fm

Events = list[tuple[str, set[str], str, str | None, bool]]
"""Per actor: what came, in which step, over which channel, whether a copy; a deletion is a cut."""


class Story:
    """What came to each actor, event by event; what it holds is read from these alone."""

    def __init__(self, model):
        self.actors = {a.id: a for a in model.actors}
        self.events: dict[str, Events] = {a: [] for a in self.actors}
        self.channels = {frozenset(c.between): c.id for c in model.channels}
        for a in model.actors:
            self.come(a.id, set(a.holds), "", None, True)

    def here(self, actor):
        """Everything that came and was not deleted since, with its first event; copies go first."""
        found = {}
        for kind, what, step, channel, copy in self.events[actor]:
            if kind == "cut":
                found = {d: e for d, e in found.items() if d not in what}
                continue
            for d in what:
                if d not in found or (copy and not found[d][2]):
                    found[d] = (step, channel, copy)
        return found

    def out(self, actor):
        came = set()
        for kind, what, *_ in self.events[actor]:
            if kind == "came":
                came |= what
            elif kind == "cut":
                came -= what
        return apply(came, self.actors[actor].transforms)

    def come(self, actor, what, step, channel, copy):
        self.events[actor].append(("came", set(what), step, channel, copy))
        made = self.out(actor) - set(self.here(actor))
        self.events[actor].append(("made", made, step, None, True))

    def run(self, t):
        allowed = kinds_of(t.data)
        if t.operation == "delete":
            # These steps are done by whoever sends them: what the other holds goes.
            self.events[t.target].append(("cut", allowed, "", None, True))
            return
        passing = self.out(t.source) & allowed
        new = {d for d in t.data if not BELOW[d] & passing}
        if not t.data and not passing:
            new = {UNSAID}
        channel = self.channels[frozenset((t.source, t.target))]
        self.come(t.source, new, t.step, None, True)
        if t.operation == "edit":
            self.come(t.source, self.out(t.target) & allowed, t.step, channel, False)
        self.come(
            t.target, apply(passing | new, t.transforms), t.step, channel, t.operation != "view"
        )


@settings(max_examples=250, deadline=None)
@given(models())
def test_who_holds_what_since_when_and_by_which_channel(model):
    moments = {m.step: m for m in fm.holdings(model).moments}
    graph = fm.FlowGraph.of(model)
    order = [f.transfer for flows in graph.series.values() for f in flows]
    assert list(moments) == ["", *(t.step for t in order)]
    story = Story(model)
    for step in moments:
        if step:
            story.run(next(t for t in order if t.step == step))
        for actor in story.actors:
            held = {
                h.category or UNSAID: (h.step, h.channel, h.copy) for h in moments[step].at(actor)
            }
            assert held == story.here(actor)
