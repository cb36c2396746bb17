"""Invents whole case folders: application, what was recorded, reviewers, records with their truth, and filled reviews.

Those that follow a published determination ("000" to "004") have a review as an invented reviewer would have written
it, without a signature; people, places and all wording are invented.
"""

from openimr.samples.whole_cases.making import sample_whole_cases, whole_case_sample
from openimr.samples.whole_cases.panel import PlantedKind, PlantedReviewer
from openimr.samples.whole_cases.sample import FILLED_REVIEW, WholeCaseSample
from openimr.samples.whole_cases.signing import signed_review

__all__ = [
    "FILLED_REVIEW",
    "PlantedKind",
    "PlantedReviewer",
    "WholeCaseSample",
    "sample_whole_cases",
    "signed_review",
    "whole_case_sample",
]
