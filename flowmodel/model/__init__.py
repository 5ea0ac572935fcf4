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
from flowmodel.model.assertions import (
    Always,
    Assertion,
    EveryPath,
    MustDelete,
    Never,
    NoAccess,
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
from flowmodel.model.transform import Transform

__all__ = [
    "FORMAT",
    "Actor",
    "Agenda",
    "Always",
    "Annex",
    "Assertion",
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
    "EveryPath",
    "Exclusion",
    "Figure",
    "FigureNote",
    "FunctionList",
    "Grant",
    "Localized",
    "Model",
    "MustDelete",
    "NamedPart",
    "Never",
    "NoAccess",
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
    "Transform",
    "Waiver",
    "Zone",
    "localise",
]
