"""Running the rules over a model and gathering their findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from flowmodel.errors import DocPath, Place
from flowmodel.graph import FlowGraph
from flowmodel.language import Lang
from flowmodel.lint.finding import Finding, KeptOut, Mendable, SwitchedOff, Waived
from flowmodel.lint.project import NO_PROJECT, Project
from flowmodel.lint.rule import Context, Rule
from flowmodel.lint.rules import asserted, rules
from flowmodel.model import Model
from flowmodel.vocabulary import LEVELS, Level

if TYPE_CHECKING:
    from flowmodel.analysis.proofs import Proofs
    from flowmodel.lint.finding import RemedyLike
    from flowmodel.lint.report.naming import Names


PROOFS = "F01/N04 (proofs)"
"""The name under which a fault of the proofs is told, after the rules whose answers they are."""


class BrokenRuleError(Exception):
    """A rule failed by a fault of its own; the cause is the exception that it raised.

    Never taken for a pass: the command line ends with code 3 and the rule's name.
    """

    def __init__(self, rule: str):
        self.rule = rule
        super().__init__(f"rule {rule} is broken: a bug of flowmodel, not of the model")


@dataclass(frozen=True)
class Report:
    """The findings of one model, in the order of the document."""

    model: Model
    findings: tuple[Finding, ...]
    checked: tuple[str, ...]
    """The ids of the rules that were run."""
    waived: tuple[Waived, ...] = ()
    """The findings that a waiver accepts, with the waiver; they are not among `findings`."""
    off: tuple[SwitchedOff, ...] = ()
    """The rules that the settings switch off and that would have been run without them."""
    selected: tuple[str, ...] = ()
    """The rules and families that alone were run; empty for all."""
    packs: tuple[Rule, ...] = field(default=(), compare=False, repr=False)
    """The rules of packs that were run, whether the model names them or the settings."""

    @cached_property
    def graph(self) -> FlowGraph:
        """The model with its references followed."""
        return FlowGraph.of(self.model)

    @cached_property
    def proofs(self) -> Proofs:
        """What is answered of every party that is kept out; found when it is first asked for.

        Raises `BrokenRuleError` where the search itself fails.
        """
        from flowmodel.analysis import access

        try:
            return access.proofs(self.graph)
        except Exception as error:
            raise BrokenRuleError(PROOFS) from error

    @cached_property
    def kept_out(self) -> tuple[KeptOut, ...]:
        """The same as reports tell it; nothing is searched where nobody is kept out."""
        model = self.model
        if not model.exclusions and all(a.kind != "no_access" for a in model.assertions):
            return ()
        from flowmodel.lint.kept_out import kept_out

        return kept_out(self.proofs)

    @property
    def ok(self) -> bool:
        """Whether nothing was found at level error."""
        return not any(f.level == "error" for f in self.findings)

    def count(self, level: Level) -> int:
        """How many findings there are at a level."""
        return sum(f.level == level for f in self.findings)

    def names(self, lang: Lang) -> Names:
        """The printed names of parts and controls."""
        from flowmodel.lint.report.naming import ModelNames

        return ModelNames(self.model, lang)

    def remedies(self, finding: Finding) -> tuple[RemedyLike, ...]:
        """What could be written for a finding; empty where no text mends it."""
        from flowmodel.lint.remedy import remedies

        return remedies(finding, self.graph)

    def rule(self, id: str) -> Rule | None:
        """A rule that was run, of flowmodel's own or of a pack; None for any other id."""
        from flowmodel.lint.rules import every_id, rule

        own = next((r for r in self.packs if r.id == id), None)
        return own or (rule(id) if id in every_id() else None)

    def fix(self, finding: Finding) -> Mendable | None:
        """What ``--fix`` does about a finding; None where it leaves it to people."""
        return self._fixes.get(finding)

    @cached_property
    def _fixes(self) -> dict[Finding, Mendable]:
        from flowmodel.lint.fixes import mendable

        return mendable(self)

    def having(self, findings: Iterable[Finding]) -> Report:
        """The same report with these findings only."""
        return replace(self, findings=tuple(findings))

    def text(self, lang: Lang | None = None, *, color: bool = False) -> str:
        """The report as plain text, in `lang` or in the model's own language."""
        from flowmodel.lint.report.text import report_text

        return report_text(self, lang or self.model.lang, color=color)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    def __str__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        from flowmodel.lint.report.notebook import report_html

        return report_html(self, self.model.lang)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/plain": self.text(), "text/html": self._repr_html_()}


def check(
    model: Model | FlowGraph,
    only: Iterable[Rule] | None = None,
    *,
    today: date | None = None,
    project: Project = NO_PROJECT,
) -> Report:
    """Run the rules over a model.

    `today` is the day on which evidence, certificates and waivers are judged; without it the
    model's own date, and where that is not given either, none counts as expired. The clock is
    never asked: the same model and day give the same report.

    The packs that the model names as its `policies` are run beside the rules, and so are those
    of the `project`, which also sets levels and switches rules off.

    Raises `ModelError` where references or packs do not hold, and `BrokenRuleError` where a
    rule itself fails.
    """
    graph = model if isinstance(model, FlowGraph) else FlowGraph.of(model)
    every, packs, project = (
        asked_rules(graph, project) if only is None else (tuple(only), (), project)
    )
    chosen, off = project.without_off(every)
    run = {r.id for r in chosen}
    skipped = tuple(r.id for r in every if r.id not in run)
    context = Context(graph, today or graph.model.date, chosen, skipped)
    if only is None:
        kept, more = project.without_off(_upkeep(context))
        chosen, off = chosen + kept, off + more
    found = _run(chosen, context)
    if found:
        if packs:
            from flowmodel.lint.policy import without_twins

            found = without_twins(found, packs)
        found = project.levelled(_without_echoes(found, chosen))
        found = _ordered(found, chosen, graph)
    waived: list[Waived] = []
    if found and graph.model.waivers:
        from flowmodel.lint.waivers import split

        found, waived = split(found, context)
    checked = tuple(r.id for r in chosen)
    own = tuple(r for r in packs if r.id in run)
    return Report(graph.model, tuple(found), checked, tuple(waived), off, project.select, own)


def asked_rules(
    graph: FlowGraph, project: Project
) -> tuple[tuple[Rule, ...], tuple[Rule, ...], Project]:
    """The rules that a model asks for, those of them that come from packs, and the settings.

    Raises `ModelError` where a pack does not hold.

    The levels that packs give to rules stand below those of the settings.
    """
    chosen = rules()
    if graph.model.assertions:
        chosen += asserted()
    if not (graph.model.policies or project.packs):
        return chosen, (), project
    from flowmodel.lint.policy import levels_of, packs_of

    named = packs_of(graph.model, project.packs)
    packs = tuple(r for p in named for r in p.rules)
    return chosen + packs, packs, project.under(levels_of(named))


def _run(chosen: tuple[Rule, ...], context: Context) -> list[Finding]:
    found: list[Finding] = []
    for rule in chosen:
        try:
            found.extend(rule.check(rule, context))
        except Exception as error:
            raise BrokenRuleError(rule.id) from error
    return found


def _upkeep(context: Context) -> tuple[Rule, ...]:
    """The rules on waivers and expiry, where the model has any: others need not load them."""
    model = context.graph.model
    certified = (c for a in model.actors for c in a.certifications)
    if not model.waivers and (
        context.today is None
        or not (context.coverage.expired or any(c.expires is not None for c in certified))
    ):
        return ()
    from flowmodel.lint.rules import upkeep

    return upkeep()


def _without_echoes(found: list[Finding], chosen: tuple[Rule, ...]) -> list[Finding]:
    """Drop a finding that only repeats, for one part, what a finding named in `echo_of` asks."""
    echo_of = {r.id: r.echo_of for r in chosen if r.echo_of}
    sources = {id for ids in echo_of.values() for id in ids}
    asked: dict[tuple[str, DocPath], set[str]] = {}
    for f in found:
        if f.rule in sources:
            asked.setdefault((f.rule, f.path), set()).update(
                m.control for m in f.missing if m.control
            )

    def echo(f: Finding) -> bool:
        wanted = {m.control.partition(".")[0] for m in f.missing if m.control}
        return bool(wanted) and any(
            wanted <= asked.get((id, f.path), set()) for id in echo_of.get(f.rule, ())
        )

    return [f for f in found if not echo(f)]


def _ordered(found: list[Finding], chosen: tuple[Rule, ...], graph: FlowGraph) -> list[Finding]:
    """The findings with their places, in the order of the document, then of the rules."""
    origin = graph.model.origin
    placed = []
    for f in found:
        place = origin.place(f.path)
        if place is not None and f.quote:
            place = _narrowed(graph.model, f, place)
        placed.append(f._replace(place=place, at=0))
    levels = {level: i for i, level in enumerate(LEVELS)}
    rank = {r.id: i for i, r in enumerate(chosen)}
    sections = {name: i for i, name in enumerate(type(graph.model).model_fields)}

    def key(f: Finding) -> tuple[object, ...]:
        within = tuple(f"{p:08}" if isinstance(p, int) else p for p in f.path[1:])
        section = sections.get(str(f.path[0]), 0) if f.path else 0
        return *_where(f.place), section, within, levels[f.level], rank[f.rule], f.message, f.parts

    return sorted(placed, key=key)


def _narrowed(model: Model, finding: Finding, place: Place) -> Place:
    """The place of the quoted words within the value, where the source shows them."""
    from flowmodel.lint.texts import value_at

    value, quote = value_at(model, finding.path), finding.quote
    if not isinstance(value, str) or quote not in value:
        return place
    first = value.index(quote)
    start = finding.at if value.startswith(quote, finding.at) else first
    if start == first and place.excerpt is not None and place.column is not None:
        # Mostly the words stand on the line of the value: no need to look how that is written.
        at = place.excerpt.find(quote, place.column - 1)
        if at >= 0:
            return place._replace(column=at + 1, end_column=at + 1 + len(quote))
    found = model.origin.words(finding.path, value, ((start, start + len(quote)),))
    return (model.origin.spot(*found[0]) if found else None) or place


def _where(place: Place | None) -> tuple[int, int]:
    return (place.line or 0, place.column or 0) if place else (0, 0)
