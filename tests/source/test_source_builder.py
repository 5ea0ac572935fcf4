"""The builder: the same models, and errors at the call that is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from documents import AS_JSON, SOUND

from flowmodel.errors import ModelError, Problem
from flowmodel.model import Actor, Channel, Model, Statement, Transfer
from flowmodel.source import Builder, Handle, loads


def small() -> tuple[Builder, Handle, Handle, Handle]:
    b = Builder("m", "t")
    first = b.actor("a", kind="terminal")
    second = b.actor("b", kind="storage")
    way = b.channel("c", first, second)
    return b, first, second, way


def failing(call: Any, *args: Any, **kwargs: Any) -> Problem:
    with pytest.raises(ModelError) as caught:
        call(*args, **kwargs)
    (problem,) = caught.value.problems
    assert problem.place is not None
    assert problem.place.file.endswith("test_source_builder.py")
    assert not Path(problem.place.file).is_absolute()
    assert problem.message.ja != problem.message.en
    return problem


def said(call: Any, *args: Any, **kwargs: Any) -> str:
    return failing(call, *args, **kwargs).text("en").split(": ", 1)[1]


def test_four_ways_to_the_same_model() -> None:
    b, first, second, way = small()
    b.transfer(1, None, first, second, over=way)
    plain = Model(
        id="m",
        title="t",
        actors=(Actor(id="a", kind="terminal"), Actor(id="b", kind="storage")),
        channels=(Channel(id="c", between=("a", "b")),),
        transfers=(Transfer(step="1", source="a", target="b", over="c"),),
    )
    assert b.build() == loads(SOUND) == loads(AS_JSON) == plain
    assert hash(b.build()) == hash(plain)


def test_every_part() -> None:
    b, first, second, way = small()
    zone = b.zone("z", {"ja": "区", "en": "ward"}, network="lgwan")
    b.zone("zz", parent=zone)
    data = b.data("d", "情報", items=["氏名"])
    b.data("dd", parent=data)
    own = b.control("own", "固有", item="X1")
    third = b.actor(
        "e", kind="service", zone=zone, holds=data, controls=[own, {"control": "S6"}],
        grants=[{"to": [first, "later"], "data": [data]}],
    )  # fmt: skip
    b.actor("later", kind="person")
    b.channel("c2", second, third, controls=[Statement(control="S3"), "X1"])
    b.series("'", "back")
    step = b.transfer("①’", "x", first, second, over=way, by=second, data=[data, "dd"])
    b.exclude("later", [data, first], "no")
    b.box("box", way, ["S3", {"text": "y", "controls": [own]}])
    b.checklist("ward", [{"item": "O1", "answer": "○"}, {"item": own, "answer": "ー"}], third)
    b.term("a", ["b"])
    b.waiver("E01", step, reason="r", approver="p", expires=date(2026, 1, 1))
    b.figure(number="1", notes=[{"text": "n"}])
    b.agenda({"cover": {"subject": "s"}})
    model = b.build()
    assert step == Handle("1'", "transfers")
    assert model.waivers[0].part == "1'"
    assert model.actors[2].grants[0].to == ("a", "later")
    assert model.exclusions[0].protects == ("d", "a")
    assert model.agenda is not None
    assert model.agenda.cover.subject == "s"
    assert b.build() == model


def test_wrong_names_are_errors_at_the_call() -> None:
    b, first, second, way = small()
    b.zone("ward")
    assert said(b.actor, "x", kind="person", zone="wrad") == (
        "unknown zone 'wrad' (did you mean 'ward'?)"
    )
    assert said(b.transfer, 1, "x", "a", "bb").startswith("unknown actor 'bb' (did you mean 'b'?)")
    assert said(b.transfer, 1, "x", way, "b") == "'c' is a channel; give the actor"
    assert said(b.transfer, 1, "x", first, second, over="cc").startswith("unknown channel 'cc'")
    assert said(b.transfer, 1, "x", first, second, data=["d"]) == "unknown data category 'd'"
    assert said(b.exclude, [first], ["q"]) == "unknown actor or data category 'q'"
    assert said(b.box, "x", "q", ["S3"]) == "unknown actor or channel 'q'"
    assert said(b.channel, "x", first, second, controls=["encription"]).startswith(
        "unknown control 'encription' (did you mean 'encryption'"
    )
    assert said(b.checklist, "ward", [{"item": "S12", "answer": "○"}]).startswith(
        "unknown control 'S12'"
    )
    other = Builder("o", "t").actor("elsewhere", kind="person")
    assert said(b.transfer, 1, "x", other, first).startswith("unknown actor 'elsewhere'")


def test_wrong_values_are_errors_at_the_call() -> None:
    b, first, second, _ = small()
    assert said(b.actor, "x", kind="terminl").startswith("'terminl' is no 'kind'; allowed: term")
    assert said(b.actor, "x", kind="person", partyy="ward") == (
        "unknown field 'partyy' (did you mean 'party'?)"
    )
    assert said(b.transfer, "x", "y", first, second).startswith("'x' is no step number")
    assert said(b.zone, 5) == "5 is read as a number; put it in quotes: '5'"
    assert said(Builder, "m", "t", stage="maybe").startswith("'maybe' is no 'stage'")
    assert said(b.figure, titel="x") == "unknown field 'titel' (did you mean 'title'?)"
    assert said(b.agenda, {"covr": {}}) == "unknown field 'covr' (did you mean 'cover'?)"
    assert said(
        b.channel, "x", first, second, controls=[{"control": "S3", "state": "planned"}]
    ) == ("state 'planned' needs a 'date'")
    assert "already used at" in said(b.actor, "a", kind="person")
    assert "already used at" in said(b.zone, "c")


def test_a_failed_call_leaves_nothing_behind() -> None:
    b, first, second, way = small()
    failing(b.actor, "x", kind="terminl")
    failing(b.transfer, 1, "x", first, "q")
    b.transfer(1, None, first, second, over=way)
    assert b.build() == loads(SOUND)


def test_build_tells_all_that_is_left_with_the_line_of_each_call() -> None:
    b, first, second, way = small()
    b.transfer(1, "x", first, second, over=way)
    b.transfer("①", "y", second, first, over=way)  # line A
    b.actor("g", kind="storage", grants=[{"to": ["nobody"]}])  # line B
    with pytest.raises(ModelError) as caught:
        b.build()
    source = Path(__file__).read_text(encoding="utf-8").splitlines()
    told = {}
    for problem in caught.value.problems:
        assert problem.place is not None
        assert problem.place.line is not None
        assert problem.place.excerpt == source[problem.place.line - 1]
        told[problem.message.en] = problem.place.excerpt[-6:]
    assert told == {"step ① is used twice": "line A", "unknown actor 'nobody'": "line B"}


def test_places_of_findings() -> None:
    b, first, second, way = small()
    b.transfer(1, "x", first, second, over=way)  # the transfer
    place = b.build().origin.place(("transfers", 0, "over"))
    assert place is not None
    assert (
        place.excerpt
        == "    b.transfer(1, 'x', first, second, over=way)".replace("'x'", '"x"')
        + "  # the transfer"
    )
    assert place.column == 5


def test_builders_share_nothing() -> None:
    one, two = Builder("m", "t"), Builder("m", "t")
    one.actor("a", kind="person")
    two.actor("a", kind="person")
    with pytest.raises(ModelError, match="no transfers"):
        one.build()
