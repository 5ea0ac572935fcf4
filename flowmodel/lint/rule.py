"""What a rule is and what it yields.

A rule is one file in `flowmodel.lint.rules` with a module-level ``RULE`` and
one line in the table there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING, Literal

from flowmodel.analysis import Coverage, Provided
from flowmodel.analysis.words import listed
from flowmodel.errors import DocPath
from flowmodel.graph import Flow, FlowGraph
from flowmodel.language import Bilingual
from flowmodel.lint.demand import Claim, Policy
from flowmodel.lint.facts import Facts, Profile
from flowmodel.lint.finding import SILENT as SILENT
from flowmodel.lint.finding import Finding as Finding
from flowmodel.lint.finding import Missing as Missing
from flowmodel.model import NamedPart
from flowmodel.vocabulary import Level

if TYPE_CHECKING:
    from flowmodel.lint.policy.compile import Compiled
    from flowmodel.lint.screen import Screen

RuleKind = Literal["edge", "actor", "path", "flow", "document"]
Origin = Literal["seed", "guidance", "judgement"]

ORIGINS: dict[Origin, Bilingual] = {
    "seed": Bilingual("資料59に基づく", "from 資料59"),
    "guidance": Bilingual("公的な指針に基づく", "from official guidance"),
    "judgement": Bilingual("技術的判断による", "engineering judgement"),
}


KINDS: dict[RuleKind, Bilingual] = {
    "edge": Bilingual("手順", "transfer"),
    "actor": Bilingual("主体", "actor"),
    "path": Bilingual("経路・順序", "path"),
    "flow": Bilingual("情報の流れ", "flow"),
    "document": Bilingual("資料", "document"),
}


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a rule asks of one transfer, met or not, and the statements that count for it."""

    rule: str
    controls: tuple[str, ...]
    """Canonical ids of which each must be stated; empty where any control at all is enough."""
    counted: tuple[Provided, ...]
    """The statements that count, of these controls, in the order of the document."""
    lacking: tuple[str, ...]
    """The controls, or parts of them, of which nothing is stated."""
    providers: tuple[tuple[str, ...], ...] = ()
    """For each of `lacking`, the parts for which it could be stated."""
    text: Bilingual = SILENT
    """What is asked, where it is no control."""
    met: bool = True


@dataclass(frozen=True)
class Context:
    """What a rule may look at: the graph, and what follows from it."""

    graph: FlowGraph
    today: date | None = None
    """The day on which evidence, certificates and waivers are judged; None judges no expiry."""
    rules: tuple[Rule, ...] = ()
    """The rules of this check."""
    skipped: tuple[str, ...] = ()
    """The rules that the settings leave out of it, by id."""
    known: Facts | None = field(default=None, kw_only=True)
    """What was found before for the same graph and day; found anew without it."""

    @cached_property
    def coverage(self) -> Coverage:
        """Effective controls with their providers."""
        return self.known.coverage if self.known else Coverage(self.graph, self.today)

    @cached_property
    def facts(self) -> Facts:
        """What several rules ask of the graph, found once."""
        return self.known or Facts(self.graph, self.coverage)

    @cached_property
    def _suspects(self) -> dict[int, list[Profile]]:
        return self._screen.run()

    @cached_property
    def _screen(self) -> Screen:
        from flowmodel.lint.screen import screen

        return screen(self, self.rules)

    def suspects(self, rule: Rule) -> Sequence[Profile]:
        """The profiles of which something that a rule needs is not stated, in their order.

        Found for all the rules of this check at once. Raises what `rule.needed` raised.
        """
        if any(own is rule for own in self.rules):
            self._screen.hold(rule)
            return self._suspects.get(id(rule), ())
        return replace(self, rules=(rule,), known=self.facts).suspects(rule)

    def name(self, part: NamedPart) -> Bilingual:
        """A part's printed name in both languages, in corner brackets or quotes."""
        return self.facts.wording.name(part)

    def names(self, parts: Iterable[NamedPart]) -> Bilingual:
        """The printed names of several parts, one after the other."""
        return listed(self.name(part) for part in parts)

    def step(self, flow: Flow) -> Bilingual:
        """A step as messages speak of it: ``手順④「資料のダウンロード」``."""
        return self.facts.wording.step(flow)

    def control(self, *names: str) -> Bilingual:
        """Controls by their printed names: ``「通信内容の暗号化」``."""
        return self.facts.wording.control(names)

    def lacking(self, flow: Flow, *controls: str) -> tuple[Missing, ...]:
        """What a transfer lacks of `controls`, with the parts that could provide each."""
        masks = self.coverage.masks(flow)
        return tuple(
            Missing(c, self.providers(flow, c)) for c in self.coverage.missing(masks, *controls)
        )

    def missing(self, flow: Flow, *controls: str) -> tuple[Missing, ...]:
        """`controls` as missing from a transfer, whatever may be stated of them."""
        return tuple(Missing(c, self.providers(flow, c)) for c in controls)

    def providers(self, flow: Flow, control: str) -> tuple[str, ...]:
        """The parts for which `control` could be stated so that it protects `flow`."""
        return self.facts.wording.providers(flow, control)


@dataclass(frozen=True, slots=True)
class Example:
    """A small model for a rule's page and its tests."""

    title: Bilingual
    model: str
    """The document, as YAML."""


def by_policy(rule: Rule, ctx: Context) -> Iterable[Finding]:
    """The findings of a rule that is data."""
    from flowmodel.lint.policy.judge import judge

    return judge(rule, ctx, rule.compiled)


def of_policy(rule: Rule, ctx: Context, flow: Flow) -> Iterable[Requirement]:
    """What a rule that is data asks of a transfer."""
    from flowmodel.lint.policy.judge import requires

    return requires(rule, ctx, flow)


@dataclass(frozen=True)
class Rule:
    """A rule: what it asks, on what ground, and how it is checked."""

    id: str
    level: Level
    kind: RuleKind
    title: Bilingual
    message: Bilingual
    """The message of a finding, with ``{placeholders}``."""
    why: Bilingual
    """Why it matters, in a sentence or two."""
    applies: Bilingual
    """When the rule applies."""
    satisfied: Bilingual
    """What satisfies it."""
    basis: Bilingual
    """The paper, law or guideline, or that there is none."""
    origin: tuple[Origin, ...]
    passing: tuple[Example, ...]
    failing: tuple[Example, ...]
    policy: Policy | None = None
    """What it asks, as data, where the language of policies can say it."""
    claim: Claim | None = None
    """In its place: what must hold of the flow as a whole, of rules of packs alone."""
    check: Callable[[Rule, Context], Iterable[Finding]] = by_policy
    """The findings of a model. Only what the language cannot say is written in Python."""
    false_positives: Bilingual = SILENT
    """When a finding may be wrong."""
    options: dict[str, Bilingual] = field(default_factory=dict)
    """Further message texts of the rule, by name."""
    catalogue: str | None = None
    """Id in the catalogue of rules that this one came from, where it differs from `id`."""
    requires: Callable[[Rule, Context, Flow], Iterable[Requirement]] | None = None
    """What the rule asks of a transfer, met or not; of edge rules alone."""
    needs: Callable[[Context, Profile], int] | None = None
    """The bits of the controls that a transfer needs, all of them, for the rule to be content; 0
    where the rule does not concern it, `ALWAYS` where what is lacking is no control. Asked once
    for a situation (`flowmodel.lint.situations`), so it may not depend on names. A rule that is
    data has none of its own: see `needed`."""
    echo_of: tuple[str, ...] = ()
    """Rules whose findings make one of this rule an echo: for the same part, and asking for the
    same controls or more. An echo is not reported."""

    @property
    def is_data(self) -> bool:
        """Whether the rule can be written in the language of packs."""
        return self.policy is not None or self.claim is not None

    @cached_property
    def compiled(self) -> Compiled:
        """The policy with its names looked up, once; a rule without one has none."""
        from flowmodel.lint.policy.compile import compile_policy

        assert self.policy is not None
        compiled, reader = compile_policy(self.policy, self.message, ())
        assert not reader.problems, (self.id, reader.problems)
        return compiled

    @cached_property
    def needed(self) -> Callable[[Context, Profile], int] | None:
        """`needs`, or what the policy needs; None where it looks at names, or at no transfers."""
        if self.needs is not None or self.policy is None:
            return self.needs
        if self.policy.subject != "transfers" or self.compiled.own:
            return None
        from flowmodel.lint.policy.judge import needs

        return partial(needs, self.compiled)

    def finding(
        self,
        path: DocPath,
        parts: Iterable[str],
        *,
        missing: Iterable[Missing] = (),
        level: Level | None = None,
        message: Bilingual | None = None,
        quote: str = "",
        **values: object,
    ) -> Finding:
        """A finding of this rule, its message filled with `values`."""
        return Finding(
            self.id,
            level or self.level,
            (message or self.message).format(**values),
            tuple(parts),
            path,
            tuple(missing),
            self.basis,
            quote,
        )
