"""Writes redacted pages as a new PDF that holds nothing but released words and pixels of lines that may be seen.

Removal is by construction: nothing of the original file is copied into the new one, so that no metadata, attachment,
bookmark, note, form field, script, hidden layer or replacement text can be left in it.
Source: the plan of the case file, part D.
"""

from openimr.casefile.redaction.pdf.leftovers import Leftover, leftovers
from openimr.casefile.redaction.pdf.verifying import MadePage, verify
from openimr.casefile.redaction.pdf.writing import RedactedPdf, redact_pdf

__all__ = ["Leftover", "MadePage", "RedactedPdf", "leftovers", "redact_pdf", "verify"]
