"""What must be there before an event counts: one named function for each condition of the life cycle.

Source: ``rulebook/law/life_cycle_conditions.yaml``.
"""

from openimr.cases.conditions import ending, intake, review
from openimr.cases.conditions.registry import CONDITIONS, Condition

__all__ = ["CONDITIONS", "Condition", "ending", "intake", "review"]
