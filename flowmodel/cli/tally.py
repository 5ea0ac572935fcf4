"""What was found in all files of a run together: by rule, and by organisation."""

from __future__ import annotations

from collections.abc import Iterator

from flowmodel.language import Bilingual, Lang
from flowmodel.lint.report.excerpt import printable
from flowmodel.lint.report.told import Told
from flowmodel.vocabulary import LEVELS

_TOTAL = Bilingual(
    "{models} 件のモデルを点検: エラー {error} 件、警告 {warning} 件、注記 {note} 件",
    "checked {models} model(s): {error} error(s), {warning} warning(s), {note} note(s)",
)
_UNUSABLE = Bilingual("、読めないファイル {n} 件", ", {n} unusable")
_RULE = Bilingual(
    "  {rule}: {n} 件（モデル {models} 件）", "  {rule}: {n} finding(s) in {models} model(s)"
)
_ORGANISATION = Bilingual(
    "  {name}: モデル {models} 件、エラー {error} 件、警告 {warning} 件、注記 {note} 件",
    "  {name}: {models} model(s), {error} error(s), {warning} warning(s), {note} note(s)",
)
_NOT_STATED = Bilingual("（担当部課の記載なし）", "(department not stated)")


class Count:
    """Models, and findings in them by level."""

    def __init__(self) -> None:
        self.models = 0
        self.found: dict[str, int] = dict.fromkeys(LEVELS, 0)

    def add(self, report: Told) -> None:
        """One more model."""
        self.models += 1
        for f in report.findings:
            self.found[f.level] += 1


class Tally:
    """What a run found."""

    def __init__(self) -> None:
        self.total = Count()
        self.unusable = 0
        self.by_rule: dict[str, tuple[int, int]] = {}
        """Rule → findings, models."""
        self.by_organisation: dict[str, Count] = {}

    def add(self, report: Told) -> None:
        """Take in the report of one model."""
        self.total.add(report)
        self.by_organisation.setdefault(report.model.organisation, Count()).add(report)
        counted: dict[str, int] = {}
        for f in report.findings:
            counted[f.rule] = counted.get(f.rule, 0) + 1
        for rule, n in counted.items():
            found, models = self.by_rule.get(rule, (0, 0))
            self.by_rule[rule] = found + n, models + 1

    def lines(self, lang: Lang) -> Iterator[str]:
        """One line; of several models also one for each rule and each department.

        Departments are left out where no model states any.
        """
        total = self.total
        line = _TOTAL.text(lang).format(models=total.models, **total.found)
        yield line + (_UNUSABLE.text(lang).format(n=self.unusable) if self.unusable else "")
        if total.models < 2:
            return
        yield from self._rules(lang)
        if any(self.by_organisation):
            yield from self._organisations(lang)

    def _rules(self, lang: Lang) -> Iterator[str]:
        from flowmodel.lint.report.cards import titled

        for rule, (n, models) in sorted(self.by_rule.items()):
            named = printable(titled(rule).text(lang))
            yield _RULE.text(lang).format(rule=named, n=n, models=models)

    def _organisations(self, lang: Lang) -> Iterator[str]:
        # What is not stated comes last, whatever its name.
        for name, count in sorted(self.by_organisation.items(), key=lambda p: (not p[0], p[0])):
            yield _ORGANISATION.text(lang).format(
                name=printable(name) or _NOT_STATED.text(lang), models=count.models, **count.found
            )
