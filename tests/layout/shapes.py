"""Models of every shape that a lane figure must hold, drawn from a few numbers.

Hypothesis chooses the numbers and shrinks them; the content comes from a seed, so that a model
of five hundred transfers costs no more choices than one of three.
"""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st

from flowmodel.model import (
    Actor,
    Channel,
    DataCategory,
    Exclusion,
    Model,
    Series,
    Statement,
    Transfer,
    Zone,
)

WORDS = (
    "資料の送付",
    "確認",
    "申請情報",
    "ダウンロード",
    "LGWAN",
    "、",
    "（様式１）",
    "①’",
    "report 12",
    "ー",
    "・",
)
SERIES = ("", "'", "A", "''")
CONTROLS = ("encryption", "sanitisation", "peer-restriction", "authentication")
KINDS = ("terminal", "storage", "person", "service", "gateway")
MEDIA = ("network", "post", "removable", "email")


def _text(random: Random, least: int, most: int) -> str:
    length = random.randint(least, most)
    text = ""
    while len(text) < length:
        text += random.choice(WORDS)
    return text[:length].strip() or "名" * least


def _stated(random: Random, most: int) -> tuple[Statement, ...]:
    some = random.sample(CONTROLS, random.randint(0, most))
    return tuple(Statement(control=c) for c in some)


def _zones(random: Random, count: int, nested: bool) -> list[Zone]:
    zones = [Zone(id=f"z{i}", name=_text(random, 2, 24)) for i in range(count)]
    if nested:
        for i in range(count):
            for j in range(random.randint(0, 2)):
                zones.append(Zone(id=f"z{i}n{j}", name=_text(random, 2, 12), parent=f"z{i}"))
                if random.random() < 0.3:
                    inner = {"id": f"z{i}n{j}m", "name": _text(random, 2, 9)}
                    zones.append(Zone(**inner, parent=f"z{i}n{j}"))
    return zones


def shaped(
    seed: int, lanes: int, crowd: int, steps: int, series: int, nested: bool, label: int
) -> Model:
    """A sound model of `lanes` zones with up to `crowd` actors in each."""
    random = Random(seed)
    zones = _zones(random, lanes, nested)
    within: dict[str, list[str]] = {}
    for zone in zones:
        within.setdefault(zone.id.split("n")[0], []).append(zone.id)
    actors = [
        Actor(
            id=f"a{i}-{j}",
            name=_text(random, 1, 20),
            kind=random.choice(KINDS),
            zone=random.choice(within[f"z{i}"]),
            controls=_stated(random, 2),
        )
        for i in range(lanes)
        for j in range(random.randint(1, crowd))
    ]
    if random.random() < 0.4:
        actors.append(Actor(id="free", name="区画外の者", kind="person"))
    outside = [
        Actor(id=f"x{i}", name=_text(random, 2, 12), kind="organisation")
        for i in range(random.randint(0, 2))
    ]
    channels: dict[str, Channel] = {}
    transfers, numbers = [], [0] * series
    for _ in range(steps):
        at = random.randrange(series)
        numbers[at] += 1
        source = random.choice(actors)
        target = source if random.random() < 0.08 else random.choice(actors)
        over = None
        if source is not target:
            line = f"c-{'-'.join(sorted((source.id, target.id)))}-{random.randint(0, 1)}"
            over = channels.setdefault(
                line,
                Channel(
                    id=line,
                    name=_text(random, 2, 18),
                    between=(source.id, target.id),
                    medium=random.choice(MEDIA),
                    controls=_stated(random, 3),
                ),
            ).id
        mark = SERIES[at]
        step = f"{mark}{numbers[at]}" if mark == "A" else f"{numbers[at]}{mark}"
        transfers.append(
            Transfer(
                step=step,
                label=_text(random, 0, random.choice((6, 12, label))) if label else "",
                source=source.id,
                target=target.id,
                over=over,
                data=("d",) if random.random() < 0.5 else (),
                operation="process" if source is target else "send",
                controls=_stated(random, 1),
            )
        )
    return Model(
        id="shaped",
        title=_text(random, 4, 40),
        zones=tuple(zones),
        actors=(*actors, *outside),
        channels=tuple(channels.values()),
        data=(DataCategory(id="d", name="申請情報"),),
        series=tuple(Series(mark=m, name=f"系列{i}") for i, m in enumerate(SERIES[:series])),
        transfers=tuple(transfers),
        exclusions=(
            (Exclusion(parties=tuple(x.id for x in outside), protects=(actors[0].id,)),)
            if outside
            else ()
        ),
    )


SHAPES = st.builds(
    shaped,
    seed=st.integers(0, 2**32),
    lanes=st.integers(1, 12),
    crowd=st.integers(1, 8),
    steps=st.integers(1, 60),
    series=st.integers(1, 4),
    nested=st.booleans(),
    label=st.sampled_from((0, 20, 60, 200)),
)
"""Figures as people draw them, and beyond."""
LARGE = st.builds(
    shaped,
    seed=st.integers(0, 2**32),
    lanes=st.integers(1, 6),
    crowd=st.integers(1, 8),
    steps=st.integers(200, 500),
    series=st.integers(1, 4),
    nested=st.booleans(),
    label=st.sampled_from((20, 60)),
)
"""Figures on many pages."""
