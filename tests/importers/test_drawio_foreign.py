from __future__ import annotations

import base64
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowmodel.cli import main
from flowmodel.errors import InputError, ModelError
from flowmodel.importers import import_file

FOREIGN = """<?xml version="1.0" encoding="UTF-8"?>
<mxfile host="app.diagrams.net"><diagram id="a" name="申請の流れ"><mxGraphModel><root>
<mxCell id="0"/><mxCell id="1" parent="0"/>
<mxCell id="z" value="区" style="swimlane;html=1;" vertex="1" parent="1"/>
<mxCell id="p" value="&lt;div&gt;端末&lt;/div&gt;" style="rounded=0;html=1;" vertex="1" parent="z"/>
<mxCell id="q" value="事業者 &amp; 他" style="ellipse;" vertex="1" parent="1"/>
<mxCell id="n" value="覚え" style="text;html=1;" vertex="1" parent="1"/>
<mxCell id="e" value="" style="html=1;" edge="1" parent="1" source="q" target="p"/>
<mxCell id="l" value="② 申請書" style="edgeLabel;html=1;" vertex="1" parent="e"/>
<mxCell id="f" value="通知" style="html=1;" edge="1" parent="1" source="p" target="q"/>
</root></mxGraphModel></diagram></mxfile>
"""


def write(tmp_path: Path, text: str, name: str = "x.drawio") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_foreign_drawing_is_read_as_far_as_shapes_tell(tmp_path):
    found = import_file(write(tmp_path, FOREIGN, "申請.drawio"))
    model = found.model
    assert (model.id, model.title, model.lang) == ("申請", "申請の流れ", "ja")
    assert [(z.id, z.label("ja")) for z in model.zones] == [("zone-1", "区")]
    assert [(a.label("ja"), a.zone) for a in model.actors] == [
        ("端末", "zone-1"),
        ("事業者 & 他", None),
    ]
    assert [(t.step, t.text("ja"), t.source, t.target, t.over) for t in model.transfers] == [
        ("2", "申請書", "actor-2", "actor-1", "channel-1"),
        ("3", "通知", "actor-1", "actor-2", "channel-1"),
    ]
    assert {t.certainty for t in model.transfers} == {"inferred"}
    assert "inferred from the shapes" in found.changes[0].en
    assert [t.en for t in found.lost] == [
        "the shape '覚え' is neither actor nor step and has no place in the model"
    ]


def test_a_bare_graph_is_read_too(tmp_path):
    bare = FOREIGN[FOREIGN.index("<mxGraphModel>") : FOREIGN.index("</diagram>")]
    assert len(import_file(write(tmp_path, bare)).model.transfers) == 2


def test_an_arrow_to_itself_is_processing(tmp_path):
    text = FOREIGN.replace('source="p" target="q"', 'source="p" target="p"')
    last = import_file(write(tmp_path, text)).model.transfers[-1]
    assert (last.source, last.target, last.operation, last.over) == (
        "actor-1",
        "actor-1",
        "process",
        None,
    )


BOMB = zlib.compressobj(9, zlib.DEFLATED, -15)
_BOMB = base64.b64encode(BOMB.compress(b"%20" * 8_000_000) + BOMB.flush()).decode()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("<svg/>", "this is no draw.io file: its root element is svg"),
        ("<mxfile>\n<diagram>", "x.drawio:2:"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><mxfile>&b;</mxfile>', "document type"),
        ("<mxfile><diagram>!!!</diagram></mxfile>", "packed drawing"),
        ("<mxfile><diagram>AAAA</diagram></mxfile>", "no XML"),
        (f"<mxfile><diagram>{_BOMB}</diagram></mxfile>", "too large"),
        ("<a>" * 3_000, "no XML"),
        ("no xml", "no XML"),
    ],
)  # fmt: skip
def test_what_is_no_drawing_is_told(text, says, tmp_path):
    with pytest.raises(InputError, match=says):
        import_file(write(tmp_path, text))


def test_a_document_that_was_spoilt_is_told_with_its_problems(tmp_path):
    text = '<mxfile><diagram><mxGraphModel><root><object flowmodel-document="{&quot;a&quot;:1}" id="0"><mxCell/></object></root></mxGraphModel></diagram></mxfile>'
    with pytest.raises(ModelError) as caught:
        import_file(write(tmp_path, text))
    assert "the model in the drawing cannot be read" in caught.value.text()
    assert "'a'" in caught.value.text()


def test_cells_in_a_circle_end(tmp_path):
    text = FOREIGN.replace('vertex="1" parent="z"', 'vertex="1" parent="q"').replace(
        'style="ellipse;" vertex="1" parent="1"', 'style="ellipse;" vertex="1" parent="p"'
    )
    with pytest.raises(
        ModelError, match="what is drawn is no sound model\nthe model has no actors"
    ):
        import_file(write(tmp_path, text))


def test_an_unknown_suffix_is_told_with_the_nearest(tmp_path):
    with pytest.raises(InputError, match=r"did you mean '\.drawio'"):
        import_file(tmp_path / "x.drawo")


def test_the_command_writes_the_model_and_tells_the_changes(tmp_path, capsys):
    path = write(tmp_path, FOREIGN)
    assert main(["import", str(path), "--lang", "en"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("flowmodel: 1\nid: x\n")
    assert "changed: actor '端末' added" in err
    assert "not taken over: the shape '覚え'" in err
    assert main(["import", str(path), "-o", str(tmp_path / "y.json")]) == 0
    assert main(["check", str(tmp_path / "y.json")]) == 1
    assert main(["import", str(tmp_path / "none.drawio")]) == 2


def test_the_command_tells_that_nothing_was_changed(tmp_path, capsys):
    target = str(tmp_path / "x.drawio")
    assert main(["render", "examples/shiryo-59-1/model.yaml", "-o", target]) == 0
    capsys.readouterr()
    assert main(["import", target, "--lang", "en"]) == 0
    assert capsys.readouterr().err == "nothing was changed by hand\n"


_word = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12)


@settings(max_examples=60, deadline=None)
@given(
    cells=st.lists(
        st.fixed_dictionaries(
            {
                "id": st.sampled_from("abcdef"),
                "value": _word,
                "parent": st.sampled_from("01abcdef"),
                "source": st.sampled_from("abcdef"),
                "target": st.sampled_from("abcdef"),
                "style": st.sampled_from(["", "html=1;", "swimlane;", "text;"]),
            },
            optional={"edge": st.just("1"), "vertex": st.just("1")},
        ),
        max_size=12,
    )
)
def test_any_drawing_is_read_or_told_of(cells, tmp_path_factory):
    from lxml import etree

    root = etree.Element("root")
    for cell in cells:
        try:
            etree.SubElement(root, "mxCell", cell)
        except ValueError:
            return
    text = f"<mxGraphModel>{etree.tostring(root, encoding='unicode')}</mxGraphModel>"
    with suppress(InputError, ModelError):
        import_file(write(tmp_path_factory.mktemp("d"), text))
