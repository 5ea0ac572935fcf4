from __future__ import annotations

import pytest

import flowmodel as fm
from flowmodel.analysis.taxonomy import Taxonomy
from flowmodel.lint.samples import plain

ACTORS = (
    "{id: pc, name: 事業者, kind: terminal, holds: [name]}",
    "{id: store, name: '<b>保存先</b>', kind: storage}",
    "{id: desk, name: 区の端末, kind: terminal}",
)
DATA = ("{id: personal}", "{id: name, parent: personal}", "{id: stats, personal: false}")
CHANNELS = ("{id: net, between: [pc, store]}", "{id: lan, between: [store, desk]}")
UP = "{step: 1, from: pc, to: store, data: [name]}"
LOOK = "{step: 2, from: store, to: desk, operation: view, data: [name]}"
FETCH = "{step: 3, from: store, to: desk, operation: download, data: [name]}"
DROP = "{step: 4, from: desk, to: desk, operation: delete, data: [personal]}"


def model(*transfers, actors=ACTORS, **more):
    example = plain("例", "example", actors=actors, data=DATA, channels=CHANNELS,
                    transfers=transfers, **more)  # fmt: skip
    return fm.loads(example.model)


def held(moment, actor):
    return [(h.category, h.step, h.channel, h.copy) for h in moment.at(actor)]


def test_the_taxonomy_is_closed_over_ancestors():
    taxonomy = Taxonomy(fm.FlowGraph.of(model(UP)))
    assert taxonomy.under("personal") == ("personal", "name")
    assert taxonomy.above("name") == ("name", "personal")
    assert taxonomy.names(taxonomy.personal) == ("personal", "name")


def test_a_replay_tells_since_when_and_by_which_channel():
    start, up, look, fetch, drop = fm.holdings(model(DROP, FETCH, LOOK, UP)).moments
    assert held(start, "pc") == [("name", "", None, True)]
    assert held(start, "store") == []
    assert held(up, "store") == [("name", "1", "net", True)]
    assert held(look, "desk") == [("name", "2", "lan", False)]
    assert held(fetch, "desk") == [("name", "3", "lan", True)]
    assert held(drop, "desk") == []
    assert held(drop, "store") == [("name", "1", "net", True)]


def test_series_run_as_the_model_lists_them():
    prime = '{step: "1\'", from: store, to: desk, data: [name]}'
    moments = fm.holdings(model(prime, UP, series=('{mark: "\'"}', '{mark: ""}'))).moments
    assert [m.step for m in moments] == ["", "1'", "1"]
    # What the store did not have before begins with the step that states it.
    assert held(moments[1], "store") == [("name", "1'", None, True)]


def test_material_without_a_name_and_what_is_made_of_data():
    mute = "{step: 1, from: desk, to: store}"
    assert held(fm.holdings(model(mute)).end, "store") == [("", "1", "lan", True)]
    stripping = (ACTORS[0], ACTORS[1].replace("kind: storage", "kind: storage, transforms: "
                 "[{kind: strip, takes: [personal], gives: [stats]}]"), ACTORS[2])  # fmt: skip
    end = fm.holdings(model(UP, "{step: 2, from: store, to: desk}", actors=stripping)).end
    assert [c for c, *_ in held(end, "store")] == ["name", "stats"]
    assert [c for c, *_ in held(end, "desk")] == ["stats"]


def test_holdings_show_themselves_escaped():
    table = fm.holdings(model(UP, LOOK))
    assert "区の端末: name（②から・lan・閲覧のみ）" in str(table)
    assert "&lt;b&gt;保存先&lt;/b&gt;" in table._repr_html_()
    assert "<b>" not in table._repr_html_()


def test_paths_name_steps_and_channels():
    (path,) = fm.paths(model(UP, FETCH), "pc", "desk", "personal")
    assert path.actors == ("pc", "store", "desk")
    assert path.steps == ("①", "③")
    assert path.channels == ("net", "lan")
    assert str(path) == "pc → ① → store → ③ → desk"
    assert fm.paths(model(UP, FETCH), "desk", "pc") == ()
    assert fm.paths(model(UP, FETCH), "pc", "desk", "stats") == ()


def test_unknown_names_are_told_all_at_once_with_the_nearest():
    with pytest.raises(fm.InputError) as caught:
        fm.paths(model(UP), "pcc", "dask", "nam")
    assert [p.suggestions[0] for p in caught.value.problems] == ["pc", "desk", "name"]
