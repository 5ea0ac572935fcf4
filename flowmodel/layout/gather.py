"""How many steps, in the order of time, find room on a page that has the lanes they touch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from flowmodel.language import Lang
from flowmodel.layout.plan import Step
from flowmodel.layout.routing import TRACK
from flowmodel.layout.sheet import Job
from flowmodel.layout.style import EDGE
from flowmodel.layout.wants import BREAK, CORRIDOR, channel_want, step_wants

TRACKS = 2
"""Tracks for which each corridor reserves room while steps are gathered."""


class Gathering:
    """The least width of the lanes that some steps touch, with what is written between them.

    `least` is what the lane of each actor asks for where it shows that actor alone.
    """

    def __init__(
        self, job: Job, lane_of: Mapping[str, int], least: Mapping[str, float], lang: Lang
    ):
        self.job = job
        self.lane_of = lane_of
        self.least = least
        self.lang: Lang = lang
        self.steps: list[Step] = []
        self.lanes: dict[int, float] = {}
        """The lanes with their widths."""
        self.channels: set[str] = set()
        self._place: dict[int, int] = {}
        """The place of each lane among the columns."""
        self._breaks: set[int] = set()
        """Corridors between lanes that are no neighbours."""
        self._columns = 0
        self._writing: dict[int, float] = {}
        """What is written in each corridor that is used, mm."""

    def room_for(self, steps: Sequence[Step], room: float) -> int:
        """How many of `steps` find `room` mm, one at least."""
        for taken, step in enumerate(steps):
            wider = self._take(step)
            # Every further step asks for as much width or more.
            if taken and wider and self.width > room:
                return taken
        return len(steps)

    @property
    def width(self) -> float:
        """The least width, mm."""
        mm = self.job.setter.style.mm
        lanes = sum(self.lanes.values())
        breaks = len(self._breaks.difference(self._writing)) * mm(BREAK)
        rims = max(self._columns - 1, 1) * (2 * EDGE + TRACKS * TRACK)
        return lanes + breaks + rims + sum(self._writing.values())

    def _take(self, step: Step) -> bool:
        """Add a step; whether it made the lanes wider or brought a channel."""
        flow = step.flow
        self.steps.append(step)
        wider = False
        before = len(self.lanes)
        for actor in (flow.source.id, flow.target.id):
            lane, least = self.lane_of[actor], self.least[actor]
            if least > self.lanes.get(lane, 0.0):
                self.lanes[lane], wider = least, True
        new = flow.channel is not None and flow.channel.id not in self.channels
        if flow.channel is not None:
            self.channels.add(flow.channel.id)
        if len(self.lanes) == before:
            self._write(step)
            return new or wider
        self._arrange()
        return True

    def _arrange(self) -> None:
        """Place the lanes, with a break where others are left out between two."""
        columns = sorted(self.lanes)
        self._place, self._writing = {lane: i for i, lane in enumerate(columns)}, {}
        self._breaks = {i for i, (a, b) in enumerate(pairwise(columns)) if b > a + 1}
        self._columns = len(columns)
        for step in self.steps:
            self._write(step)

    def _write(self, step: Step) -> None:
        """Widen the corridors through which a step runs by what is written there."""
        job, flow, writing = self.job, step.flow, self._writing
        a = self._place[self.lane_of[flow.source.id]]
        b = self._place[self.lane_of[flow.target.id]]
        if a < b:
            corridors = range(a, b)
        elif a > b:
            corridors = range(a - 1, b - 1, -1)
        else:
            side = a if a < self._columns - 1 or self._columns == 1 else a - 1
            corridors = range(side, side + 1)
        least, _, number = step_wants(job.setter, job.maker, step)
        name = channel_want(job.setter, flow.channel, self.lang) if flow.channel else 0.0
        for corridor in corridors:
            known = writing.get(corridor) or job.setter.style.mm(CORRIDOR)
            writing[corridor] = max(known, least, name)
            least = number
