"""The table of rules: one line a rule, each in a file of its own."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from flowmodel.errors import InputError, Problem, nearest
from flowmodel.language import Bilingual

if TYPE_CHECKING:
    from flowmodel.lint.rule import Rule

RULES: dict[str, str] = {
    "E01": "flowmodel.lint.rules.e01_edge_without_controls",
    "E02": "flowmodel.lint.rules.e02_encryption_in_transit",
    "E03": "flowmodel.lint.rules.e03_peer_restriction",
    "E04": "flowmodel.lint.rules.e04_user_authentication",
    "E05": "flowmodel.lint.rules.e05_multi_factor",
    "E06": "flowmodel.lint.rules.e06_sanitise_on_import",
    "E07": "flowmodel.lint.rules.e07_locked_files",
    "E08": "flowmodel.lint.rules.e08_rights_on_ward_files",
    "E09": "flowmodel.lint.rules.e09_store_access_rights",
    "E10": "flowmodel.lint.rules.e10_physical_handover",
    "E11": "flowmodel.lint.rules.e11_mail_or_size",
    "A01": "flowmodel.lint.rules.a01_malware_protection",
    "A02": "flowmodel.lint.rules.a02_monitoring",
    "A03": "flowmodel.lint.rules.a03_perimeter_defence",
    "A04": "flowmodel.lint.rules.a04_availability",
    "A05": "flowmodel.lint.rules.a05_entry_control",
    "A06": "flowmodel.lint.rules.a06_domestic_law",
    "A07": "flowmodel.lint.rules.a07_certification",
    "A08": "flowmodel.lint.rules.a08_foreign_law",
    "A09": "flowmodel.lint.rules.a09_retention",
    "P01": "flowmodel.lint.rules.p01_direct_link",
    "P02": "flowmodel.lint.rules.p02_specified_communication",
    "P03": "flowmodel.lint.rules.p03_breakout",
    "P04": "flowmodel.lint.rules.p04_beta_terminal",
    "P05": "flowmodel.lint.rules.p05_step_order",
    "F01": "flowmodel.lint.rules.f01_excluded_party",
    "F02": "flowmodel.lint.rules.f02_item_scope",
    "F03": "flowmodel.lint.rules.f03_onward_transfer",
    "F04": "flowmodel.lint.rules.f04_my_number",
    "F05": "flowmodel.lint.rules.f05_third_party_abroad",
    "F06": "flowmodel.lint.rules.f06_class_and_channel",
    "F07": "flowmodel.lint.rules.f07_partner_isolation",
    "F08": "flowmodel.lint.rules.f08_deletion",
    "D01": "flowmodel.lint.rules.d01_checklist_complete",
    "D02": "flowmodel.lint.rules.d02_figure_and_checklist",
    "D03": "flowmodel.lint.rules.d03_required_fields",
    "D04": "flowmodel.lint.rules.d04_term_consistency",
    "D05": "flowmodel.lint.rules.d05_submission_pattern",
    "D06": "flowmodel.lint.rules.d06_readable_figure",
}
"""Rule id → module with a ``RULE``."""

ASSERTED: dict[str, str] = {
    "N01": "flowmodel.lint.rules.n01_never",
    "N02": "flowmodel.lint.rules.n02_always",
    "N03": "flowmodel.lint.rules.n03_every_path",
    "N04": "flowmodel.lint.rules.n04_no_access",
    "N05": "flowmodel.lint.rules.n05_must_delete",
}
"""Rules on a model's assertions. Run only where it has any."""

UPKEEP: dict[str, str] = {
    "W01": "flowmodel.lint.rules.w01_waiver_expired",
    "W02": "flowmodel.lint.rules.w02_waiver_of_nothing",
    "W03": "flowmodel.lint.rules.w03_waiver_incomplete",
    "W04": "flowmodel.lint.rules.w04_waiver_unknown",
    "W05": "flowmodel.lint.rules.w05_evidence_expired",
}
"""Rules on waivers and expiry. Run only where a model has any, and never waived themselves."""


@cache
def rule(id: str) -> Rule:
    """The rule of an id. Raises `InputError` with the nearest ids."""
    module = RULES.get(id.upper()) or ASSERTED.get(id.upper()) or UPKEEP.get(id.upper())
    if module is None:
        raise InputError(
            Problem(
                Bilingual(f"規則「{id}」はありません", f"there is no rule '{id}'"),
                suggestions=nearest(id, every_id()) or tuple(RULES)[:3],
            )
        )
    found: Rule = import_module(module).RULE
    return found


def every_id() -> tuple[str, ...]:
    """The ids of all rules that are written in Python, without loading any."""
    return (*RULES, *ASSERTED, *UPKEEP)


def rules() -> tuple[Rule, ...]:
    """All rules, in the order of the table."""
    return tuple(rule(id) for id in RULES)


def upkeep() -> tuple[Rule, ...]:
    """The rules on waivers and expiry."""
    return tuple(rule(id) for id in UPKEEP)


def every_rule() -> tuple[Rule, ...]:
    """All rules there are, for lists and documentation: those of the table, then the others."""
    return (*rules(), *asserted(), *upkeep())


def asserted() -> tuple[Rule, ...]:
    """The rules on assertions."""
    return tuple(rule(id) for id in ASSERTED)
