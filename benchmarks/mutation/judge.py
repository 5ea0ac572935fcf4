"""What the check says of each mutant: refused, found where it is, found elsewhere, or nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import ValidationError

from benchmarks.mutation.mutants import Mutant, Source, mutants
from flowmodel.errors import DocPath, ModelError
from flowmodel.lint import check
from flowmodel.lint.policy import SHIPPED, shipped
from flowmodel.lint.project import Project
from flowmodel.lint.rule import Finding
from flowmodel.model import Model

Outcome = Literal["refused", "found", "elsewhere", "survived"]
CAUGHT: tuple[Outcome, ...] = ("refused", "found")
PACKS = Project(packs=tuple(shipped(name) for name in SHIPPED))
"""Every pack that ships is asked, beside all rules."""

_Key = tuple[object, ...]
_NAMES = re.compile(r" ?'[^']*'")


def key(finding: Finding) -> _Key:
    """What makes two findings the same although entries before the part have gone.

    Of the message all but the names in it, of which the change may have taken one.
    """
    missing = tuple((m.control, m.field) for m in finding.missing)
    return finding.rule, finding.parts, missing, _NAMES.sub("", finding.message.en)


@dataclass(frozen=True)
class Verdict:
    """A mutant and what the check makes of it."""

    mutant: Mutant
    outcome: Outcome
    new: tuple[Finding, ...] = ()
    """The findings that the unchanged example does not have."""

    @property
    def caught(self) -> bool:
        """Whether whoever made this mistake is told, and where."""
        return self.outcome in CAUGHT


@dataclass
class Example:
    """An example, its findings and its mutants."""

    name: str
    source: Source
    known: Counter[_Key] = field(init=False)

    def __post_init__(self) -> None:
        self.known = Counter(map(key, self.findings(self.source.document)))

    @classmethod
    def load(cls, path: Path) -> Example:
        """The example of a file; raises `ModelError` where it is no model."""
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
        return cls(path.parent.name, Source.of(document))

    def findings(self, document: dict[str, Any]) -> tuple[Finding, ...]:
        """What the check finds; raises as the reading of the document does.

        The day of the check is the example's own, also where the change takes it away.
        """
        model = Model.model_validate(document)
        return check(model, today=self.source.model.date, project=PACKS).findings

    def new(self, document: dict[str, Any]) -> tuple[Finding, ...]:
        """The findings beyond those of the unchanged example."""
        left = self.known.copy()
        found = []
        for finding in self.findings(document):
            if left[key(finding)] > 0:
                left[key(finding)] -= 1
            else:
                found.append(finding)
        return tuple(found)

    def judge(self, mutant: Mutant) -> Verdict:
        """What the check says of a mutant."""
        try:
            new = self.new(mutant.of(self.source.document))
        except ValidationError as error:
            return _refused(mutant, [e["loc"] for e in error.errors()])
        except ModelError as error:
            return _refused(mutant, [p.path for p in error.problems])
        if any(names(f, mutant) for f in new):
            return Verdict(mutant, "found", new)
        return Verdict(mutant, "elsewhere" if new else "survived", new)

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """All mutants, judged."""
        return tuple(self.judge(m) for m in mutants(self.source))


def names(finding: Finding, mutant: Mutant) -> bool:
    """Whether a finding names the part that changed: by its place, its id, or as who could mend it."""
    if finding.path[: len(mutant.path)] == mutant.path or mutant.parts.intersection(finding.parts):
        return True
    return any(mutant.parts.intersection(m.providers) for m in finding.missing)


def _refused(mutant: Mutant, places: list[DocPath]) -> Verdict:
    """A document that does not load is told about at `places`, of which one must be the change's."""
    near = any(_together(place, mutant.path) for place in places)
    return Verdict(mutant, "refused" if near else "elsewhere")


def _together(one: DocPath, other: DocPath) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def examples(root: Path) -> Iterator[Example]:
    """The compliant examples below a folder, in the order of their names."""
    for path in sorted(root.glob("*/model.yaml")):
        yield Example.load(path)
