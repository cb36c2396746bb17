"""Evidence: the level of a study, and the comparison of conflicting recommendations by their studies."""

from openimr.guidelines.evidence.comparing import (
    CitedRecommendation,
    Comparison,
    ComparisonOutcome,
    Conflict,
    Direction,
    Party,
    Statement,
    Strength,
    compare,
)
from openimr.guidelines.evidence.levels import (
    Applicability,
    Applies,
    Aspect,
    Bias,
    Level,
    LevelUnknown,
    Question,
    Study,
    StudyDesign,
    level,
    levels_of,
)

__all__ = [
    "Applicability",
    "Applies",
    "Aspect",
    "Bias",
    "CitedRecommendation",
    "Comparison",
    "ComparisonOutcome",
    "Conflict",
    "Direction",
    "Level",
    "LevelUnknown",
    "Party",
    "Question",
    "Statement",
    "Strength",
    "Study",
    "StudyDesign",
    "compare",
    "level",
    "levels_of",
]
