"""Criteria of guidelines: facts of a case, trees of conditions over them, and answers with three values."""

from openimr.guidelines.criteria.evaluating import CriterionResult, evaluate, words_of
from openimr.guidelines.criteria.facts import (
    Day,
    Fact,
    Facts,
    FactSource,
    FactValue,
    Items,
    NotDocumented,
    Number,
    Text,
    YesNo,
    number,
    yes,
)
from openimr.guidelines.criteria.tree import (
    AllOf,
    AnyOf,
    AtLeast,
    Compare,
    Documented,
    Node,
    Not,
    Op,
    fact_names,
    node_from,
)
from openimr.guidelines.criteria.truth import Truth

__all__ = [
    "AllOf",
    "AnyOf",
    "AtLeast",
    "Compare",
    "CriterionResult",
    "Day",
    "Documented",
    "Fact",
    "FactSource",
    "FactValue",
    "Facts",
    "Items",
    "Node",
    "Not",
    "NotDocumented",
    "Number",
    "Op",
    "Text",
    "Truth",
    "YesNo",
    "evaluate",
    "fact_names",
    "node_from",
    "number",
    "words_of",
    "yes",
]
