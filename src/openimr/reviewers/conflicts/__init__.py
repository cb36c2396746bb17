"""Finds material affiliations of a reviewer, or of the review organization, with the parties of a case.

Source: Labor Code 139.5(d)(5) and (6); ``rulebook/law/affiliation_parties.yaml`` and ``affiliation_ties.yaml``.
"""

from openimr.reviewers.conflicts.screening import Hit, Screen, Screened, side_by_side

__all__ = ["Hit", "Screen", "Screened", "side_by_side"]
