"""Takes files into a case file: kept as they came, copied clean, refused or kept apart with reason and remedy.

The daemon of a scanner is asked by :mod:`openimr.casefile.intake.clamd`, which only a shell imports.
"""

from openimr.casefile.intake.first_view import page_alone
from openimr.casefile.intake.limits import IntakeLimits, intake_limits
from openimr.casefile.intake.receipt import Notice, Progress, Receipt, Scanner, ScanResult, Step, Verdict
from openimr.casefile.intake.receiving import receive

__all__ = [
    "IntakeLimits",
    "Notice",
    "Progress",
    "Receipt",
    "ScanResult",
    "Scanner",
    "Step",
    "Verdict",
    "intake_limits",
    "page_alone",
    "receive",
]
