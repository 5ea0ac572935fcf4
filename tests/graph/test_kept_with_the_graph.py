"""What analyses prepare of a graph lives as long as the graph, and no longer."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest

import flowmodel
from flowmodel.analysis.exclusions import exclusions
from flowmodel.analysis.propagate import information
from flowmodel.graph import FlowGraph
from flowmodel.lint import check
from flowmodel.lint.policy.find import SHIPPED

EXAMPLE = Path(__file__).parents[2] / "examples" / "shiryo-59-1" / "model.yaml"


def graph() -> FlowGraph:
    model = flowmodel.load(EXAMPLE)
    return FlowGraph.of(model.model_copy(update={"policies": tuple(SHIPPED)}))


def test_it_is_prepared_once() -> None:
    one, other = graph(), graph()
    assert information(one) is information(one)
    assert information(one) is not information(other)
    assert exclusions(one) is exclusions(one)
    assert information(one).graph is one


@pytest.mark.parametrize("look", [information, exclusions, check])
def test_a_graph_that_was_looked_at_is_collected(look: object) -> None:
    assert callable(look)
    looked = graph()
    look(looked)
    watched = weakref.ref(looked)
    del looked
    gc.collect()
    assert watched() is None
