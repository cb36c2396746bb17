"""Search over all pages of a case file: phrase, all, any, near, without; tolerant of misread letters, with boxes.

>>> from openimr.casefile.model import Page, PageText, TextSource
>>> text = PageText(source=TextSource.LAYER, text="Six visits of acupuncture were approved.")
>>> page = Page(file="invented", number=1, running=1, width=612, height=792, texts=(text,))
>>> search(build([page]), '"acupuncture were"').pages[0].snippet.before
'Six visits of'
>>> absence(build([page]), "chiropractic").says
'chiropractic is found on none of the 1 pages searched, all of which could be read.'

Source: feature F21 of the plan.
"""

from openimr.casefile.search.absent import absence
from openimr.casefile.search.hits import (
    Absence,
    DocumentHits,
    Found,
    Hits,
    PageHit,
    Place,
    Reason,
    Snippet,
)
from openimr.casefile.search.index import SearchIndex, build
from openimr.casefile.search.parsing import parse
from openimr.casefile.search.places import Match
from openimr.casefile.search.saving import load, save
from openimr.casefile.search.searching import search
from openimr.casefile.search.variants import Tolerance

__all__ = [
    "Absence",
    "DocumentHits",
    "Found",
    "Hits",
    "Match",
    "PageHit",
    "Place",
    "Reason",
    "SearchIndex",
    "Snippet",
    "Tolerance",
    "absence",
    "build",
    "load",
    "parse",
    "save",
    "search",
]
