"""Conditions of a pack, read once into functions; whatever is wrong with them is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flowmodel.controls import catalogue_set
from flowmodel.errors import DocPath, nearest, shorten
from flowmodel.graph import Flow
from flowmodel.language import Bilingual
from flowmodel.lint.demand import Subject
from flowmodel.lint.policy.field import KINDS, Field
from flowmodel.lint.policy.fields import fields
from flowmodel.lint.policy.view import View
from flowmodel.vocabulary import NETWORKS

Test = Callable[[View, Any], bool]

MAX_DEPTH = 16
"""Deepest nesting of conditions."""
MAX_CONDITIONS = 500
"""Most conditions of one rule."""
MAX_VALUES = 200
"""Most values in one condition."""

GROUPS = ("all", "any", "not")
OPERATORS = ("is", "in", "has", "lacks", "under")
WORDS = (*GROUPS, "field", *OPERATORS, "crosses")
FITTING: dict[str, tuple[str, ...]] = {
    "text": ("is", "in"),
    "choice": ("is", "in"),
    "flag": ("is",),
    "list": ("has", "lacks"),
    "data": ("has", "lacks", "under"),
    "controls": ("has", "lacks"),
    "statements": ("has", "lacks"),
}
"""Which operators a kind of field takes."""


class Reader:
    """Reads the conditions of one rule and gathers what is wrong."""

    def __init__(self, subject: Subject):
        self.subject = subject
        self.problems: list[tuple[Bilingual, DocPath, bool, tuple[str, ...]]] = []
        """Message, path, whether the key is meant, nearest names."""
        self.single = False
        """Whether some field differs between transfers that are otherwise alike."""
        self.own = False
        """Whether some field differs between transfers of one situation."""
        self.count = 0

    def wrong(
        self, ja: str, en: str, path: DocPath, near: tuple[str, ...] = (), key: bool = False
    ) -> Test:
        """Note a problem; the rule will never run."""
        self.problems.append((Bilingual(ja, en), path, key, near))
        return never

    def read(self, raw: Any, path: DocPath, depth: int = 0) -> Test:
        """The test of a condition; a list means all of it."""
        self.count += 1
        if depth > MAX_DEPTH or self.count > MAX_CONDITIONS:
            if self.count > MAX_CONDITIONS + 1:
                return never
            self.count = MAX_CONDITIONS + 1
            return self.wrong(
                f"条件が多すぎるか深すぎます。{MAX_DEPTH} 段、{MAX_CONDITIONS} 個までです",
                f"too many or too deep conditions; {MAX_DEPTH} levels and {MAX_CONDITIONS} in all",
                path,
            )
        if isinstance(raw, list):
            return self._group("all", raw, path, depth)
        if not isinstance(raw, dict) or not raw:
            return self.wrong(
                "条件は {field: …, is: …} のように書きます",
                "a condition is written as {field: …, is: …}",
                path,
            )
        unknown = [k for k in raw if k not in WORDS]
        for k in unknown:
            known = ", ".join(WORDS)
            self.wrong(
                f"「{shorten(str(k))}」という演算子はありません。使えるもの: {known}",
                f"unknown operator '{shorten(str(k))}'; known: {known}",
                (*path, str(k)),
                nearest(str(k), WORDS),
                key=True,
            )
        return never if unknown else self._one(raw, path, depth)

    def _one(self, raw: dict[str, Any], path: DocPath, depth: int) -> Test:
        words = [k for k in raw if k != "field"]
        if len(words) != 1:
            return self.wrong(
                "一つの条件に書ける演算子は一つです",
                f"a condition has exactly one operator, found {len(words)}",
                path,
            )
        word = words[0]
        at = (*path, word)
        if word in GROUPS or word == "crosses":
            if "field" in raw:
                return self.wrong(
                    f"「{word}」に field は書けません", f"'{word}' takes no 'field'", path
                )
            if word == "crosses":
                return self._crosses(raw[word], at)
            if word == "not":
                inner = self.read(raw[word], at, depth + 1)
                return lambda v, p: not inner(v, p)
            return self._group(word, raw[word], at, depth)
        if "field" not in raw:
            if word in ("has", "lacks"):
                return self._filled(raw[word], word == "has", at)
            return self.wrong(f"「{word}」には field が必要です", f"'{word}' needs a 'field'", path)
        found = self.field(raw["field"], (*path, "field"))
        return self._compare(found, raw["field"], word, raw[word], at) if found else never

    def _group(self, word: str, raw: Any, path: DocPath, depth: int) -> Test:
        if not isinstance(raw, list) or not raw:
            return self.wrong(
                f"「{word}」には条件のリストを書きます",
                f"'{word}' takes a list of conditions",
                path,
            )
        tests = tuple(self.read(c, (*path, i), depth + 1) for i, c in enumerate(raw))
        if len(tests) == 1:
            return tests[0]
        if word == "any":
            return lambda v, p: any(t(v, p) for t in tests)
        return lambda v, p: all(t(v, p) for t in tests)

    def field(self, name: Any, path: DocPath) -> Field | None:
        """The field of a name, or None after telling that there is none."""
        known = fields(self.subject)
        found = known.get(name) if isinstance(name, str) else None
        if found is None:
            shown = shorten(str(name))
            self.wrong(
                f"「{self.subject}」に「{shown}」という項目はありません",
                f"'{self.subject}' have no field '{shown}'",
                path,
                nearest(str(name), known) or _alike(str(name), known),
            )
        else:
            self.single |= found.single
            self.own |= found.own
        return found

    def _filled(self, name: Any, wanted: bool, path: DocPath) -> Test:
        found = self.field(name, path)
        if found is None:
            return never
        if found.kind == "controls":
            return self.wrong(
                "対策は {field: controls, has: 対策名} と書きます",
                "controls are asked for as {field: controls, has: encryption}",
                path,
            )
        read = found.read
        return lambda v, p: bool(read(v, p)) is wanted

    def _compare(self, found: Field, name: str, word: str, value: Any, path: DocPath) -> Test:
        if word not in FITTING[found.kind]:
            allowed = ", ".join(FITTING[found.kind])
            return self.wrong(
                f"「{name}」は{KINDS[found.kind].ja}です。使える演算子: {allowed}",
                f"'{name}' is {KINDS[found.kind].en}; it takes {allowed}",
                path,
                key=True,
            )
        values = self._values(found, word, value, path)
        if values is None:
            return never
        if found.kind == "controls":
            return controls_test(values, word == "has")
        read = found.read
        if found.kind == "statements":
            return _statements_test(read, values, word == "has")
        if word == "is":
            only = values[0]
            return lambda v, p: read(v, p) == only
        wanted = frozenset(values)
        if word == "in":
            return lambda v, p: read(v, p) in wanted
        if found.kind == "data":
            return _data_test(read, wanted, word)
        if word == "has":
            return lambda v, p: wanted <= set(read(v, p) or ())
        return lambda v, p: not wanted & set(read(v, p) or ())

    def _values(self, found: Field, word: str, value: Any, path: DocPath) -> list[Any] | None:
        if word == "in" and not isinstance(value, list):
            self.wrong("「in」にはリストを書きます", "'in' takes a list", path)
            return None
        many = isinstance(value, list) and word != "is"
        values = value if many else [value]
        if not values or len(values) > MAX_VALUES:
            self.wrong(
                f"値は 1 個以上 {MAX_VALUES} 個までです", f"give 1 to {MAX_VALUES} values", path
            )
            return None
        good = [self._value(found, v, (*path, i) if many else path) for i, v in enumerate(values)]
        return values if all(good) else None

    def _value(self, found: Field, value: Any, path: DocPath) -> bool:
        shown = shorten(str(value))
        if found.kind == "flag":
            if isinstance(value, bool):
                return True
            self.wrong("true か false を書きます", f"expected true or false, found '{shown}'", path)
        elif not isinstance(value, str):
            self.wrong(
                f"文字列を書きます（「{shown}」は引用符で囲んでください）",
                f"expected a text, found '{shown}'; put it in quotes",
                path,
            )
        elif found.kind in ("controls", "statements"):
            return self.control(value, path)
        elif found.choices and value not in found.choices:
            allowed = ", ".join(found.choices)
            self.wrong(
                f"「{shown}」は使えません。使える値: {allowed}",
                f"'{shown}' is no value of this field; allowed: {allowed}",
                path,
                nearest(value, found.choices),
            )
        else:
            return True
        return False

    def control(self, name: str, path: DocPath) -> bool:
        """Whether the catalogue has a control of that name; told where not."""
        known = catalogue_set()
        if known.canonical(name) is not None:
            return True
        self.wrong(
            f"「{shorten(name)}」という対策はありません",
            f"there is no control '{shorten(name)}'",
            path,
            nearest(name, known.names()),
        )
        return False

    def _crosses(self, value: Any, path: DocPath) -> Test:
        if self.subject not in ("transfers", "channels"):
            return self.wrong(
                "「crosses」は transfers と channels だけで使えます",
                "'crosses' is for transfers and channels alone",
                path,
                key=True,
            )
        if value == "zones":
            return _crosses_zones
        if value == "networks":
            return _crosses_networks
        if isinstance(value, str) and value in NETWORKS:
            return _crosses_out_of(value)
        if (
            isinstance(value, list)
            and len(value) == 2
            and all(isinstance(n, str) and n in NETWORKS for n in value)
        ):
            return _crosses_from(value[0], value[1])
        known = ", ".join(NETWORKS)
        return self.wrong(
            f"「crosses」には zones、networks、ネットワーク、または [送る側, 受ける側] を書きます（{known}）",
            f"'crosses' takes zones, networks, a network, or a pair [from, to] of {known}",
            path,
            nearest(value, ("zones", "networks", *NETWORKS)) if isinstance(value, str) else (),
        )


def never(view: View, part: Any) -> bool:
    """The test that stands where a condition could not be read; its pack is not loaded."""
    return False


def _alike(name: str, known: dict[str, Field]) -> tuple[str, ...]:
    """The fields whose last word is the name: ``medium`` → ``channel.medium``."""
    return tuple(k for k in known if k.rpartition(".")[2] == name)[:3]


def controls_test(names: list[str], has: bool) -> Test:
    """``has``: each is in place or planned. ``lacks``: of each, something is not stated."""
    masks = [catalogue_set().mask(n) for n in names]
    if has:
        return lambda v, p: all(v.masks(p).stated & m == m for m in masks)
    return lambda v, p: all(v.masks(p).settled & m != m for m in masks)


def _statements_test(read: Callable[[View, Any], int], names: list[str], has: bool) -> Test:
    """Whether each of the controls, or none of any, is among the bits that `read` gives."""
    masks = [catalogue_set().mask(n) for n in names]
    if has:
        return lambda v, p: all(read(v, p) & m == m for m in masks)
    return lambda v, p: not any(read(v, p) & m for m in masks)


def _data_test(read: Callable[[View, Any], Any], wanted: frozenset[str], word: str) -> Test:
    def own(view: View, part: Any) -> frozenset[str]:
        names: set[str] = set()
        for id in read(view, part) or ():
            c = view.graph.data[id]
            names.update((id, c.label("ja"), c.label("en")))
        return frozenset(names)

    if word == "under":
        return lambda v, p: any(v.kinds_of[id] & wanted for id in read(v, p) or ())
    if word == "has":
        return lambda v, p: wanted <= own(v, p)
    return lambda v, p: not wanted & own(v, p)


def _ends(view: View, part: Any) -> tuple[Any, Any]:
    if isinstance(part, Flow):
        return part.source, part.target
    first, second = part.between
    return view.graph.actors[first], view.graph.actors[second]


def _crosses_zones(view: View, part: Any) -> bool:
    first, second = _ends(view, part)
    return bool(first.zone != second.zone)


def _crosses_networks(view: View, part: Any) -> bool:
    first, second = (view.facts.networks[a.id] for a in _ends(view, part))
    return first is not None and second is not None and first != second


def _crosses_out_of(network: str) -> Test:
    """Whether just one of the ends stands in a network; the other may stand in none."""

    def test(view: View, part: Any) -> bool:
        return sum(view.facts.networks[a.id] == network for a in _ends(view, part)) == 1

    return test


def _crosses_from(source: str, target: str) -> Test:
    def test(view: View, part: Any) -> bool:
        first, second = (view.facts.networks[a.id] for a in _ends(view, part))
        if (first, second) == (source, target):
            return True
        return not isinstance(part, Flow) and (second, first) == (source, target)

    return test
