"""Screens an application: where each disputed treatment stands, with all reasons, and what must be asked for.

The program proposes; that a treatment is not eligible is decided by a person in the name of the Administrative
Director. A verdict lists all reasons, not the first.

Source: 8 CCR 9792.10.3; Labor Code 4610.5; ``rulebook/law/eligibility.yaml``.
"""

from openimr.cases.eligibility.reason import Ask, Cure, Effect, Reason, Standing, rules
from openimr.cases.eligibility.screening import Missing, Screening, Verdict, screen
from openimr.cases.eligibility.telling import told

__all__ = ["Ask", "Cure", "Effect", "Missing", "Reason", "Screening", "Standing", "Verdict", "rules", "screen", "told"]
