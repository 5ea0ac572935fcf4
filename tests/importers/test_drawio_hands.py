"""Everything that a hand does in draw.io is taken over or told."""

from __future__ import annotations

import base64
import struct
import zlib
from pathlib import Path
from urllib.parse import quote
from xml.sax.saxutils import quoteattr

import pytest

import flowmodel as fm
from flowmodel.errors import InputError, ModelError
from flowmodel.export.drawio_record import Kept, Record, Sheet, recorded
from flowmodel.importers import Imported, import_file
from tests.importers.drawio_hand import Hand

SEED = Path("examples/shiryo-59-1/model.yaml")
PAGES = Path("examples/payment-agent/model.yaml")
MANY = Path("examples/gallery/yearly/model.yaml")
VIEWS = ("lanes", "sequence", "graph")
MODEL = fm.load(SEED)


def hand_of(tmp_path: Path, view: str = "lanes", path: Path = SEED) -> Hand:
    fm.draw(fm.load(path), view=view).save(tmp_path / "x.drawio")
    return Hand(tmp_path / "x.drawio")


def told(found: Imported) -> list[str]:
    return [c.en for c in found.changes]


def lost(found: Imported) -> list[str]:
    return [c.en for c in found.lost]


def steps(found: Imported) -> list[str]:
    return [t.step for t in found.model.transfers]


def _word(hand: Hand, cell) -> None:
    cell.set("label", "9 other words")


def _loosen(hand: Hand, cell) -> None:
    cell.find("mxCell").attrib.pop("target", None)


EDITS = {
    "delete": Hand.remove,
    "duplicate": Hand.copy,
    "move": Hand.shift,
    "recolour": Hand.colour,
    "rewrite": _word,
    "loosen": _loosen,
}


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("path", [SEED, PAGES], ids=lambda p: p.parent.name)
def test_no_edit_of_any_kind_of_cell_is_silent(path, view, edit, tmp_path):
    hand = hand_of(tmp_path, view, path)
    before, model = hand.path.read_bytes(), fm.load(path)
    kinds = {(c.get("flowmodel-role"), bool(c.get("flowmodel-was"))): i
             for i, c in reversed(list(enumerate(hand.cells())))}  # fmt: skip
    assert len(kinds) > 15
    for kind, index in kinds.items():
        hand.path.write_bytes(before)
        hand = Hand(hand.path)
        cell = hand.cells()[index]
        if edit == "loosen" and not cell.find("mxCell").get("target"):
            continue
        EDITS[edit](hand, cell)
        try:
            found = import_file(hand.save())
        except ModelError as error:
            if "what is drawn is no sound model" in error.text():
                continue
            raise
        assert found.changes or found.lost, kind
        if not found.changes:
            assert found.model == model, kind
        elif edit in ("move", "recolour"):
            pytest.fail(f"{kind}: {told(found)}")


@pytest.mark.parametrize("view", VIEWS)
def test_a_deleted_arrow_is_a_deleted_step_in_every_view(view, tmp_path):
    hand = hand_of(tmp_path, view)
    for arrow in hand.all("step", "1'"):
        hand.remove(arrow)
    found = import_file(hand.save())
    assert steps(found) == ["1", "2", "3", "4", "2'", "3'"]
    assert told(found) == ["step ①’ removed"]
    assert found.lost == ()


def test_a_shared_arrow_that_was_deleted_takes_all_of_its_steps_along(tmp_path):
    hand = hand_of(tmp_path, "graph")
    for arrow in hand.all("step", "internet-line")[:2]:
        hand.remove(arrow)
    found = import_file(hand.save())
    assert steps(found) == ["2", "4", "1'", "2'", "3'"]
    assert told(found) == ["step ① removed", "step ③ removed"]
    assert found.lost == ()


def test_half_of_a_shared_arrow_that_was_deleted_is_told_for_each_step(tmp_path):
    hand = hand_of(tmp_path, "graph")
    hand.remove(hand.all("step", "internet-line")[0])
    found = import_file(hand.save())
    assert found.model == MODEL
    assert lost(found)[:2] == [
        f"the arrow of step {n} joins no actor; left as it was" for n in "①③"
    ]


def test_a_step_that_was_deleted_from_a_shared_card_is_removed(tmp_path):
    hand = hand_of(tmp_path, "graph")
    for role in ("number", "wording"):
        for cell in hand.all(role, "3"):
            hand.remove(cell)
    found = import_file(hand.save())
    assert steps(found) == ["1", "2", "4", "1'", "2'", "3'"]
    assert (told(found), lost(found)) == (["step ③ removed"], [])


def test_a_number_alone_that_was_deleted_stays(tmp_path):
    hand = hand_of(tmp_path, "graph")
    for cell in hand.all("number", "3"):
        hand.remove(cell)
    found = import_file(hand.save())
    assert found.model == MODEL
    assert "'③' (step ③) is deleted in the drawing but stays in the model" in lost(found)


def test_a_deleted_card_takes_its_steps_along(tmp_path):
    hand = hand_of(tmp_path, "graph")
    hand.remove(hand.all("card", "lgwan-line")[0])
    found = import_file(hand.save())
    assert steps(found) == ["1", "3", "1'", "2'", "3'"]
    assert told(found) == ["step ② removed", "step ④ removed"]


@pytest.mark.parametrize(("view", "role"), [("lanes", "label"), ("sequence", "label"), ("graph", "wording")])  # fmt: skip
def test_words_of_a_step_that_were_deleted_are_no_words(view, role, tmp_path):
    hand = hand_of(tmp_path, view)
    hand.remove(hand.find(role, "4"))
    found = import_file(hand.save())
    assert found.model.transfers[3].label is None
    assert told(found) == ["the words of step ④: '資料のダウンロード' → ''"]
    assert found.lost == ()


def test_words_typed_onto_an_arrow_are_taken_where_its_own_were_deleted(tmp_path):
    hand = hand_of(tmp_path)
    hand.word("step", "4", "取得")
    hand.remove(hand.find("label", "4"))
    assert import_file(hand.save()).model.transfers[3].text("ja") == "取得"
    hand.word("step", "2", "閲覧")
    found = import_file(hand.save())
    assert found.model.transfers[1] == MODEL.transfers[1]
    assert lost(found) == ["a change of the words of step ② has no place in the model: '' → '閲覧'"]


@pytest.mark.parametrize("view", VIEWS)
def test_an_actor_that_was_deleted_alone_takes_its_steps_along_without_a_second_word(
    view, tmp_path
):
    hand = hand_of(tmp_path, view)
    hand.remove(hand.find("actor", "ward-pc"))
    found = import_file(hand.save())
    assert "ward-pc" not in {a.id for a in found.model.actors}
    assert steps(found) == ["1", "3", "2'", "3'"]
    assert "'区イントラネットパソコン（LGWAN端末）' removed" in told(found)
    assert not [t for t in lost(found) if "joins no actor" in t]


@pytest.mark.parametrize("view", ["lanes", "graph"])
def test_a_lane_that_was_deleted_takes_its_actors_along(view, tmp_path):
    hand = hand_of(tmp_path, view)
    hand.remove(hand.find("head", "ward"))
    found = import_file(hand.save())
    assert [z.id for z in found.model.zones] == ["partner", "cloud"]
    assert "ward-pc" not in {a.id for a in found.model.actors}
    assert [b.at for b in found.model.boxes if b.at == "ward-pc"] == []


def test_all_parties_that_were_deleted_take_the_statement_along(tmp_path):
    hand = hand_of(tmp_path)
    hand.remove(hand.find("kept"))
    found = import_file(hand.save())
    assert found.model.exclusions == ()
    assert "the statement on who is kept out removed" in told(found)


@pytest.mark.parametrize("view", VIEWS)
def test_a_duplicated_actor_has_all_that_the_original_has(view, tmp_path):
    hand = hand_of(tmp_path, view)
    id = hand.copy(hand.find("actor", "ward-pc"))
    inner = next(c for c in hand.cells() if c.find("mxCell").get("parent") == id
                 and c.get("flowmodel-role") == "name")  # fmt: skip
    inner.set("label", "閲覧用端末")
    found = import_file(hand.save())
    old, new = found.model.actors[2], found.model.actors[-1]
    assert (new.id, new.label("ja"), new.zone) == ("actor-1", "閲覧用端末", "ward")
    assert (new.kind, new.functions, new.controls) == (old.kind, old.functions, old.controls)
    assert new.certainty == "inferred"
    assert told(found) == [
        "actor '閲覧用端末' added (a copy of '区イントラネットパソコン（LGWAN端末）')"
    ]
    assert found.lost == ()


def test_a_duplicated_party_is_kept_out_as_well(tmp_path):
    hand = hand_of(tmp_path)
    hand.copy(hand.find("party", "other-municipalities"))
    found = import_file(hand.save())
    assert found.model.exclusions[0].parties[-1] == "actor-1"
    assert found.model.actors[-1].name == MODEL.actors[3].name


def test_a_duplicated_lane_is_a_zone_with_its_actors(tmp_path):
    hand = hand_of(tmp_path)
    hand.copy(hand.find("head", "ward"))
    found = import_file(hand.save())
    assert [(z.id, z.label("ja")) for z in found.model.zones][-1] == ("zone-1", "新宿区")
    assert found.model.actors[-1].zone == "zone-1"
    assert lost(found) == ["a copy of '情報保護対策' has no place in the model"]


@pytest.mark.parametrize(("view", "role"), [("lanes", "actor"), ("sequence", "bar"), ("graph", "actor")])  # fmt: skip
def test_a_new_arrow_between_actors_is_a_step(view, role, tmp_path):
    hand = hand_of(tmp_path, view)
    ends = [hand.find(role, part).get("id") for part in ("ward-pc", "partner-pc")]
    hand.edge("e", "⑤ 通知", *ends)
    found = import_file(hand.save())
    new = found.model.transfers[-1]
    assert (new.step, new.text("ja"), new.source, new.target) == (
        "5", "通知", "ward-pc", "partner-pc",
    )  # fmt: skip
    assert told(found)[0] == (
        "channel added: 事業者パソコン等 – 区イントラネットパソコン（LGWAN端末）"
    )


def test_an_arrow_joined_to_a_new_shape_goes_there(tmp_path):
    hand = hand_of(tmp_path)
    hand.vertex("n", "印刷室", hand.find("head", "ward").get("id"))
    hand.find("step", "4").find("mxCell").set("target", "n")
    found = import_file(hand.save())
    assert found.model.transfers[3].target == "actor-1"
    assert found.model.transfers[3].over == "channel-1"
    assert told(found) == [
        "actor '印刷室' added (taken for an organisation)",
        "channel added: Box – 印刷室",
        "step ④: (Box → 区イントラネットパソコン（LGWAN端末）) → (Box → 印刷室)",
    ]


def test_a_new_lane_is_a_zone(tmp_path):
    hand = hand_of(tmp_path)
    hand.vertex("z", "都", style="swimlane;html=1;")
    hand.vertex("n", "都の端末", "z")
    found = import_file(hand.save())
    assert found.model.zones[-1].label("ja") == "都"
    assert found.model.actors[-1].zone == "zone-1"
    assert found.lost == ()


@pytest.mark.parametrize("view", VIEWS)
def test_text_that_was_added_is_told_wherever_it_stands(view, tmp_path):
    hand = hand_of(tmp_path, view)
    hand.vertex("a", "on the page", style="text;html=1;")
    hand.vertex("b", "in an actor", hand.find("actor", "box").get("id"), "text;html=1;")
    hand.vertex("c", "on an arrow", hand.find("step", "1'").get("id"), "edgeLabel;html=1;")
    hand.vertex("d", "")
    hand.vertex("e", "")
    found = import_file(hand.save())
    assert found.model == MODEL
    assert lost(found) == [
        *(f"the shape '{t}' is neither actor nor step and has no place in the model"
          for t in ("on the page", "in an actor", "on an arrow")),
        "shapes without words (2) have no place in the model",
    ]  # fmt: skip


@pytest.mark.parametrize("view", VIEWS)
def test_a_group_changes_nothing(view, tmp_path):
    hand = hand_of(tmp_path, view)
    actor = hand.find("actor", "box").find("mxCell")
    hand.vertex("g", "", actor.get("parent"), "group")
    actor.set("parent", "g")
    found = import_file(hand.save())
    assert (found.model, found.changes, found.lost) == (MODEL, (), ())


def test_what_was_cut_and_pasted_is_the_same_thing(tmp_path):
    hand = hand_of(tmp_path)
    hand.copy(hand.find("actor", "box"), hand.find("head", "ward").get("id"), cut=True)
    found = import_file(hand.save())
    assert told(found) == ["'Box' moved to '新宿区'"]
    assert (found.model.actors[1].zone, found.lost) == ("ward", ())
    assert steps(found) == [t.step for t in MODEL.transfers]


def test_a_zone_moved_into_another_has_it_as_parent(tmp_path):
    hand = hand_of(tmp_path)
    hand.find("head", "cloud").find("mxCell").set("parent", hand.find("head", "ward").get("id"))
    found = import_file(hand.save())
    assert found.model.zones[1].parent == "ward"
    assert told(found) == ["'データ共有・交換システム（クラウドストレージ）' moved to '新宿区'"]


def test_two_numbers_that_were_swapped_are_swapped(tmp_path):
    hand = hand_of(tmp_path)
    hand.word("badge", "3", "④")
    hand.word("badge", "4", "③")
    found = import_file(hand.save())
    assert steps(found) == ["1", "2", "4", "3", "1'", "2'", "3'"]
    assert found.model.transfers[2].text("ja") == "資料の修正等"


def test_a_waiver_follows_the_number_of_its_step(tmp_path):
    text = SEED.read_text("utf-8") + (
        "\nwaivers:\n- {rule: E06, part: '4', reason: 試行, approver: 課長, expires: 2099-01-01}\n"
    )
    fm.draw(fm.loads(text)).save(tmp_path / "x.drawio")
    hand = Hand(tmp_path / "x.drawio")
    hand.word("badge", "4", "⑨")
    assert import_file(hand.save()).model.waivers[0].part == "9"


def test_a_duplicated_arrow_carries_the_data_of_its_step(tmp_path):
    hand = hand_of(tmp_path)
    hand.copy(hand.find("step", "2'"))
    found = import_file(hand.save())
    old, new = found.model.transfers[5], found.model.transfers[-1]
    assert (new.step, new.data, new.over, new.label) == ("4'", old.data, old.over, old.label)


def test_a_line_of_an_exclusion_that_was_joined_elsewhere_is_told(tmp_path):
    hand = hand_of(tmp_path, "graph")
    hand.all("cut", "kept0")[1].find("mxCell").set(
        "target", hand.find("actor", "ward-pc").get("id")
    )
    found = import_file(hand.save())
    assert found.model == MODEL
    assert lost(found) == [
        "a line that was joined anew at '区イントラネットパソコン（LGWAN端末）' has no place in the model"
    ]


@pytest.mark.parametrize("first", [True, False])
def test_a_page_that_was_deleted_is_told_with_its_steps(first, tmp_path):
    model = fm.load(MANY)
    hand = hand_of(tmp_path, "sequence", MANY)
    pages = hand.pages()
    assert len(pages) > 2
    gone = pages[0 if first else -1]
    shown = {
        c.get("flowmodel-part") for c in gone.iter("object") if c.get("flowmodel-role") == "step"
    }
    hand.tree.remove(gone)
    found = import_file(hand.save())
    assert told(found)[0] == f"page '{gone.get('name')}' removed"
    assert steps(found) == [t.step for t in model.transfers if t.step not in shown]
    assert not [t for t in lost(found) if "deleted" in t]


def test_a_drawing_without_the_pages_that_hold_the_model_is_refused(tmp_path):
    hand = hand_of(tmp_path, "sequence", MANY)
    assert len(hand.pages()) > 2
    for page in (hand.pages()[0], hand.pages()[-1]):
        hand.tree.remove(page)
    with pytest.raises(InputError, match="the pages that hold the model"):
        import_file(hand.save())


def test_an_order_or_name_of_pages_is_told(tmp_path):
    hand = hand_of(tmp_path, "lanes", PAGES)
    hand.pages()[0].set("name", "表")
    hand.tree.append(hand.pages()[0])
    found = import_file(hand.save())
    assert (found.model, found.changes) == (fm.load(PAGES), ())
    assert lost(found)[-1].startswith("a new order of pages")
    assert lost(found)[0].endswith("→ '表'")


def test_part_of_an_actor_that_is_drawn_twice_is_told_and_stays(tmp_path):
    hand = hand_of(tmp_path, "lanes", PAGES)
    parts = [c.get("flowmodel-part") for c in hand.cells() if c.get("flowmodel-role") == "actor"]
    twice = next(p for p in parts if parts.count(p) > 1)
    hand.remove(hand.all("actor", twice)[1])
    found = import_file(hand.save())
    assert twice in {a.id for a in found.model.actors}
    assert any("deleted in a part of the drawing" in t for t in lost(found))


def test_measures_that_were_drawn_of_actors_are_told_when_they_are_deleted(tmp_path):
    path = Path("examples/gallery/twelve-zones/model.yaml")
    hand = hand_of(tmp_path, "lanes", path)
    boxes = [c for c in hand.cells() if c.get("flowmodel-role") == "box"]
    made = next(c for c in boxes if c.get("flowmodel-part").endswith("-controls"))
    hand.remove(made)
    found = import_file(hand.save())
    assert (found.model, found.changes) == (fm.load(path), ())
    assert "is deleted in the drawing but stays in the model" in lost(found)[0]


def test_the_name_at_a_band_that_channels_share_is_the_name_of_all(tmp_path):
    hand = hand_of(tmp_path, "lanes", Path("examples/gallery/twelve-zones/model.yaml"))
    band = next(c for c in hand.cells() if c.get("flowmodel-also") and c.get("flowmodel-was"))
    hand.word("channel", band.get("flowmodel-part"), "【専用線】")
    ids = [band.get("flowmodel-part"), *band.get("flowmodel-also").split()]
    found = import_file(hand.save())
    assert {c.label("ja") for c in found.model.channels if c.id in ids} == {"専用線"}


def _png(text: str, *, packed: bool) -> bytes:
    words = quote(text, safe="").encode()
    kind, data = (b"zTXt", b"\0" + zlib.compress(words)) if packed else (b"tEXt", words)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    other = chunk(b"tEXt", b"Comment\0none")
    return (
        b"\x89PNG\r\n\x1a\n" + head + other + chunk(kind, b"mxfile\0" + data) + chunk(b"IEND", b"")
    )


def _svg(text: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
        '"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" content={quoteattr(text)}><g/></svg>'
    ).encode()


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("x.drawio.svg", _svg),
        ("x.drawio.png", lambda t: _png(t, packed=False)),
        ("x.png", lambda t: _png(t, packed=True)),
        ("x.xml", str.encode),
    ],
)
def test_a_picture_with_a_copy_of_the_drawing_is_read(name, made, tmp_path):
    hand = hand_of(tmp_path)
    hand.word("label", "4", "取得")
    path = tmp_path / name
    path.write_bytes(made(hand.save(packed=True).read_text("utf-8")))
    found = import_file(path)
    assert (found.model.transfers[3].text("ja"), len(found.changes)) == ("取得", 1)


BOMB = b"\x89PNG\r\n\x1a\n" + b"".join(
    struct.pack(">I", len(d)) + b"zTXt" + d + b"...."
    for d in [b"mxfile\0\0broken", b"mxfile\0\0" + zlib.compress(b" " * 9_000_000)]
)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("x.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "no drawing of draw.io is in this"),
        ("x.png", base64.b64decode("iVBORw0KGgoAAAAN"), "no drawing of draw.io is in this"),
        ("x.png", BOMB, "too large"),
        ("x.svg", b'<!DOCTYPE svg [<!ENTITY a "b">]><svg content="&a;"/>', "document type"),
    ],
)
def test_a_picture_without_a_drawing_is_refused(name, data, says, tmp_path):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=says):
        import_file(tmp_path / name)


@pytest.mark.parametrize("record", ["a|b;c", "a|b|c", "a;1|2|3|4|5|6|7|8"])
def test_a_record_that_was_spoilt_is_told(record, tmp_path):
    hand = hand_of(tmp_path)
    hand.tree.find(".//root/object").set("flowmodel-drawn", record)
    with pytest.raises(InputError, match="the model in the drawing cannot be read"):
        import_file(hand.save())


def test_a_record_reads_back_whatever_its_words_hold():
    cells = (Kept("a", "b", words="|;#%\n\t 日本'\""), Kept("c", "d", "e", "f", "", "g", "h"))
    record = Record((Sheet("p|", "#;", cells), Sheet("q", "", ())))
    assert recorded(record.text()) == record
    assert recorded("") == Record()
