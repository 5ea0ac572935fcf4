from __future__ import annotations

from pathlib import Path

import pytest

import flowmodel as fm
from flowmodel.importers import import_file
from tests.importers.drawio_hand import Hand

SEED = Path("examples/shiryo-59-1/model.yaml")
MODELS = sorted(Path("examples").glob("**/model.yaml"))


@pytest.fixture
def hand(tmp_path: Path) -> Hand:
    fm.draw(fm.load(SEED)).save(tmp_path / "x.drawio")
    return Hand(tmp_path / "x.drawio")


def told(found) -> list[str]:
    return [c.en for c in found.changes]


@pytest.mark.parametrize("path", MODELS, ids=lambda p: p.parent.name)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_an_untouched_drawing_reads_back_as_the_same_model(path, lang, tmp_path):
    model = fm.load(path)
    fm.draw(model, lang=lang).save(tmp_path / "x.drawio")
    found = import_file(tmp_path / "x.drawio")
    assert (found.model, found.changes, found.lost) == (model, (), ())


@pytest.mark.parametrize("path", MODELS, ids=lambda p: p.parent.name)
@pytest.mark.parametrize("view", ["sequence", "graph", "matrix", "holdings"])
def test_an_untouched_drawing_of_every_view_with_shapes_tells_no_change(path, view, tmp_path):
    model = fm.load(path)
    fm.draw(model, view=view).save(tmp_path / "x.drawio")
    found = import_file(tmp_path / "x.drawio")
    assert (found.model, found.changes, found.lost) == (model, (), ())


def test_names_in_tables_are_read_back_and_cells_are_told(tmp_path):
    fm.draw(fm.load(SEED), view="holdings").save(tmp_path / "x.drawio")
    hand = Hand(tmp_path / "x.drawio")
    hand.word("label", "1", "資料の提出")
    hand.word("name", "box", "BOX")
    hand.word("data", "review", "審査の情報")
    hand.word("sign", "", "◎")
    hand.word("heading", "", "別の見出し")
    found = import_file(hand.save())
    assert found.model.transfers[0].text("ja") == "資料の提出"
    assert next(a for a in found.model.actors if a.id == "box").label("ja") == "BOX"
    assert next(d for d in found.model.data if d.id == "review").label("ja") == "審査の情報"
    assert len(found.changes) == 3
    assert len(found.lost) == 2
    assert found.model.figure == fm.load(SEED).figure


@pytest.mark.parametrize("view", ["sequence", "graph"])
def test_an_arrow_that_was_joined_anew_in_another_view_changes_the_step(view, tmp_path):
    model = fm.load("examples/payment-agent/model.yaml")
    fm.draw(model, view=view).save(tmp_path / "x.drawio")
    hand = Hand(tmp_path / "x.drawio")
    first = model.transfers[0]
    other = next(a.id for a in model.actors if a.id not in (first.source, first.target) and a.zone)
    role, part = ("actor", other) if view == "graph" else ("bar", other)
    new = hand.find(role, part).get("id")
    for arrow in hand.all("step", first.step):
        cell = arrow.find("mxCell")
        held = next(c for c in hand.tree.iter("object") if c.get("id") == cell.get("target"))
        if held.get("flowmodel-role") != "card":
            cell.set("target", new)
    found = import_file(hand.save())
    assert (found.model.transfers[0].source, found.model.transfers[0].target) == (
        first.source,
        other,
    )
    assert [t.target for t in found.model.transfers[1:]] == [t.target for t in model.transfers[1:]]
    assert len(found.changes) == 1
    assert found.lost == ()


def test_an_arrow_that_lost_its_card_is_told(tmp_path):
    model = fm.load("examples/payment-agent/model.yaml")
    fm.draw(model, view="graph").save(tmp_path / "x.drawio")
    hand = Hand(tmp_path / "x.drawio")
    for arrow in hand.all("step", model.transfers[0].step):
        arrow.find("mxCell").attrib.pop("source")
    found = import_file(hand.save())
    assert found.model == model
    assert "joins no actor" in found.lost[0].en


def test_words_of_a_card_go_into_the_model(tmp_path):
    model = fm.load("examples/payment-agent/model.yaml")
    fm.draw(model, view="graph").save(tmp_path / "x.drawio")
    hand = Hand(tmp_path / "x.drawio")
    hand.word("wording", model.transfers[0].step, "別の文言")
    found = import_file(hand.save())
    assert found.model.transfers[0].text("ja") == "別の文言"
    assert found.lost == ()


def test_a_drawing_that_the_editor_packed_reads_back(hand):
    assert b"mxGraphModel" in hand.path.read_bytes()
    assert b"mxGraphModel" not in hand.save(packed=True).read_bytes()
    assert import_file(hand.path).model == fm.load(SEED)


def test_a_drawing_of_another_view_reads_back(tmp_path):
    fm.draw(fm.load(SEED), paper="a3", marks=True).save(tmp_path / "x.drawio")
    assert import_file(tmp_path / "x.drawio").model == fm.load(SEED)


@pytest.mark.parametrize(
    ("role", "part", "label", "read"),
    [
        ("name", "box", "<b>Box</b><br>（新）", lambda m: m.actors[1].label("ja")),
        ("head", "ward", "新宿区役所", lambda m: m.zones[2].label("ja")),
        ("channel", "lgwan-line", "<div>【LGWAN<br>回線２】</div>", lambda m: m.channels[1].label("ja")),
        ("data", "review", "審査の情報", lambda m: m.data[1].label("ja")),
        ("party", "unrelated-businesses", "他社", lambda m: m.actors[4].label("ja")),
        ("label", "4", "資料の取得", lambda m: m.transfers[3].text("ja")),
        ("label", "3'", "取得(※)", lambda m: m.transfers[6].text("ja")),
        ("title", "", "流れ &amp; 図", lambda m: m.figure.title["ja"] if isinstance(m.figure.title, dict) else fm.model.localise(m.figure.title, "ja")),
        ("number", "", "（資料６０－１）", lambda m: m.figure.number),
        ("footer", "", "総務課", lambda m: fm.model.localise(m.figure.footer, "ja")),
    ],
)  # fmt: skip
def test_words_that_were_changed_go_into_the_model(hand, role, part, label, read):
    from flowmodel.importers.drawio_file import joined, words

    hand.word(role, part, label)
    found = import_file(hand.save())
    wanted = joined(words(label, html=True)).strip("（）【】").removesuffix("(※)")
    wanted = {"name": "Box（新）", "channel": "LGWAN回線２"}.get(role, wanted)
    assert read(found.model) == wanted
    assert len(found.changes) == 1
    assert found.lost == ()
    before, after = fm.load(SEED), found.model
    assert [t.source for t in after.transfers] == [t.source for t in before.transfers]


def test_english_words_leave_the_japanese_as_they_are(tmp_path):
    model = fm.load(SEED)
    fm.draw(model, lang="en").save(tmp_path / "x.drawio")
    hand = Hand(tmp_path / "x.drawio")
    hand.word("head", "ward", "The ward")
    zone = import_file(hand.save()).model.zones[2]
    assert (zone.label("ja"), zone.label("en")) == (model.zones[2].label("ja"), "The ward")


def test_a_line_break_is_no_change(hand):
    hand.word("name", "ward-pc", "区イントラネット<br>パソコン（LGWAN端末）")
    assert import_file(hand.save()).changes == ()


def test_words_without_a_place_in_the_model_are_told(hand):
    hand.word("control", "internet-line", "SSL")
    hand.word("body", "box", "自由に")
    found = import_file(hand.save())
    assert found.model == fm.load(SEED)
    assert ["'SSL'" in t.en for t in found.lost] == [False, True]
    assert "「Box」の文言の変更は取り込めません" in found.lost[0].ja


def test_an_arrow_joined_elsewhere_changes_the_ends(hand):
    step = hand.find("step", "4").find("mxCell")
    step.set("target", hand.find("actor", "partner-pc").get("id"))
    found = import_file(hand.save())
    moved = next(t for t in found.model.transfers if t.step == "4")
    assert (moved.source, moved.target, moved.over) == ("box", "partner-pc", "internet-line")
    assert told(found) == [
        "step ④: (Box → 区イントラネットパソコン（LGWAN端末）) → (Box → 事業者パソコン等)"
    ]


def test_an_arrow_joined_to_the_words_of_an_actor_is_joined_to_the_actor(hand):
    step = hand.find("step", "4").find("mxCell")
    step.set("target", hand.find("name", "partner-pc").get("id"))
    moved = next(t for t in import_file(hand.save()).model.transfers if t.step == "4")
    assert moved.target == "partner-pc"


def test_a_loose_arrow_is_told_and_left(hand):
    del hand.find("step", "4").find("mxCell").attrib["target"]
    found = import_file(hand.save())
    assert found.model == fm.load(SEED)
    assert "step ④" in found.lost[0].en


def test_a_deleted_arrow_is_a_deleted_step(hand):
    hand.delete("step", "3'")
    found = import_file(hand.save())
    assert [t.step for t in found.model.transfers] == ["1", "2", "3", "4", "1'", "2'"]
    assert told(found) == ["step ③’ removed"]


def test_a_deleted_party_leaves_the_exclusion_of_the_others(hand):
    hand.delete("party", "unrelated-businesses")
    found = import_file(hand.save())
    assert "unrelated-businesses" not in {a.id for a in found.model.actors}
    assert found.model.exclusions[0].parties == ("other-municipalities",)


def test_a_deleted_actor_takes_its_steps_along(tmp_path):
    text = """
flowmodel: 1
id: demo
title: 受渡し
zones: [{id: z, name: 区}, {id: y, name: 外}]
actors:
  - {id: a, name: 甲, kind: terminal, zone: z}
  - {id: b, name: 乙, kind: storage, zone: y}
  - {id: c, name: 丙, kind: terminal, zone: y}
channels:
  - {id: ab, name: 線, between: [a, b]}
  - {id: bc, name: 線２, between: [b, c]}
transfers:
  - {step: 1, from: a, to: b, over: ab}
  - {step: 2, from: b, to: c, over: bc}
boxes: [{id: x, at: bc, items: [encryption]}]
"""
    fm.draw(fm.loads(text)).save(tmp_path / "x.drawio")
    hand = Hand(tmp_path / "x.drawio")
    hand.delete("actor", "c")
    found = import_file(hand.save())
    assert [t.step for t in found.model.transfers] == ["1"]
    assert [c.id for c in found.model.channels] == ["ab"]
    assert found.model.boxes == ()
    assert told(found) == [
        "'丙' removed",
        "'線２' removed",
        "control box '線２' removed",
        "step ② removed",
    ]


def test_a_deleted_lane_leaves_its_actors_outside(hand):
    hand.find("actor", "partner-pc").find("mxCell").set("parent", "1")
    hand.delete("head", "partner")
    found = import_file(hand.save())
    assert [z.id for z in found.model.zones] == ["cloud", "ward"]
    assert found.model.actors[0].zone is None
    assert "'事業者等' removed" in told(found)


def test_an_actor_moved_to_another_lane_changes_its_zone(hand):
    actor = hand.find("actor", "box").find("mxCell")
    actor.set("parent", hand.find("head", "ward").get("id"))
    found = import_file(hand.save())
    assert found.model.actors[1].zone == "ward"
    assert told(found) == ["'Box' moved to '新宿区'"]
    actor.set("parent", "1")
    assert import_file(hand.save()).model.actors[1].zone is None


def test_a_number_that_was_changed_renumbers_the_step(hand):
    hand.word("badge", "3'", "④’")
    hand.word("badge", "2'", "no number")
    found = import_file(hand.save())
    assert [t.step for t in found.model.transfers][-1] == "4'"
    assert told(found) == ["the number of step ③’: '③’' → '④’'"]
    assert [t.en for t in found.lost] == ["'no number' is no step number"]


def test_what_was_drawn_anew_is_added_as_inferred(hand):
    lane = hand.find("head", "ward").get("id")
    hand.vertex("n1", "<b>総務課</b>端末", lane)
    hand.vertex("n2", "ひとこと", style="text;html=1;")
    hand.edge("e1", "印刷物の回付", hand.find("actor", "ward-pc").get("id"), "n1")
    hand.edge("e2", "どこか", hand.find("actor", "ward-pc").get("id"), "")
    found = import_file(hand.save())
    actor, step = found.model.actors[-1], found.model.transfers[-1]
    assert (actor.id, actor.label("ja"), actor.zone, actor.certainty) == (
        "actor-1", "総務課端末", "ward", "inferred",
    )  # fmt: skip
    assert (step.step, step.source, step.target, step.over) == (
        "5",
        "ward-pc",
        "actor-1",
        "channel-1",
    )
    assert step.text("ja") == "印刷物の回付"
    assert [t.en for t in found.lost] == [
        "the shape 'ひとこと' is neither actor nor step and has no place in the model",
        "the arrow 'どこか' does not join two actors and has no place in the model",
    ]


def test_a_copied_arrow_is_a_further_step_of_its_series(hand):
    from copy import deepcopy

    copy = deepcopy(hand.find("step", "2'"))
    copy.set("id", "copy-1")
    hand.root().append(copy)
    found = import_file(hand.save())
    assert [t.step for t in found.model.transfers][-1] == "4'"
    assert found.model.transfers[-1].over == "internet-line"


def test_two_ways_of_renaming_are_told(tmp_path):
    fm.draw(fm.load("examples/before-box/model.yaml")).save(tmp_path / "x.drawio")
    hand = Hand(tmp_path / "x.drawio")
    one, two = hand.all("name", "cabinet")[:2]
    one.set("label", "棚")
    two.set("label", "箱")
    found = import_file(hand.save())
    assert next(a for a in found.model.actors if a.id == "cabinet").label("ja") == "棚"
    assert len(found.changes) == 1
    assert "箱" in found.lost[0].en
