"""What the pages of a case file are: documents with kind, date and author, copies, the index, and what is missing.

Source: features F18, F24, F25 and F29 of the plan; 8 CCR 9792.10.5(a)(1).
"""

from openimr.casefile.documents.checklist import Checklist, ChecklistItem, Receipt, checklist, request_day
from openimr.casefile.documents.correcting import Correction, correct
from openimr.casefile.documents.folding import fold, is_same_page, look_alikes
from openimr.casefile.documents.indexing import (
    IndexRow,
    ReviewedEntry,
    documents_reviewed,
    index,
    reviewed_entries,
    reviewed_words,
)
from openimr.casefile.documents.named import NamedReport, named_reports
from openimr.casefile.documents.splitting import split

__all__ = [
    "Checklist",
    "ChecklistItem",
    "Correction",
    "IndexRow",
    "NamedReport",
    "Receipt",
    "ReviewedEntry",
    "checklist",
    "correct",
    "documents_reviewed",
    "fold",
    "index",
    "is_same_page",
    "look_alikes",
    "named_reports",
    "request_day",
    "reviewed_entries",
    "reviewed_words",
    "split",
]
