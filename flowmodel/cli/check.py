"""``flowmodel check PATH…``: the findings of models."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from flowmodel.cli.output import colored, problems
from flowmodel.cli.parser import Parser
from flowmodel.config import Config, load
from flowmodel.errors import FlowModelError, InputError, Problem
from flowmodel.language import Bilingual, Lang
from flowmodel.lint import Report
from flowmodel.lint.report import FORMATS, writer

HELP = Bilingual(
    "モデルを規則で点検し、書かれていないことを示します。"
    "終了コード: 0 エラーの指摘なし、1 エラーの指摘あり、2 読めない入力、3 規則の不具合。",
    "Check models against the rules and tell what is not stated. "
    "Exit code: 0 no finding at level error, 1 some, 2 unusable input, 3 a bug of a rule.",
)
_PATHS = Bilingual(
    "モデルのファイル。フォルダなら中の .yaml .yml .json すべて",
    "model file, or a folder: all .yaml .yml .json in it",
)
_FORMAT = Bilingual("報告の形式", "format of the report")
_EMPTY = Bilingual(
    "フォルダ「{path}」にモデルのファイル（.yaml .yml .json）がありません",
    "folder '{path}' holds no model file (.yaml, .yml, .json)",
)
_CLOSED = Bilingual(
    "フォルダ「{path}」を読めません: {reason}", "cannot read folder '{path}': {reason}"
)
_NO_PATH = Bilingual(
    "点検するもの（PATH）を書いてください。設定 paths もありません",
    "name a PATH to check; the settings have no 'paths' either",
)
_SUMMARY = Bilingual(
    "{models} 件のモデルを点検: エラー {error} 件、警告 {warning} 件、注記 {note} 件",
    "checked {models} model(s): {error} error(s), {warning} warning(s), {note} note(s)",
)
_UNUSABLE = Bilingual("、読めないファイル {n} 件", ", {n} unusable")

SUFFIXES = (".yaml", ".yml", ".json")


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help=parser.say(_PATHS))
    parser.add_format(FORMATS, _FORMAT)
    parser.add_lang()
    # None tells a setting that was not given from one that equals the default.
    wrong = lambda: parser.error(_NO_PATH.text(parser.lang))  # noqa: E731
    parser.set_defaults(ui=parser.lang, format=None, wrong=wrong)


def settings(args: argparse.Namespace) -> Config:
    """The settings in force for these arguments. Raises `InputError` for a file of nonsense."""
    config = load(args.paths[0] if args.paths else ".")
    return config.over(paths=args.paths or None, lang=args.lang, format=args.format)


class _Run:
    """One run over many files: what was found, and what could not be read."""

    def __init__(self, config: Config, ui: Lang):
        lang: Lang | None = config["lang"]
        self.lang = lang
        self.config = config
        self.rules = config.rules()
        self.ui = ui
        self.told: Lang = lang or ui
        self.models = 0
        self.unusable = 0
        self.found = {"error": 0, "warning": 0, "note": 0}

    def reports(self, paths: list[str]) -> Iterator[Report]:
        """The report of each file that can be read; the others are told at once."""
        from flowmodel.lint import check
        from flowmodel.source import load

        seen: set[Path] = set()
        for path in paths:
            try:
                for file in files(Path(path)):
                    if file in seen:
                        continue
                    seen.add(file)
                    report = self._one(file, load, check)
                    if report is not None:
                        yield report
            except FlowModelError as error:
                self._unreadable(error)

    def _one(self, file: Path, load, check) -> Report | None:  # type: ignore[no-untyped-def]
        try:
            report: Report = self.config.apply(check(load(file), self.rules))
        except FlowModelError as error:
            self._unreadable(error)
            return None
        self.models += 1
        if self.lang is None and self.models == 1:
            self.told = report.model.lang
        for f in report.findings:
            self.found[f.level] += 1
        return report

    def _unreadable(self, error: FlowModelError) -> None:
        self.unusable += 1
        problems(error, self.ui)

    def summary(self) -> str:
        """One line for stderr."""
        line = _SUMMARY.text(self.told).format(models=self.models, **self.found)
        return line + (_UNUSABLE.text(self.told).format(n=self.unusable) if self.unusable else "")


def run(args: argparse.Namespace) -> int:
    """Check and report. Findings go to stdout, problems and the summary to stderr."""
    config = settings(args)
    if not config["paths"]:
        args.wrong()
    run = _Run(config, args.ui)
    write = writer(config["format"])
    for chunk in write(run.reports(config["paths"]), config["lang"], colored(sys.stdout)):
        sys.stdout.write(chunk)
    sys.stdout.flush()
    print(run.summary(), file=sys.stderr)
    if run.unusable:
        return 2
    return 1 if run.found["error"] else 0


def files(path: Path) -> list[Path]:
    """The file itself, or the model files below a folder in the order of their names.

    Hidden folders and files are passed over. Raises `InputError` for a folder that holds none
    or cannot be read.
    """
    if not path.is_dir():
        return [path]
    found: list[Path] = []
    unreadable: list[Problem] = []

    def failed(error: OSError) -> None:
        unreadable.append(Problem(_CLOSED.format(path=error.filename, reason=error.strerror)))

    for folder, folders, names in os.walk(path, onerror=failed):
        folders[:] = [f for f in folders if not f.startswith(".")]
        found += [
            Path(folder, name)
            for name in names
            if name.endswith(SUFFIXES) and not name.startswith(".")
        ]
    if unreadable:
        raise InputError(unreadable)
    if not found:
        raise InputError(Problem(_EMPTY.format(path=path)))
    return sorted(found, key=lambda p: p.parts)
