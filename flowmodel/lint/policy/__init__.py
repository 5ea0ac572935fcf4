"""Policy packs: rules as data, judged beside the rules that are written in Python."""

from flowmodel.lint.policy.judge import without_twins
from flowmodel.lint.policy.load import Loaded, load_pack, loads_pack, policies_of, shipped

__all__ = ["Loaded", "load_pack", "loads_pack", "policies_of", "shipped", "without_twins"]
