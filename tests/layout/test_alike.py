"""Channels that look alike share a band, actors with the same measures a box; nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapes import SHAPES

import flowmodel as fm
from flowmodel.graph import FlowGraph
from flowmodel.importers import import_file
from flowmodel.layout.audit import audit
from flowmodel.layout.lanes import lanes
from flowmodel.layout.marks import Marks
from flowmodel.layout.measures import boxes_of
from flowmodel.layout.scene import Box, Group, Item, Line, Page, Scene, Text
from tests.importers.drawio_hand import Hand

SHELTERS = Path("examples/gallery/shelters/model.yaml")
BOTH = pytest.mark.parametrize("lang", ["ja", "en"])


def shelters(count: int = 3, **odd: object) -> fm.Model:
    """Schools that send to one system, each over a line of its own; `odd` is said of the second."""
    b = fm.Builder("x", title="名簿")
    here, there = b.zone("here", "避難所"), b.zone("there", "本部")
    what = b.data("d", "名簿")
    system = b.actor("system", "システム", kind="storage", zone=there)
    for i in range(count):
        school = b.actor(f"s{i}", f"学校{i}", kind="terminal", zone=here, controls=["S5", "S6"])
        said = {"name": "回線", "network": "lgwan", "controls": ["S1", "S3"]}
        line = b.channel(f"c{i}", school, system, **{**said, **(odd if i == 1 else {})})
        b.transfer(i + 1, "登録", school, system, over=line, data=[what])
    return b.build()


def drawn(model: fm.Model, **options: object) -> Scene:
    scene = fm.draw(model, verdict=False, **options).scene  # type: ignore[arg-type]
    assert audit(scene) == ()
    return scene


def groups(items: tuple[Item, ...]) -> list[Group]:
    return [i for i in items if isinstance(i, Group) and i.also]


def boxes(page: Page, role: str) -> list[Box]:
    return [i for i in page.flat() if isinstance(i, Box) and i.role == role]


def texts(page: Page, role: str) -> list[str]:
    return [i.text for i in page.flat() if isinstance(i, Text) and i.role == role]


def test_channels_that_look_alike_share_a_band_with_one_head() -> None:
    (page,) = drawn(shelters()).pages
    assert len(boxes(page, "band")) == 1
    assert texts(page, "channel") == ["【回線】"]
    assert len(boxes(page, "control")) == 2


@pytest.mark.parametrize("odd", [
    {"controls": ["S1", "S3", "S2"]},
    {"controls": ["S1"]},
    {"controls": ["S3", "S1"]},
    {"controls": ["S1", {"control": "S3", "state": "planned", "date": "2030-04-01"}]},
    {"controls": ["S1", {"control": "S3", "label": "専用の暗号化"}]},
    {"name": "別の回線"},
    {"carrier": "職員"},
    {"network": "internet"},
    {"medium": "email"},
], ids=str)  # fmt: skip
def test_channels_of_which_anything_printed_differs_keep_their_bands(
    odd: dict[str, object],
) -> None:
    (page,) = drawn(shelters(**odd)).pages
    assert [b.part for b in boxes(page, "band")] == ["c0", "c1", "c2"]
    assert groups(page.items) == []


def test_the_face_that_comes_again_has_its_name_alone() -> None:
    """After a channel of another name; after one of the same name its controls are said again."""
    (page,) = drawn(shelters(name="別の回線")).pages
    chips = {b.part for b in boxes(page, "control")}
    assert chips == {"c0", "c1"}
    (page,) = drawn(shelters(controls=["S1"])).pages
    assert {b.part for b in boxes(page, "control")} == {"c0", "c1", "c2"}


def test_what_is_not_printed_does_not_part_channels() -> None:
    unneeded = {"control": "S2", "state": "not-needed", "reason": "閉じた網のため"}
    (page,) = drawn(shelters(controls=["S1", "S3", unneeded], note="控え")).pages
    assert len(boxes(page, "band")) == 1


def test_rule_marks_part_channels() -> None:
    marked = lanes(fm.draw(shelters()).subject.graph, marks=Marks({"c1": ("E02",)}))
    assert [b.part for b in boxes(marked.pages[0], "band")] == ["c0", "c1", "c2"]


def test_each_channel_of_a_band_has_its_place() -> None:
    (page,) = drawn(shelters()).pages
    (head,) = groups(page.items)
    assert (head.part, head.also) == ("c0", ("c1", "c2"))
    assert head.title == "回線（学校0－システム）、回線（学校1－システム）、回線（学校2－システム）"
    shares = boxes(page, "share")
    assert [b.part for b in shares] == ["c0", "c1", "c2"]
    (band,) = boxes(page, "band")
    numbers = [i for i in page.flat() if isinstance(i, Text) and i.role == "badge"]
    for share, number in zip(shares, numbers, strict=True):
        assert band.y < share.y <= number.y <= share.y + share.h < band.y + band.h
        assert share.unseen


def test_a_step_between_parts_rows_of_one_channel() -> None:
    b = fm.Builder("x", title="往復")
    a, c = (b.actor(i, i, kind="terminal", zone=b.zone(f"z{i}", i)) for i in "ac")
    lines = [b.channel(f"l{i}", a, c, "回線") for i in range(2)]
    for i, at in enumerate((0, 1, 1, 0), 1):
        b.transfer(i, "送付", a, c, over=lines[at])
    (page,) = drawn(b.build()).pages
    assert [s.part for s in boxes(page, "share")] == ["l0", "l1", "l0"]


def test_a_step_that_comes_from_afar_gives_no_head_to_one_that_begins_here() -> None:
    """Its controls stand where it begins; those of the other are still to be said."""
    b = fm.Builder("x", title="三区画")
    first, middle, last = (
        b.actor(i, i, kind="terminal", zone=b.zone(f"z{i}", i)) for i in ("first", "middle", "last")
    )
    far = b.channel("far", first, last, "回線", controls=["S3"])
    near = b.channel("near", middle, last, "回線", controls=["S3"])
    b.transfer(1, "送付", first, last, over=far)
    b.transfer(2, "送付", middle, last, over=near)
    b.transfer(3, "送付", first, last, over=far)
    (page,) = drawn(b.build()).pages
    left, right = sorted({x.x for x in boxes(page, "band")})
    assert [x.part for x in boxes(page, "band") if x.x == left] == ["far"]
    assert [x.part for x in boxes(page, "band") if x.x == right] == ["far", "near"]
    assert [x.part for x in boxes(page, "control")] == ["far", "near"]


@BOTH
def test_the_same_measures_stand_in_one_box(lang: str) -> None:
    page = drawn(shelters(), lang=lang).pages[-1]
    (box,) = boxes(page, "box")
    said = [i.text for i in page.flat() if isinstance(i, Text) and i.inside == box.id]
    assert "".join(said).startswith(
        "情報保護対策：学校0、学校1、学校2" if lang == "ja" else "Controls: 学校0, 学校1, 学校2"
    )
    assert len(said) == 3


@BOTH
def test_a_long_list_of_all_is_told_as_all(lang: str) -> None:
    page = drawn(shelters(5), lang=lang).pages[-1]
    head = "この区画の全 5 主体" if lang == "ja" else "all 5 in this zone"
    assert head in "".join(texts(page, "body"))


def test_a_long_list_of_some_is_named() -> None:
    model = shelters(5)
    other = model.actors[1].model_copy(update={"controls": ()})
    model = model.model_copy(update={"actors": (model.actors[0], other, *model.actors[2:])})
    page = drawn(model).pages[-1]
    assert "情報保護対策：学校1、学校2、学校3、学校4・" in "".join(texts(page, "body"))


def test_every_channel_and_owner_is_told_in_words() -> None:
    scene = drawn(shelters(5))
    told = scene.description
    assert told.count("の対策: ") == 1
    for i in range(5):
        assert f"学校{i}－システム" in told
        assert f"学校{i}" in told.split("の情報保護対策")[0].splitlines()[-1]


def test_an_edit_of_the_shared_name_in_draw_io_renames_all(tmp_path: Path) -> None:
    fm.draw(shelters()).save(tmp_path / "x.drawio")
    hand = Hand(tmp_path / "x.drawio")
    assert len(hand.all("channel", "c0")) == 1
    assert hand.all("share", "c1") == []
    hand.word("channel", "c0", "【閉域網】")
    found = import_file(hand.save())
    assert [c.label("ja") for c in found.model.channels] == ["閉域網"] * 3
    assert (len(found.changes), found.lost) == (3, ())


def test_slides_tell_all_channels_of_a_band_and_have_no_unseen_shapes(tmp_path: Path) -> None:
    from pptx import Presentation

    fm.draw(shelters()).save(tmp_path / "x.pptx")
    slide = Presentation(str(tmp_path / "x.pptx")).slides[0]
    told = [e.get("descr") or "" for e in slide.element.iter("{*}cNvPr")]
    (band,) = [t for t in told if t.startswith("回線（学校0")]
    assert "学校1" in band
    assert "学校2" in band
    names = {e.get("name") for e in slide.element.iter("{*}cNvPr")}
    assert "share" not in names
    assert "band0" in names


def test_svg_names_the_place_of_each_channel(tmp_path: Path) -> None:
    (path,) = fm.draw(shelters()).save(tmp_path / "x.svg")
    text = path.read_text(encoding="utf-8")
    assert 'data-part="c0" data-also="c1 c2"' in text
    for id in ("c0", "c1", "c2"):
        assert f'fill="none" data-part="{id}"/>' in text


def test_measures_stand_in_the_order_of_their_actors() -> None:
    """Of a lane whose actors are stacked in another order than the model has them."""
    b = fm.Builder("x", title="順序")
    here, there = b.zone("here", "庁内"), b.zone("there", "庁外")
    late, early = (
        b.actor(id, id, kind="terminal", zone=here, controls=[control])
        for id, control in (("late", "S5"), ("early", "S6"))
    )
    other = b.actor("other", "外", kind="storage", zone=there)
    for step, sender in ((1, early), (2, late)):
        line = b.channel(f"l{step}", sender, other, "回線")
        b.transfer(step, "送付", sender, other, over=line)
    page = drawn(b.build()).pages[-1]
    for role, parts in (("actor", ["early", "late"]), ("box", ["early-controls", "late-controls"])):
        found = [b for b in boxes(page, role) if b.part in parts]
        assert [b.part for b in sorted(found, key=lambda b: b.y)] == parts


@BOTH
def test_the_shelters_fit_two_pages(lang: str) -> None:
    scene = drawn(fm.load(SHELTERS), lang=lang)
    assert len(scene.pages) == 2
    assert len(boxes(scene.pages[0], "band")) == 2
    assert len(boxes(scene.pages[1], "box")) == 3


def test_measures_begin_below_the_actors_of_their_own_lane() -> None:
    page = drawn(fm.load(SHELTERS)).pages[1]
    tops = {b.part: b.y for b in boxes(page, "box")}
    assert tops["roll-controls"] == tops["hq-controls"] < tops["s1-controls"]


def made_alike(model: fm.Model) -> fm.Model:
    """A model of which the channels have three faces, and the actors two sets of controls."""
    channels = tuple(
        c.model_copy(update={"name": ("回線", "回線", "専用線")[i % 3], "medium": "network",
                             "controls": model.channels[i % 3].controls})
        for i, c in enumerate(model.channels)
    )  # fmt: skip
    actors = tuple(
        a.model_copy(update={"controls": model.actors[i % 2].controls})
        for i, a in enumerate(model.actors)
    )
    return model.model_copy(update={"channels": channels, "actors": actors})


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=20)
@given(SHAPES.map(made_alike), st.sampled_from(("a4", "screen")), st.sampled_from(("ja", "en")))
def test_bands_of_any_model_hold_their_channels(model: fm.Model, paper: str, lang: str) -> None:
    graph = FlowGraph.of(model)
    scene = lanes(graph, lang=lang, paper=paper)  # type: ignore[arg-type]
    assert audit(scene) == ()
    for page in scene.pages:
        bands = boxes(page, "band")
        shares = boxes(page, "share")
        lines = {i.part for i in page.flat() if isinstance(i, Line) and i.role == "step"}
        used = {f.channel.id for f in map(graph.steps.get, lines) if f and f.channel}
        assert used == {b.part for b in (*bands, *shares)}
        for share in shares:
            holding = [b for b in bands if b.x < share.x < b.x + b.w and b.y < share.y + share.h / 2 < b.y + b.h]  # fmt: skip
            assert len(holding) == 1
            assert holding[0].y <= share.y
            assert share.y + share.h <= holding[0].y + holding[0].h
        assert {p for g in groups(page.items) for p in (g.part, *g.also)} == {
            b.part for b in shares
        }


@settings(deadline=None, max_examples=30)
@given(SHAPES.map(made_alike), st.sampled_from(("ja", "en")))
def test_the_measures_of_everybody_are_told_once(model: fm.Model, lang: str) -> None:
    graph = FlowGraph.of(model)
    told = boxes_of(graph, model.actors, model.boxes, lang)  # type: ignore[arg-type]
    owners = [a.id for m in told for a in m.owners]
    assert sorted(owners) == sorted(a.id for a in model.actors if a.controls)
    for measures in told:
        assert len({graph.lane_of(a) and graph.lane_of(a).id for a in measures.owners}) == 1
        assert {a.controls for a in measures.owners} == {
            tuple(s for i in measures.box.items for s in i.controls)
        }
