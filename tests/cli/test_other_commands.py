from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from flowmodel.cli import main
from flowmodel.lint import check
from flowmodel.lint.policy import SHIPPED, shipped
from flowmodel.lint.rules import RULES, every_rule, rule
from flowmodel.source import load


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_new_writes_a_model_that_checks_without_a_word(lang, tmp_path, capsys):
    assert main(["new", str(tmp_path / "a" / "b"), "--lang", lang]) == 0
    path = tmp_path / "a" / "b" / "model.yaml"
    assert str(path) in capsys.readouterr().out
    model = load(path)
    assert model.lang == lang
    assert check(model).findings == ()
    text = path.read_text(encoding="utf-8")
    assert text.count("#") > 20


def test_the_two_starters_say_the_same(tmp_path):
    for lang in ("ja", "en"):
        main(["new", str(tmp_path / lang), "--lang", lang])
    ja, en = (load(tmp_path / lang / "model.yaml") for lang in ("ja", "en"))
    for section in ("zones", "actors", "channels", "data"):
        assert [p.id for p in getattr(ja, section)] == [p.id for p in getattr(en, section)]
    assert [t.step for t in ja.transfers] == [t.step for t in en.transfers]
    assert [a.controls for a in ja.actors] == [a.controls for a in en.actors]


def test_new_overwrites_nothing(tmp_path, capsys):
    path = tmp_path / "model.yaml"
    path.write_text("mine")
    assert main(["new", str(tmp_path)]) == 2
    assert path.read_text() == "mine"
    assert "exists and is not overwritten" in capsys.readouterr().err


def test_new_writes_into_a_folder_that_exists(tmp_path):
    (tmp_path / "other.txt").write_text("x")
    assert main(["new", str(tmp_path)]) == 0
    assert sorted(os.listdir(tmp_path)) == [".flowmodel.schema.json", "model.yaml", "other.txt"]


@pytest.mark.parametrize("name", ["mine.yaml", "mine.YML"])
def test_new_takes_the_name_of_a_file(name, tmp_path):
    assert main(["new", str(tmp_path / "models" / name)]) == 0
    assert sorted(p.name for p in (tmp_path / "models").iterdir()) == [
        ".flowmodel.schema.json",
        name,
    ]
    assert main(["new", str(tmp_path / "models" / name)]) == 2


def test_new_writes_into_a_folder_with_the_name_of_a_file(tmp_path):
    (tmp_path / "models.yaml").mkdir()
    assert main(["new", str(tmp_path / "models.yaml")]) == 0
    assert (tmp_path / "models.yaml" / "model.yaml").exists()


def test_new_does_not_follow_a_dangling_link(tmp_path):
    (tmp_path / "model.yaml").symlink_to(tmp_path / "nowhere")
    assert main(["new", str(tmp_path)]) == 2
    assert not (tmp_path / "nowhere").exists()


def test_new_tells_what_stands_in_the_way(tmp_path, capsys):
    (tmp_path / "file").write_text("x")
    assert main(["new", str(tmp_path / "file" / "below")]) == 2
    err = capsys.readouterr().err
    assert "a file, not a folder" in err
    assert "Traceback" not in err


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("id", RULES)
def test_explain_prints_the_whole_page(id, lang, capsys):
    assert main(["explain", id, "--lang", lang]) == 0
    out = capsys.readouterr().out
    r = rule(id)
    for text in (r.title, r.message, r.why, r.applies, r.satisfied, r.basis, r.false_positives):
        assert text.text(lang) in out
    for example in r.passing + r.failing:
        assert example.title.text(lang) in out
        assert example.model.split("\n")[3] in out


def test_explain_takes_small_letters_and_several_rules(capsys):
    assert main(["explain", "e01", "P05"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("E01  Transfer without controls\n")
    assert "\nP05  Step order" in out


def test_explain_shows_a_rule_that_is_data_as_it_would_stand_in_a_pack(capsys):
    assert main(["explain", "A04", "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "In the language of packs" in out
    assert "      - id: OUR-A04\n" in out
    assert "        require: {part_of: [S9]}\n" in out
    assert main(["explain", "A07"]) == 0
    assert "OUR-" not in capsys.readouterr().out


def test_explain_knows_rules_of_packs(capsys, tmp_path, monkeypatch):
    assert main(["explain", "ssb-06", "E02", "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("SSB-06  Ways from the internet")
    assert "\nE02  " in out
    assert main(["explain", "SSB-07"]) == 2
    assert "there is no rule 'SSB-07' (did you mean 'SSB-0" in capsys.readouterr().err
    own = (Path(__file__).parents[2] / "docs/how-to/policy-pack.md").read_text(encoding="utf-8")
    text = own[own.index("pack: our-office") : own.index("```\n\n## 2.")]
    (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["explain", "OUR-01"]) == 2
    assert "flowmodel explain MODEL OUR-01" in capsys.readouterr().err
    (tmp_path / "flowmodel.toml").write_text('policies = ["own.yaml"]\n', encoding="utf-8")
    assert main(["explain", "OUR-01", "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith("OUR-01  What leaves a zone")


def test_explain_knows_rules_of_the_packs_of_a_model(capsys, tmp_path):
    example = Path(__file__).parents[2] / "examples/before-box/model.yaml"
    own = (Path(__file__).parents[2] / "docs/how-to/policy-pack.md").read_text(encoding="utf-8")
    text = own[own.index("pack: our-office") : own.index("```\n\n## 2.")]
    (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
    model = tmp_path / "model.yaml"
    more = "\npolicies: [own.yaml]\n"
    model.write_text(example.read_text(encoding="utf-8") + more, encoding="utf-8")
    assert main(["explain", str(model), "our-01", "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith("OUR-01  What leaves a zone")
    assert main(["explain", str(model), "1", "--lang", "en"]) == 0
    assert "OUR-01  " not in capsys.readouterr().out


def test_explain_tells_the_nearest_rules(capsys):
    assert main(["explain", "E99"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "there is no rule 'E99' (did you mean 'E0" in captured.err


def test_rules_as_json(capsys):
    assert main(["rules", "--format", "json"]) == 0
    whole = json.loads(capsys.readouterr().out)
    assert set(whole) == {"version", "packs", "rules"}
    packs = [shipped(name) for name in SHIPPED]
    assert [(p["id"], p["version"], p["rules"]) for p in whole["packs"]] == [
        (p.pack.pack, p.pack.version, len(p.rules)) for p in packs
    ]
    assert {p["source"] for p in whole["packs"]} == {"shipped"}
    listed = whole["rules"]
    of_packs = {r.id: (p.pack.pack, r.catalogue) for p in packs for r in p.rules}
    assert [r["id"] for r in listed] == [*(r.id for r in every_rule()), *of_packs]
    for r in listed:
        assert set(r) == {"id", "level", "title", "kind", "origin", "basis", "pack", "catalogue"}
        assert set(r["title"]) == set(r["basis"]) == {"ja", "en"}
        assert r["level"] in ("error", "warning", "note")
        own = (None, r["id"] if r["id"] in RULES else None)
        assert (r["pack"], r["catalogue"]) == of_packs.get(r["id"], own)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_rules_as_text(lang, capsys):
    assert main(["rules", "--lang", lang]) == 0
    told = iter(capsys.readouterr().out.rstrip("\n").split("\n"))

    def lists(rules):
        for r in rules:
            line = next(told)
            assert line.split()[0] == r.id
            assert r.title.text(lang) in line
            assert line.endswith(r.basis.text(lang))

    lists(every_rule())
    for name in SHIPPED:
        pack = shipped(name)
        assert next(told) == ""
        assert f"{name} {pack.pack.version}  " in next(told)
        assert next(told).endswith(": " + " ".join(pack.included))
        lists(pack.rules)
    assert next(told, None) is None


def test_explain_tells_why_a_party_is_not_reached(capsys):
    sound = "examples/shiryo-59-1/model.yaml"
    assert main(["explain", sound, "other-municipalities", "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("○ exclusion 1: no way by which 'Box'")
    assert "no channel, step or grant to 'Other municipalities' is stated" in out
    assert "channels 2, grants 2, steps 7" in out
    assert "Step" not in out
    assert main(["explain", sound, "④", "other-municipalities"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("手順④")
    assert "○ 除外 1: 「他自治体」に" in out
    assert main(["explain", "examples/shiryo-59-1/broken.yaml"]) == 0
    out = capsys.readouterr().out
    assert "手順①" in out
    assert "× 除外 1: " in out
    assert "道筋の記載があります: 「Box」 → 共有の設定 → " in out
