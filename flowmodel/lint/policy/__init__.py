"""Policy packs: rules as data, judged beside the rules that are written in Python."""

from flowmodel.lint.policy.find import (
    SHIPPED,
    chosen_packs,
    every_pack,
    find_pack,
    policies_of,
    shipped,
)
from flowmodel.lint.policy.judge import without_twins
from flowmodel.lint.policy.load import Loaded, load_pack, loads_pack

__all__ = [
    "SHIPPED",
    "Loaded",
    "chosen_packs",
    "every_pack",
    "find_pack",
    "load_pack",
    "loads_pack",
    "policies_of",
    "shipped",
    "without_twins",
]
