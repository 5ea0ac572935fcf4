"""The model: what was written, as frozen values.

`Model` is the only domain class hierarchy. YAML, JSON, `Builder` and plain
construction all end in an equal `Model`.
"""

from flowmodel.model.agenda import (
    Agenda,
    Annex,
    Checklist,
    ChecklistAnswer,
    Cover,
    Overview,
    Section,
    Term,
    Waiver,
)
from flowmodel.model.base import Localized, NamedPart, Part, Strict, Text, localise
from flowmodel.model.control import Control, ControlPart
from flowmodel.model.document import FORMAT, Figure, FigureNote, Model
from flowmodel.model.origin import Origin
from flowmodel.model.parts import (
    Actor,
    BoxItem,
    Certification,
    Channel,
    ControlBox,
    DataCategory,
    Exclusion,
    FunctionList,
    Grant,
    Party,
    Series,
    Statement,
    Transfer,
    Zone,
)

__all__ = [
    "FORMAT",
    "Actor",
    "Agenda",
    "Annex",
    "BoxItem",
    "Certification",
    "Channel",
    "Checklist",
    "ChecklistAnswer",
    "Control",
    "ControlBox",
    "ControlPart",
    "Cover",
    "DataCategory",
    "Exclusion",
    "Figure",
    "FigureNote",
    "FunctionList",
    "Grant",
    "Localized",
    "Model",
    "NamedPart",
    "Origin",
    "Overview",
    "Part",
    "Party",
    "Section",
    "Series",
    "Statement",
    "Strict",
    "Term",
    "Text",
    "Transfer",
    "Waiver",
    "Zone",
    "localise",
]
