"""The settings in force, and where each comes from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from flowmodel.config.options import OPTIONS, RuleLevel, from_here
from flowmodel.errors import InputError
from flowmodel.vocabulary import Level

if TYPE_CHECKING:
    from flowmodel.lint.policy import Loaded
    from flowmodel.lint.project import Project

DEFAULT = "default"
COMMAND_LINE = "command line"


class Setting(NamedTuple):
    """A value in force, and where it comes from: ``default``, ``command line`` or file and line."""

    value: Any
    source: str = DEFAULT


class Config:
    """The settings in force."""

    def __init__(
        self,
        settings: Mapping[str, Setting],
        file: Path | None = None,
        places: Mapping[str, str] | None = None,
        packs: tuple[Loaded, ...] | None = None,
    ):
        self.settings = {n: settings.get(n, Setting(o.default)) for n, o in OPTIONS.items()}
        self.file = file
        self.places = dict(places or {})
        """Rule → where its level is set."""
        self._packs = packs

    def __getitem__(self, name: str) -> Any:
        return self.settings[name].value

    def __reduce__(self) -> tuple[Any, ...]:
        # Conditions are functions, which no other process can be sent: it reads the packs itself.
        return Config, (self.settings, self.file, self.places)

    def over(self, **given: Any) -> Config:
        """These settings with those of the command line over them; None is not given."""
        changed = {
            name.replace("_", "-"): Setting(value, COMMAND_LINE)
            for name, value in given.items()
            if value is not None
        }
        return Config({**self.settings, **changed}, self.file, self.places, self._packs)

    def meaning(self) -> str:
        """The settings that change what is found, as a text that is equal for equal ones."""
        return repr([(name, self[name]) for name in ("policies", "levels", "select", "ignore")])

    def settings_file(self) -> str:
        """The file that they were read from, as seen from here; empty without one."""
        return from_here(self.file) if self.file else ""

    @property
    def packs(self) -> tuple[Loaded, ...]:
        """The packs that are run over every model. Raises `InputError` where one is not sound."""
        if self._packs is None:
            self._packs = ()
            if self["policies"]:
                from flowmodel.lint.policy import chosen_packs

                self._packs, problems = chosen_packs(
                    self["policies"], Path(from_here(self.file.parent)) if self.file else Path()
                )
                if problems:
                    raise InputError(problems)
        return self._packs

    def project(self) -> Project:
        """What these settings make of the rules. Raises `InputError` as `packs` does."""
        from flowmodel.lint.project import Project

        table: dict[str, RuleLevel] = self["levels"]
        levels: dict[str, Level] = {}
        off: dict[str, str] = {}
        for rule, chosen in table.items():
            if chosen.level == "off":
                off[rule] = chosen.reason
            else:
                levels[rule] = chosen.level
        return Project(self.packs, levels, off, tuple(self["select"]), self["ignore"])
