"""Settings of a project: ``flowmodel.toml``, or ``[tool.flowmodel]`` in ``pyproject.toml``.

A setting of the command line goes over the file's, the file's over the default. The nearest file
upwards from what is checked counts, not beyond the root of a repository (a folder with ``.git``).
"""

from flowmodel.config.file import MAX_BYTES, load, read, unknown_rules
from flowmodel.config.options import OFF, OPTIONS, RuleLevel, WrongValueError
from flowmodel.config.settings import COMMAND_LINE, DEFAULT, Config, Setting

__all__ = [
    "COMMAND_LINE",
    "DEFAULT",
    "MAX_BYTES",
    "OFF",
    "OPTIONS",
    "Config",
    "RuleLevel",
    "Setting",
    "WrongValueError",
    "load",
    "read",
    "unknown_rules",
]
