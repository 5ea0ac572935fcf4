"""What was written reads back as an equal model."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from strategies import models

import flowmodel.source as source
from flowmodel.graph import FlowGraph
from flowmodel.lint.remedy import BLANK, FIELD_BLANK
from flowmodel.model import Model

settings.register_profile("round-trip", deadline=None, max_examples=60)


@pytest.mark.parametrize("format", ["yaml", "json"])
@settings(settings.get_profile("round-trip"))
@given(model=models())
def test_what_is_dumped_loads_equal(format: str, model: Model) -> None:
    FlowGraph.of(model)
    text = source.dump(model, format)  # type: ignore[arg-type]
    assume(BLANK not in text and FIELD_BLANK not in text)  # hypothesis tries words of the code
    assert source.loads(text, f"<{format}>") == model
