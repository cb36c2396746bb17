"""Invents complete case files as PDF, typed and scanned, with the truth about every page.

Five of them follow the facts of published determinations ("000" to "004"); people, places and words are invented.
"""

from openimr.samples.casefiles.followed import FOLLOWED
from openimr.samples.casefiles.making import CaseFileSample, followed_case_file, sample_case_files
from openimr.samples.casefiles.piling import Scans
from openimr.samples.casefiles.truth import CaseFileTruth

__all__ = ["FOLLOWED", "CaseFileSample", "CaseFileTruth", "Scans", "followed_case_file", "sample_case_files"]
