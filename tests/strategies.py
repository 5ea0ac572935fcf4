"""Valid models of every kind of part, with texts that are hard to write down."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

from hypothesis import strategies as st

from flowmodel.controls import catalogue
from flowmodel.model import Model
from flowmodel.model.parts import Party
from flowmodel.vocabulary import (
    ACTOR_KINDS,
    CERTAINTIES,
    INTERNAL_OPERATIONS,
    MEDIA,
    NETWORKS,
    OPERATIONS,
    RIGHTS,
    SIDES,
)

TRICKY = [
    "", " ", "　", "a: b", "a #b", "#a", "it's", '"quoted"', "- item", "-", "?", "? key", "yes", "No",
    "on", "null", "~", "true", "1e3", "0o17", "0x1F", "017", "1_000", ".inf", ".nan", "-5", "+5", "1.",
    "2025-04-01", "2025-04-01T00:00:00Z", "12:30:45", "[a, b]", "{a: b}", "a, b", "&anchor", "*alias",
    "!tag", "a !tag", "| block", "> folded", "%dir", "@at", "`tick`", "---", "...", "=", "<<", "a\nb",
    "a\n", "\na", "a\n\nb\n\n", " a\n  b", "a \nb", "trailing ", " leading", "　全角", "全角　",
    "日本語：説明", "「括弧」", "😀", "👩‍👩‍👧", "<script>alert(1)</script>", "A & B", "C:\\temp\\new", "\\u0041",
    "a" * 200, "長い文" * 60, "é", "ｶﾅ", "\u00a0nbsp\u00a0", "①", "１２", "ﾞ", "\u3000\n\u3000",
]  # fmt: skip
"""What YAML or JSON could take for something else."""

_REFUSED = (
    "\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)

_letters = st.characters(
    exclude_categories=("Cc", "Cs"), exclude_characters=_REFUSED + "\ufffe\uffff"
)
lines = st.one_of(st.sampled_from(TRICKY), st.text(_letters, max_size=12))
texts = st.one_of(
    lines,
    st.fixed_dictionaries({"ja": lines}, optional={"en": lines}),
    st.fixed_dictionaries({"en": lines}),
)
names = st.from_regex(r"\A(?:[a-z][a-z0-9_-]{0,5}|[一-龠ァ-ヶ]{1,4}|[0-9]{1,3}|yes|no|null)\Z")
dates = st.dates(date(1900, 1, 1), date(2999, 12, 31))
countries = st.sampled_from(["JP", "us", "De"])


def maybe(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Any choice of these fields."""
    return st.fixed_dictionaries({}, optional=fields)


remarks = maybe(certainty=st.sampled_from(list(CERTAINTIES)), note=lines)


@st.composite
def statements(draw: st.DrawFn, kind: str) -> list[Any]:
    """Statements of controls that a kind of part can provide."""
    controls = [c for c in catalogue() if kind in c.provided_by]
    names = [n for c in controls for n in (c.id, c.item, *(f"{c.id}.{p.id}" for p in c.parts)) if n]
    found: list[Any] = []
    for name in draw(st.lists(st.sampled_from(names), max_size=3, unique=True)):
        state = draw(st.sampled_from(["short", "in-place", "planned", "not-needed"]))
        if state == "short":
            found.append(name)
            continue
        more = draw(maybe(label=texts, evidence=lines, expires=dates))
        if state == "planned":
            more["date"] = draw(dates)
        if state == "not-needed":
            more["reason"] = draw(lines.filter(lambda t: bool(t.strip())))
        found.append({"control": name, "state": state, **more})
    return found


@st.composite
def _actor(draw: st.DrawFn, id: str, ids: list[str], zones: list[str], data: list[str]) -> Any:
    some_data = st.lists(st.sampled_from(data), max_size=2) if data else st.just([])
    grant = st.fixed_dictionaries(
        {"to": st.lists(st.sampled_from(ids), max_size=2)},
        optional={
            "rights": st.lists(st.sampled_from(list(RIGHTS)), max_size=2),
            "folder": lines,
            "data": some_data,
        },
    )
    functions = st.one_of(
        st.lists(texts, max_size=2),
        maybe(
            title=texts,
            style=st.sampled_from(["bullet", "numbered"]),
            items=st.lists(texts, max_size=2),
            notes=st.lists(texts, max_size=2),
        ),
    )
    certification = st.one_of(
        lines,
        st.fixed_dictionaries(
            {"name": texts}, optional={"standard": lines, "date": dates, "expires": dates}
        ),
    )
    fields = draw(
        maybe(
            name=texts,
            zone=st.sampled_from(zones) if zones else st.none(),
            party=st.sampled_from(get_args(Party)),
            operator=texts,
            location=lines,
            governing_law=lines,
            country=countries,
            parent_country=countries,
            support_countries=st.lists(countries, max_size=2),
            foreign_law=lines,
            functions=functions,
            certifications=st.lists(certification, max_size=2),
            holds=some_data,
            grants=st.lists(grant, max_size=2),
            controls=statements("actor"),
        )
    )
    return {"id": id, "kind": draw(st.sampled_from(list(ACTOR_KINDS))), **fields, **draw(remarks)}


@st.composite
def _transfer(
    draw: st.DrawFn, step: Any, actors: list[str], channels: list[Any], data: list[str]
) -> Any:
    fields = draw(
        maybe(
            label=texts,
            mark=lines,
            size_mb=st.floats(0, 1e12) | st.integers(0, 10**6),
            basis=lines,
            consent=lines,
            controls=statements("transfer"),
            data=st.lists(st.sampled_from(data), max_size=2) if data else st.just([]),
        )
    )
    if not channels or draw(st.booleans()):
        source = target = draw(st.sampled_from(actors))
        fields["operation"] = draw(st.sampled_from(sorted(INTERNAL_OPERATIONS)))
    else:
        way = draw(st.sampled_from(channels))
        source, target = draw(st.permutations(way["between"]))
        fields |= {"over": way["id"], "operation": draw(st.sampled_from(list(OPERATIONS)))}
        if draw(st.booleans()):
            fields["by"] = draw(st.sampled_from([source, target]))
    ends = draw(st.sampled_from([("from", "to"), ("source", "target")]))
    return {"step": step, ends[0]: source, ends[1]: target, **fields, **draw(remarks)}


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """The plain values of a valid document."""
    ids = draw(st.lists(names, min_size=1, max_size=10, unique=True))
    cuts = sorted(draw(st.lists(st.integers(1, len(ids)), min_size=4, max_size=4)))
    actors, zones, data = ids[: cuts[0]], ids[cuts[0] : cuts[1]], ids[cuts[1] : cuts[2]]
    channel_ids, box_ids = ids[cuts[2] : cuts[3]], ids[cuts[3] :]
    network = st.sampled_from(list(NETWORKS))
    doc: dict[str, Any] = {"flowmodel": 1, "id": draw(names), "title": draw(texts)}
    doc |= draw(maybe(lang=st.sampled_from(["ja", "en"]), description=lines, date=dates))
    doc["zones"] = [
        {
            "id": z,
            **draw(maybe(name=texts, network=network)),
            **({"parent": zones[i - 1]} if i and draw(st.booleans()) else {}),
        }
        for i, z in enumerate(zones)
    ]
    doc["actors"] = [draw(_actor(a, actors, zones, data)) for a in actors]
    doc["data"] = [
        {
            "id": d,
            **draw(
                maybe(
                    name=texts,
                    items=st.lists(texts, max_size=2),
                    personal=st.booleans(),
                    my_number=st.booleans(),
                    assessment=lines,
                )
            ),
            **draw(remarks),
        }
        for d in data
    ]
    doc["channels"] = []
    if len(actors) > 1:
        doc["channels"] = [
            {
                "id": c,
                "between": draw(st.permutations(actors))[:2],
                **draw(
                    maybe(
                        name=texts,
                        medium=st.sampled_from(list(MEDIA)),
                        network=network,
                        carrier=texts,
                        max_size_mb=st.floats(1e-9, 1e12),
                        controls=statements("channel"),
                    )
                ),
            }
            for c in channel_ids
        ]
    steps = draw(st.lists(st.tuples(st.sampled_from(["", "'", "A"]), st.integers(1, 60)),
                          min_size=1, max_size=5, unique=True))  # fmt: skip
    doc["transfers"] = [
        draw(_transfer(_step(draw, s, n), actors, doc["channels"], data)) for s, n in steps
    ]
    doc |= draw(_around(actors, data, box_ids))
    return doc


def _step(draw: st.DrawFn, series: str, number: int) -> Any:
    if series == "'":
        return f"{number}{draw(st.sampled_from(chr(39) + '’‘'))}"
    return f"A-{number}" if series else draw(st.sampled_from([number, str(number)]))


@st.composite
def _around(draw: st.DrawFn, actors: list[str], data: list[str], boxes: list[str]) -> Any:
    """What stands beside the flow: boxes, exclusions, checklists, agenda, terms, waivers."""
    answer = st.fixed_dictionaries(
        {"answer": st.sampled_from(["○", "ー", "〇", "-", "yes"])},
        optional={"text": lines, "reason": lines, "evidence": lines},
    )
    items = draw(st.lists(st.sampled_from(["O1", "S3", "S11", "monitoring"]), unique=True))
    section = st.fixed_dictionaries({"title": lines, "text": lines})
    around = draw(
        maybe(
            series=st.just([{"mark": "'", "name": "back"}, {"mark": "A"}]),
            exclusions=st.lists(
                st.fixed_dictionaries(
                    {
                        "parties": st.lists(st.sampled_from(actors), max_size=2),
                        "protects": st.lists(st.sampled_from([*actors, *data]), max_size=2),
                    },
                    optional={"text": texts},
                ),
                max_size=2,
            ),
            figure=maybe(
                title=texts,
                number=lines,
                footer=texts,
                notes=st.lists(st.fixed_dictionaries({"text": texts}, optional={"mark": lines})),
            ),
            agenda=maybe(
                cover=maybe(subject=lines, meeting=lines),
                overview=maybe(purpose=lines, content=st.lists(section, max_size=2)),
                annex=maybe(items=st.lists(lines, max_size=2), start=dates),
                pattern=st.sampled_from(["1", "2", "3"]),
            ),
            terms=st.just([{"preferred": "yes", "variants": ["Yes", "1e3"]}]),
            policies=st.lists(lines, max_size=2),
            controls=st.just([{"id": "own", "name": "固有", "item": "X1", "parts": [{"id": "p", "name": "q"}]}]),
            separation=st.just("alpha-prime"),
            ceilings=st.just([{"up_to": "2", "medium": "email"}, {"up_to": "3C", "network": "lgwan"}]),
            stage=st.just("as-is"),
        )
    )  # fmt: skip
    around["boxes"] = [
        {
            "id": b,
            "at": draw(st.sampled_from(actors)),
            "items": draw(
                st.lists(
                    st.one_of(
                        st.sampled_from(["encryption", "S6"]),
                        st.fixed_dictionaries(
                            {"text": texts}, optional={"controls": statements("actor")}
                        ),
                    ),
                    max_size=3,
                )
            ),
            **draw(maybe(title=texts)),
        }
        for b in boxes
    ]
    around["checklists"] = [
        {
            "side": draw(st.sampled_from(list(SIDES))),
            "answers": [{"item": i, **draw(answer)} for i in items],
            "actors": actors[:1],
        }
    ]
    waiver = {"rule": "E01", "part": "1", "reason": "r", "approver": "a", "expires": draw(dates)}
    return {**around, "waivers": [waiver] if draw(st.booleans()) else []}


def models() -> st.SearchStrategy[Model]:
    """Valid models with every kind of part."""
    return documents().map(Model.model_validate)
