"""``flowmodel check PATH…``: the findings of models."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from flowmodel.cli.day import TODAY, day
from flowmodel.cli.others import NO_MODEL, PASSED_OVER, other_kind
from flowmodel.cli.output import colored, problems
from flowmodel.cli.parser import Parser
from flowmodel.cli.progress import Progress
from flowmodel.cli.store import store
from flowmodel.cli.tally import Tally
from flowmodel.config import OPTIONS, Config, load, unknown_rules
from flowmodel.errors import FlowModelError, InputError, Problem, escape
from flowmodel.language import Bilingual, Lang
from flowmodel.lint.report import ALL_REMEDIES, CARDED, FORMATS, writer
from flowmodel.lint.report.excerpt import printable
from flowmodel.lint.report.told import Told
from flowmodel.lint.report.unread import Entry, Unread

if TYPE_CHECKING:
    from flowmodel.cli.against import Against
    from flowmodel.cli.pool import Work

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
_BASELINE = Bilingual(
    "基準の記録。なければ今の指摘を書き、あればそこにない指摘だけを報告する",
    "baseline file: written with today's findings where there is none, else only findings that "
    "are not in it are reported",
)
_SELECT = Bilingual(
    "この規則や系列（E、KAN など）だけを点検する", "run these rules or families (E, KAN) only"
)
_IGNORE = Bilingual(
    "この規則や系列を点検しない。設定の ignore に加わる",
    "do not run these rules or families, beside those that the settings ignore",
)
_QUIET = Bilingual("集計を書かない", "do not print the summary")
_STATISTICS = Bilingual(
    "指摘を書かず、集計だけを標準出力に書く", "print the summary alone, to standard output"
)
_NO_CACHE = Bilingual("控えを使わず、残さない", "neither use nor keep what earlier checks found")
_FIX = Bilingual(
    "機械的に直せるもの（表記の揺れ、手順の番号、項目の順）をファイルの中で直してから点検する",
    "mend what is mechanical in the files (spellings, step numbers, order of keys), then check",
)
_DIFF = Bilingual(
    "--fix が直すものを差分で示し、何も書かない。終了コード: 0 直すものなし、1 あり",
    "show what --fix would change, as a diff, and write nothing; exit code: 0 nothing, 1 something",
)
_FIXABLE = Bilingual(
    "--fix・--diff が直す種類: D04（表記の揺れ）、P05（手順の番号）、key-order（項目の順）",
    "what --fix and --diff mend: D04 (spellings), P05 (step numbers), key-order",
)

SUFFIXES = (".yaml", ".yml", ".json")


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help=parser.say(_PATHS))
    parser.add_format(FORMATS, _FORMAT)
    parser.add_lang()
    parser.add_argument("--baseline", metavar="FILE", help=parser.say(_BASELINE))
    parser.add_argument("--fix", action="store_true", help=parser.say(_FIX))
    parser.add_argument("--fixable", metavar="KIND,…", help=parser.say(_FIXABLE))
    parser.add_argument("--diff", action="store_true", help=parser.say(_DIFF))
    parser.add_argument(
        "--today", metavar="YYYY-MM-DD", type=day(parser.lang), help=parser.say(TODAY)
    )
    parser.add_argument("-q", "--quiet", action="store_true", help=parser.say(_QUIET))
    parser.add_argument("--statistics", action="store_true", help=parser.say(_STATISTICS))
    for option, told in (("--select", _SELECT), ("--ignore", _IGNORE)):
        parser.add_argument(option, action="append", metavar="RULE,…", help=parser.say(told))
    parser.add_argument("--cache", metavar="DIR", help=parser.say(OPTIONS["cache"].help))
    parser.add_argument(
        "--no-cache", action="store_const", const=False, dest="cache", help=parser.say(_NO_CACHE)
    )
    # None tells a setting that was not given from one that equals the default.
    wrong = lambda: parser.error(_NO_PATH.text(parser.lang))  # noqa: E731
    parser.set_defaults(ui=parser.lang, format=None, wrong=wrong)


def settings(args: argparse.Namespace) -> Config:
    """The settings in force for these arguments. Raises `InputError` for a file of nonsense."""
    config = load(args.paths[0] if args.paths else ".")
    config = config.over(
        paths=args.paths or None, lang=args.lang, format=args.format, cache=args.cache
    )
    select, ignore = _rules(args.select), _rules(args.ignore)
    if not select and not ignore:
        return config
    wrong = unknown_rules((*select, *ignore), config.packs)
    if wrong:
        raise InputError(wrong)
    # Nobody on the command line takes back what the settings leave out, with a reason.
    left_out = {**{rule: f"--ignore {rule}" for rule in ignore}, **config["ignore"]}
    return config.over(select=select or None, ignore=left_out if ignore else None)


def _rules(given: list[str] | None) -> list[str]:
    """The rules of an option that may be given several times, each with several rules."""
    found = (rule.strip().upper() for text in given or () for rule in text.split(","))
    return list(dict.fromkeys(filter(None, found)))


class _Run:
    """One run over many files: what was found, and what could not be read."""

    def __init__(self, config: Config, args: argparse.Namespace):
        self.lang: Lang | None = config["lang"]
        self.config = config
        self.ui: Lang = args.ui
        self.quiet: bool = args.quiet
        self.today: date = args.today or date.today()
        self.told: Lang = self.lang or self.ui
        self.against: Against | None = None
        if args.baseline is not None:
            from flowmodel.cli.against import Against

            self.against = Against(args.baseline)
        self.tally = Tally()
        self.progress = Progress(0)

    def mended(self, args: argparse.Namespace) -> int | None:
        """Mend the files, or show how; then the exit code, as there is nothing to check."""
        from flowmodel.cli.mending import Mending, kinds

        mending = Mending(self.config, self.today, kinds(args.fixable), self.told)
        mending.named = named(self.config["paths"])
        found: dict[Path, None] = {}
        closed: list[FlowModelError] = []
        for path in self.config["paths"]:
            try:
                found.update(dict.fromkeys(files(Path(path))))
            except FlowModelError as error:
                closed.append(error)
        if args.diff:
            code = mending.diff(list(found))
            for failed in closed:
                problems(failed, self.ui)
            return 2 if closed else code
        # A path that holds nothing is told by the check that follows, once.
        mending.fix(list(found))
        return None

    def reports(self, paths: list[str]) -> Iterator[Entry]:
        """What is to be told of each file. Those that cannot be used are told at once as well."""
        from flowmodel.cli.pool import outcomes

        found: dict[Path, None] = {}
        for path in paths:
            try:
                found.update(dict.fromkeys(files(Path(path))))
            except FlowModelError as error:
                yield self._unread(path, error)
        self.progress = Progress(len(found))
        by_name = named(paths)
        for file, outcome in zip(found, outcomes(list(found), self._work(len(found))), strict=True):
            entry: Entry | None = None
            if not isinstance(outcome, FlowModelError):
                entry = self._taken(outcome)
            elif file not in by_name and (kind := other_kind(file)):
                self._passed_over(file, kind)
            else:
                entry = self._unread(str(file), outcome)
            self.progress.step()
            if sys.stdout.isatty():
                self.progress.clear()
            if entry is not None:
                yield entry
        self.progress.clear()
        if found and not self.tally.total.models and not self.tally.unusable:
            yield self._unread(paths[0], InputError(Problem(NO_MODEL.format(path=paths[0]))))

    def _work(self, count: int) -> Work:
        from flowmodel.cli.pool import Work

        kept = store(self.config)
        form = self.config["format"]
        if kept is not None and (count > 1 or form in CARDED):
            kept.learn_cards()
        remedies = form in ALL_REMEDIES or self.against is not None
        return Work(self.config, self.today, kept, remedies)

    def _taken(self, report: Told) -> Told:
        if self.lang is None and not self.tally.total.models:
            self.told = report.model.lang
        if self.against is not None:
            report = self.against.take(report)
        self.tally.add(report)
        return report

    def _passed_over(self, file: Path, kind: Bilingual) -> None:
        if not self.quiet:
            self.progress.clear()
            told = PASSED_OVER.text(self.ui).format(file=file, kind=kind.text(self.ui))
            print(printable(told), file=sys.stderr)

    def _unread(self, file: str, error: FlowModelError) -> Unread:
        self.tally.unusable += 1
        self.progress.clear()
        problems(error, self.ui)
        return Unread(escape(file), error.problems, self.ui)


def run(args: argparse.Namespace) -> int:
    """Check and report. Findings go to stdout, problems and the summary to stderr."""
    config = settings(args)
    if not config["paths"]:
        args.wrong()
    run = _Run(config, args)
    if args.fix or args.diff:
        code = run.mended(args)
        if code is not None:
            return code
    _report(run, statistics=args.statistics)
    tally = run.tally
    if run.against is not None:
        for line in run.against.finish(whole=not tally.unusable, lang=run.told):
            print(line, file=sys.stderr)
    if args.statistics or not args.quiet:
        for line in tally.lines(run.told):
            print(line, file=sys.stdout if args.statistics else sys.stderr)
    if tally.unusable:
        return 2
    return 1 if tally.total.found["error"] else 0


def _report(run: _Run, *, statistics: bool) -> None:
    """Write what is found as it comes; with `statistics` only count it."""
    entries = run.reports(run.config["paths"])
    if statistics:
        for _ in entries:
            pass
        return
    write = writer(run.config["format"])
    for chunk in write(entries, run.config["lang"], colored(sys.stdout)):
        sys.stdout.write(chunk)
    sys.stdout.flush()


def named(paths: list[str]) -> frozenset[Path]:
    """The files among `paths`: whoever names one by itself means it for a model."""
    return frozenset(path for path in map(Path, paths) if not path.is_dir())


_INSTALLED = ("node_modules", "site-packages")
"""Folders into which other tools install what others wrote."""


def files(path: Path) -> list[Path]:
    """The file itself, or the model files below a folder in the order of their names.

    Hidden folders and files are passed over, and what others installed there. Raises `InputError` for a folder that holds none
    or cannot be read.
    """
    if not path.is_dir():
        return [path]
    found: list[Path] = []
    unreadable: list[Problem] = []

    def failed(error: OSError) -> None:
        unreadable.append(Problem(_CLOSED.format(path=error.filename, reason=error.strerror)))

    for folder, folders, names in os.walk(path, onerror=failed):
        if "pyvenv.cfg" in names and Path(folder) != path:
            folders.clear()  # an environment of Python
            continue
        folders[:] = [f for f in folders if not f.startswith(".") and f not in _INSTALLED]
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
