"""Models of many shapes for layout tests: lanes, stacks, passes, loops, long and empty texts."""

from __future__ import annotations

from hypothesis import strategies as st

from flowmodel.model import (
    Actor,
    Channel,
    ControlBox,
    DataCategory,
    Exclusion,
    Figure,
    FigureNote,
    FunctionList,
    Model,
    Series,
    Statement,
    Transfer,
    Zone,
)

LETTERS = "資料の送付確認ダウンロード申請情報ー、。（）「」・①’ABCxyz 12,345%"
CONTROLS = ("encryption", "sanitisation", "peer-restriction", "authentication")


def texts(most: int) -> st.SearchStrategy[str]:
    return st.text(alphabet=LETTERS, min_size=0, max_size=most)


@st.composite
def wordings(draw: st.DrawFn) -> str:
    """A wording of 0 to 200 characters; text that is drawn whole stays short, whatever its limit."""
    return (draw(texts(16)) * 200)[: draw(st.sampled_from((0, 8, 16, 60, 200)))]


def names(most: int) -> st.SearchStrategy[str]:
    return texts(most).filter(str.strip)


def statements(most: int) -> st.SearchStrategy[tuple[Statement, ...]]:
    return st.lists(st.sampled_from(CONTROLS), max_size=most, unique=True).map(
        lambda ids: tuple(Statement(control=c) for c in ids)
    )


@st.composite
def drawable_models(draw: st.DrawFn, most_zones: int = 5, most_steps: int = 14) -> Model:
    """A sound model: zones with actors, channels between any of them, steps over these."""
    zone_count = draw(st.integers(1, most_zones))
    zones = tuple(Zone(id=f"z{i}", name=draw(names(24))) for i in range(zone_count))
    data = tuple(
        DataCategory(id=f"d{i}", name=draw(names(10))) for i in range(draw(st.integers(0, 4)))
    )
    actors = [
        Actor(
            id=f"a{i}-{j}",
            name=draw(names(30)),
            kind=draw(st.sampled_from(("terminal", "storage", "person", "service", "gateway"))),
            zone=f"z{i}",
            functions=draw(
                st.none()
                | st.lists(names(16), max_size=4).map(
                    lambda f: FunctionList(title="主な機能", items=tuple(f))
                )
            ),
            controls=draw(statements(2)),
        )
        for i in range(zone_count)
        for j in range(draw(st.integers(1, 3)))
    ]
    if draw(st.booleans()):
        actors.append(Actor(id="free", name="区画外の者", kind="person"))
    outside = tuple(
        Actor(id=f"x{i}", name=draw(names(12)), kind="organisation")
        for i in range(draw(st.integers(0, 3)))
    )
    channels: dict[str, Channel] = {}
    transfers = []
    count = draw(st.integers(1, most_steps))
    split = draw(st.integers(0, count))
    for k in range(count):
        source, target = draw(st.sampled_from(actors)), draw(st.sampled_from(actors))
        over = None
        if source is not target:
            over = f"c-{min(source.id, target.id)}-{max(source.id, target.id)}"
            if over not in channels:
                channels[over] = Channel(
                    id=over,
                    name=draw(names(18)),
                    between=(source.id, target.id),
                    medium=draw(st.sampled_from(("network", "post", "removable", "email"))),
                    carrier=draw(st.none() | names(12)),
                    controls=draw(statements(4)),
                )
        transfers.append(
            Transfer(
                step=str(k + 1) if k < split else f"{k + 1 - split}'",
                label=draw(wordings()),
                source=source.id,
                target=target.id,
                over=over,
                data=tuple(d.id for d in data if draw(st.booleans())),
                operation="process" if source is target else "send",
                mark=draw(st.none() | st.just("※")),
                controls=draw(statements(1)),
            )
        )
    boxes = tuple(
        ControlBox(
            id=f"b{i}",
            at=a.id,
            title=draw(st.none() | names(16)),
            items=tuple(
                {"controls": [s]}
                for s in draw(
                    st.lists(st.sampled_from(("S1", "S2", "S4", "S10")), min_size=1, unique=True)
                )
            ),
        )
        for i, a in enumerate(actors)
        if draw(st.integers(0, 3)) == 0
    )
    exclusions = (
        (
            Exclusion(
                parties=tuple(x.id for x in outside),
                protects=(draw(st.sampled_from(actors)).id,),
                text=draw(texts(60)),
            ),
        )
        if outside
        else ()
    )
    return Model(
        id="generated",
        title=draw(names(40)),
        zones=zones,
        actors=(*actors, *outside),
        channels=tuple(channels.values()),
        data=data,
        transfers=tuple(transfers),
        boxes=boxes,
        exclusions=exclusions,
        series=draw(st.sampled_from(((), (Series(mark="", name="往き"), Series(mark="'", name="戻り"))))),
        figure=Figure(
            number=draw(st.none() | st.just("資料１－１")),
            notes=tuple(FigureNote(text=t) for t in draw(st.lists(names(50), max_size=2))),
            footer=draw(st.none() | names(30)),
        ),
    )  # fmt: skip
