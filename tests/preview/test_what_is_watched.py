"""The preview follows every file on which the figure depends, also one that comes later."""

from __future__ import annotations

import shutil
from pathlib import Path

import pylopdf_fonts_jp
import pytest
from running import GOOD, Running, running

from flowmodel.files import note, noting

PACK = """
pack: house
version: "1"
prefix: HOUSE
title: {ja: 庁内の規則, en: House rules}
rules:
  - id: HOUSE-01
    level: warning
    title: {ja: 暗号化, en: Encryption}
    message: {ja: "{step}に{controls}の記載がありません", en: "{step}: MESSAGE {controls}"}
    basis: {ja: 要領, en: manual}
    origin: [judgement]
    for: transfers
    require: {controls: [encryption], side: [transfer, channel]}
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path fill="#COLOUR" d="M0 0L4 0L4 4Z"/></svg>'
LOGO = LOGO.replace("COLOUR", "123456")
THEME = "theme: own\nheader: 頭書き\nlogo: logo.svg\nfont: own.ttf\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "deep" / "model.yaml"
    path.parent.mkdir()
    path.write_text(GOOD, encoding="utf-8")
    (tmp_path / ".git").mkdir()  # settings are looked for up to here
    return path


def shown(live: Running) -> str:
    return live.ask()[2].decode()


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def test_settings_that_come_later_and_their_packs(file: Path, tmp_path: Path) -> None:
    settings, pack = tmp_path / "flowmodel.toml", tmp_path / "house.yaml"
    with running(file, lang="en") as live:
        assert "MESSAGE" not in shown(live)
        write(settings, 'policies = ["house.yaml"]\n')
        assert "house.yaml" in str(live.told())  # there is no such file yet
        write(pack, PACK)
        assert live.told() is None
        assert "MESSAGE" in shown(live)
        write(pack, PACK.replace("MESSAGE", "ANOTHER"))
        assert live.told() is None
        assert "ANOTHER" in shown(live)
        write(pack, PACK.replace("rules:", "rulez:"))
        assert live.told() is not None
        assert "ANOTHER" in shown(live)
        write(settings, "")
        assert live.told() is None
        assert "ANOTHER" not in shown(live)


def test_a_pack_that_the_model_names(file: Path) -> None:
    write(file, GOOD + "policies: [house.yaml]\n")
    write(file.with_name("house.yaml"), PACK)
    with running(file, lang="en") as live:
        assert "MESSAGE" in shown(live)
        # What a broken model would ask for is not known: what the last one did still counts.
        assert live.save("flowmodel: [") is not None
        write(file.with_name("house.yaml"), PACK.replace("MESSAGE", "ANOTHER"))
        assert live.told() is not None
        assert live.save(GOOD + "policies: [house.yaml]\n") is None
        assert "ANOTHER" in shown(live)
        # What is no longer asked for is no longer looked at.
        assert live.save(GOOD) is None
        write(file.with_name("house.yaml"), PACK)
        assert live.save(GOOD + "date: 2026-01-01\n") is None


def test_a_theme_with_its_logo_and_its_font(file: Path, tmp_path: Path) -> None:
    theme, logo, face = (tmp_path / name for name in ("own.yaml", "logo.svg", "own.ttf"))
    write(theme, THEME)
    write(logo, LOGO)
    shutil.copy(str(pylopdf_fonts_jp.sans_path()), face)
    with running(file, theme=str(theme)) as live:
        assert "頭書き" in shown(live)
        assert "#123456" in shown(live)
        write(logo, LOGO.replace("123456", "654321"))
        assert live.told() is None
        assert "#654321" in shown(live)
        write(theme, THEME.replace("頭書き", "別の頭"))
        assert live.told() is None
        assert "別の頭" in shown(live)
        face.unlink()
        assert "own.ttf" in str(live.told())
        shutil.copy(str(pylopdf_fonts_jp.serif_path()), face)
        assert live.told() is None


def test_what_is_asked_for_is_noted_while_that_is_wished(tmp_path: Path) -> None:
    note(tmp_path / "before")
    with noting() as outer:
        note("a")
        with noting() as inner:
            note("b")
        note("a")
    note("after")
    assert list(outer) == [Path("a")]
    assert list(inner) == [Path("b")]
