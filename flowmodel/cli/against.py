"""The option ``--baseline``: record the findings of a run, or hold them against a record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from flowmodel.language import Bilingual, Lang
from flowmodel.lint.baseline import Baseline, Key, read_baseline, write_baseline
from flowmodel.lint.report.excerpt import printable
from flowmodel.lint.report.told import Told

_GONE = Bilingual(
    "基準から消えた指摘: {model} の {rule} {parts}", "gone: {rule} {parts} of {model}"
)
_WRITTEN = Bilingual(
    "基準の記録を書きました: {path}（指摘 {n} 件）", "baseline written: {path} ({n})"
)
_KEPT_OUT = Bilingual(
    "読めないファイルがあるため、基準の記録は書きません", "no baseline written: a file was unusable"
)


class Against:
    """One baseline over a run of many models."""

    def __init__(self, path: str):
        """Raises `InputError` where `path` is there and is no baseline."""
        self.path = path
        self.recording = not Path(path).exists()
        self.baseline = Baseline() if self.recording else read_baseline(path)
        self.gone: list[Key] = []

    def take(self, report: Told) -> Told:
        """The report without what the baseline holds; without any finding while recording."""
        if self.recording:
            self.baseline.add(report)
            return report.having(())
        compared = self.baseline.compare(report)
        self.gone += compared.gone
        return compared.report

    def finish(self, *, whole: bool, lang: Lang) -> Iterator[str]:
        """Write what was recorded, or tell what is gone. Raises `OutputError`."""
        for model, rule, parts, _ in self.gone:
            told = _GONE.text(lang).format(model=model, rule=rule, parts=" ".join(parts))
            yield printable(told)
        if self.recording and not whole:
            yield _KEPT_OUT.text(lang)
        elif self.recording:
            write_baseline(self.path, self.baseline)
            n = self.baseline.keys.total()
            yield _WRITTEN.text(lang).format(path=printable(self.path), n=n)
