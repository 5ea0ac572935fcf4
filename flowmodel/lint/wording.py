"""How messages speak of the parts of one graph: each name made once, when it is first told.

A part that lacks something mostly lacks several things, and each rule that says so names the same
step, ends and channel.
"""

from __future__ import annotations

from flowmodel.analysis.words import listed, named
from flowmodel.graph import Flow, FlowGraph
from flowmodel.language import Bilingual
from flowmodel.lint.finding import Missing
from flowmodel.model import NamedPart
from flowmodel.model.control import Endpoint

NOWHERE = Bilingual("（経路なし）", "(no channel)")


class Wording:
    """The names of parts, steps and controls in both languages."""

    def __init__(self, graph: FlowGraph):
        self._catalogue = graph.controls
        self._names: dict[str, tuple[NamedPart, Bilingual]] = {}
        self._steps: dict[int, tuple[Flow, Bilingual]] = {}
        self._controls: dict[tuple[str, ...], Bilingual] = {}
        self._provided: dict[str, tuple[bool, Endpoint, bool]] = {}
        self._flows: dict[int, dict[str, Bilingual]] = {}
        self._touched: dict[tuple[int, tuple[str, ...]], tuple[str, ...]] = {}
        self._missing: dict[tuple[int, tuple[str, ...]], tuple[Missing, ...]] = {}

    def name(self, part: NamedPart) -> Bilingual:
        """A part's printed name, in corner brackets or quotes."""
        known = self._names.get(part.id)
        if known is None or known[0] is not part:
            known = self._names[part.id] = (part, named(part))
        return known[1]

    def step(self, flow: Flow) -> Bilingual:
        """A step as messages speak of it: ``手順④「資料のダウンロード」``."""
        known = self._steps.get(flow.index)
        if known is None or known[0] is not flow:
            ja, en = flow.transfer.text("ja"), flow.transfer.text("en")
            printed = flow.printed
            told = Bilingual(
                f"手順{printed}" + (f"「{ja}」" if ja else ""),
                f"step {printed}" + (f" '{en}'" if en else ""),
            )
            known = self._steps[flow.index] = (flow, told)
        return known[1]

    def flow(self, flow: Flow) -> dict[str, Bilingual]:
        """What messages may name of a transfer: the step, its ends, who acts, and the channel."""
        known = self._flows.get(flow.index)
        if known is None:
            channel = flow.channel
            known = self._flows[flow.index] = {
                "step": self.step(flow),
                "source": self.name(flow.source),
                "target": self.name(flow.target),
                "acting": self.name(flow.actor),
                "channel": NOWHERE if channel is None else self.name(channel),
            }
        return known

    def touched(self, flow: Flow, names: tuple[str, ...]) -> tuple[str, ...]:
        """The step of a transfer, and the ids of what it touches, each once."""
        known = self._touched.get((flow.index, names))
        if known is None:
            parts = {"source": flow.source, "target": flow.target, "acting": flow.actor}
            near = [flow.channel if n == "channel" else parts[n] for n in names]
            ids = dict.fromkeys([p.id for p in near if p is not None])
            known = self._touched[flow.index, names] = (flow.transfer.step, *ids)
        return known

    def missing(self, flow: Flow, controls: tuple[str, ...]) -> tuple[Missing, ...]:
        """Controls as missing from a transfer, with the parts that could provide each."""
        known = self._missing.get((flow.index, controls))
        if known is None:
            known = tuple([Missing(c, self.providers(flow, c)) for c in controls])
            self._missing[flow.index, controls] = known
        return known

    def control(self, names: tuple[str, ...]) -> Bilingual:
        """Controls by their printed names: ``「通信内容の暗号化」``."""
        found = self._controls.get(names)
        if found is None:
            label = self._catalogue.label
            found = self._controls[names] = listed(
                Bilingual(f"「{label(n, 'ja')}」", f"'{label(n, 'en')}'") for n in names
            )
        return found

    def providers(self, flow: Flow, control: str) -> tuple[str, ...]:
        """The parts for which a control could be stated so that it protects a transfer."""
        known = self._provided.get(control)
        if known is None:
            c = self._catalogue.control(control)
            by = c.provided_by
            endpoint: Endpoint = c.endpoint if "actor" in by else "none"
            known = self._provided[control] = ("channel" in by, endpoint, "transfer" in by)
        channel, ends, transfer = known
        found = [flow.channel.id] if channel and flow.channel else []
        if ends != "none":
            found.append(flow.actor.id)
            if ends == "either":
                found.extend(a.id for a in (flow.source, flow.target) if a.id not in found)
        if transfer:
            found.append(flow.transfer.step)
        return tuple(found)
