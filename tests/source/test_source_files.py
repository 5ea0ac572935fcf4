"""Files that are missing, no text, too large, or in another encoding."""

from __future__ import annotations

from pathlib import Path

import pytest
from documents import AS_JSON, SOUND, only

from flowmodel.errors import InputError
from flowmodel.source import load, loads
from flowmodel.source.decode import MAX_BYTES

JAPANESE = SOUND.replace("title: t", "title: 資料の受渡しに係る個人情報の流れ")


def failing(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        load(path)
    (problem,) = caught.value.problems
    assert problem.text("ja") != problem.text("en")
    return problem.text("en").replace(f"{path.parent}/", "")


def test_missing_file_names_its_neighbours(tmp_path: Path) -> None:
    (tmp_path / "model.yaml").write_text(SOUND)
    assert failing(tmp_path / "modle.yaml") == (
        "modle.yaml: file not found (did you mean 'model.yaml'?)"
    )
    assert "file not found" in failing(tmp_path / "none" / "model.yaml")
    assert "file not found" in failing(tmp_path / "model.yaml" / "x.yaml")


def test_directory(tmp_path: Path) -> None:
    assert failing(tmp_path).endswith("this is a directory; name a model file (.yaml or .json)")


def test_names_that_no_file_can_have(tmp_path: Path) -> None:
    assert failing(Path("a\x00b")) == "a\\u0000b: this cannot be a file name"
    long = failing(Path("x" * 5000))
    assert long.endswith("…: this cannot be a file name")
    assert len(long) < 100


def test_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert failing(tmp_path / "m.yaml") == "m.yaml: no permission to read the file"


def test_broken_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, mode: str) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", refuse)
    assert failing(tmp_path / "m.yaml") == "m.yaml: cannot read the file (Input/output error)"


@pytest.mark.parametrize("content", ["", " \n\n", "\ufeff", "# only a comment\n", "---\n"])
def test_empty_file(content: str, tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(content, encoding="utf-8")
    assert failing(path) == "m.yaml: the file is empty"


def test_size_is_bound(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    assert failing(path) == "m.yaml: the file is too large; the bound is 8 MiB"
    path.write_bytes(SOUND.encode() + b"#" * (MAX_BYTES - len(SOUND)))
    assert load(path).id == "m"
    with pytest.raises(InputError):
        loads("#" * (MAX_BYTES + 1))


@pytest.mark.parametrize(
    "data",
    [bytes(range(256)), b"\x89PNG\r\n\x1a\n\x00\x00", SOUND.encode() + b"\x00"],
    ids=["bytes", "png", "nul at the end"],
)
def test_binary(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_bytes(data)
    assert failing(path).endswith("this is a binary file, not text (it holds NUL bytes)")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_encodings_that_are_read(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_bytes(JAPANESE.encode(encoding))
    assert load(path).title == "資料の受渡しに係る個人情報の流れ"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("euc_jp", "EUC-JP"),
        ("iso2022_jp", "ISO-2022-JP (JIS)"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
    ],
)
def test_encodings_that_are_named(encoding: str, name: str, tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_bytes(JAPANESE.encode(encoding))
    assert failing(path) == f"m.yaml: the file seems to be {name}; save it as UTF-8"


def test_one_broken_byte_is_pointed_to() -> None:
    data = JAPANESE.encode().replace("の受".encode(), "の".encode() + b"\xff" + "受".encode())
    assert only(data, InputError)[0] == (
        "3:11: byte 0xFF is not valid UTF-8; save the file as UTF-8"
    )
    french = SOUND.replace("title: t", "title: café").encode("latin-1")
    assert only(french, InputError)[0].startswith("3:11: byte 0xE9")


def test_text_with_nul_or_lone_surrogate() -> None:
    assert only(SOUND + "x\x00", InputError)[0].startswith("11:2: found a NUL character")
    assert only(SOUND + "#\ud800", InputError)[0].startswith("11:2: the text holds a broken")


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_other_systems(end: str) -> None:
    text = SOUND + "description: |\n  one\n  two\n"
    assert loads(text.replace("\n", end)).description == "one\ntwo\n"
    wrong = (SOUND + "lable: x\n").replace("\n", end)
    assert only(wrong)[0].startswith("11:1: unknown field 'lable'")


def test_format_by_suffix_and_content(tmp_path: Path) -> None:
    plain = loads(SOUND)
    assert loads(AS_JSON) == plain
    for name, text in (("m.json", AS_JSON), ("m", AS_JSON), ("n", SOUND), ("m.txt", SOUND)):
        path = tmp_path / name
        path.write_text(text)
        assert load(path) == plain
        assert load(str(path)).origin.file == str(path)
    (tmp_path / "x.json").write_text(SOUND)
    with pytest.raises(InputError, match="not valid JSON"):
        load(tmp_path / "x.json")
    (tmp_path / "x.yaml").write_text(AS_JSON)
    assert load(tmp_path / "x.yaml") == plain


def test_file_names_in_messages_cannot_act(tmp_path: Path) -> None:
    assert "\x1b" not in failing(tmp_path / "\x1b[31mred.yaml")


def test_the_collector_is_left_as_it_was() -> None:
    import gc

    loads(SOUND)
    assert gc.isenabled()
    gc.disable()
    try:
        with pytest.raises(InputError):
            loads("[")
        assert not gc.isenabled()
    finally:
        gc.enable()
    with pytest.raises(InputError):
        loads("[")
    assert gc.isenabled()
