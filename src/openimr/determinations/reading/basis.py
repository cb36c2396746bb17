"""Reads the guidelines that one side rests its decision on out of its statement, as worded.

A statement is a row of clauses, each begun by an opening ("Decision based on MTUS", "did not base their decision on the
MTUS", "based its decision on the"). What follows an opening is cut where another guideline is named, and each piece is
read by :mod:`openimr.determinations.reading.citing`.

Source: ``determination-formats.md`` section 3 (rows "guideline sentences" to "pages") for layout L4, seen in letters;
the wordings of L1, L2, L3 and L5 are recalled and unverified.
"""

from __future__ import annotations

import re
from functools import lru_cache

from openimr.determinations.model import Basis, CitationFamily, GuidelineCitation
from openimr.determinations.reading.citing import Context, read_citations
from openimr.determinations.reading.flow import tidy

__all__ = ["read_basis"]

_MTUS = r"(?:MTUS|(?:California\s)?Medical\sTreatment\sUtilization\sSchedule)(?:\s\(MTUS\))?"
_WHOSE = r"(?:their|its|his/her|his\sor\sher|her/his|his|her|the)"
_WHO = (
    r"(?:The\s)?(?:(?:Claims\sAdministrator|Claims\sAdjuster|Utilization\sReview\sphysician"
    r"|(?:[A-Z]\w+\s)?Reviewer|reviewer)(?:'s)?\s(?:also\s|has\s)?)?"
)
_OPENING = re.compile(
    rf"""
    (?:MTUS|ACOEM|ODG|Other)\scitation\sin\sfull:\s
    |(?:The\s)?(?:requesting\s)?(?:provider|physician|employee)\s(?:did|does)\snot\sdispute\b
    |(?:(?:That|The)\s)?(?:[A-Z]\w+\s){{0,2}}found\sthe\sguidelines?\s(?:used|cited)\sby\b
    |{_WHO}(?:
        (?:did|does)\snot\s(?:base\s{_WHOSE}\sdecision\s(?:up)?on|rely\s(?:up)?on|use|cite)\s(?:the\s)?{_MTUS}(?![\w:])
      |found\s(?:that\s)?no\ssections?\sof\sthe\s{_MTUS}\s[^.]*
      |(?:did|does)\snot\s(?:cite|provide|give|list|identify|specify|reference)\b[^.]*
      |(?:base[sd]|rest(?:s|ed))\s{_WHOSE}\sdecision\s(?:up)?on\s
      |(?:relied|relies)\s(?:up)?on\s
    )
    |Decision\s(?:is\s|was\s)?based\s(?:up)?on\s(?:the\s|an?\s)?(?:non[-\s]?MTUS(?:\scitations?)?|{_MTUS}(?:\scitations?)?)(?!\w):?
    |Decision\s(?:is\s|was\s)?based\s(?:up)?on\s
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DENIES_MTUS = re.compile(rf"not\s(?:base|rely|use|cite)\b.*{_MTUS}\Z|no\ssections?\sof", re.IGNORECASE)
_NON_MTUS = re.compile(r"non[-\s]?MTUS", re.IGNORECASE)
_FROM_MTUS = re.compile(rf"\ADecision\b.*{_MTUS}", re.IGNORECASE)
_LABELLED = re.compile(r"\A(\w+)\scitation\sin\sfull", re.IGNORECASE)
_NOTHING_CITED = re.compile(r"not\s(?:cite|provide|give|list|identify|specify|reference|dispute)\b|found\sthe\s", re.IGNORECASE)
_NO_CITATION = re.compile(
    r"\W*(?:none|nil|n/?a|not\s(?:applicable|available|provided|stated|given|cited|specified|indicated)"
    r"|no\s(?:guidelines?|citations?)(?:\s\w+)?|unknown)?\W*",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<!\bpg)(?<!\bpp)(?<!\bp)(?<!\bCh)(?<!\bed)(?<!\bNo)(?<!\bet\sal)(?<!\bvol)\.\s+(?=[A-Z])")


@lru_cache(maxsize=4096)
def read_basis(text: str) -> Basis:
    """What one side rests its decision on, by the statement ``text`` as it stands in a letter.

    ``uses_mtus`` is ``True`` where the statement rests on the MTUS or a guideline in it, ``False`` where it says that
    it does not, else ``None``; a statement that says both is taken to use it, since it names what it used.
    """
    statement = tidy(text)
    openings = tuple(_OPENING.finditer(statement))
    if not openings:
        return _bare(statement)
    uses_mtus: bool | None = None
    citations: list[GuidelineCitation] = []
    ends = [match.start() for match in openings[1:]] + [len(statement)]
    for opening, end in zip(openings, ends, strict=True):
        claim, found = _clause(opening.group(), statement[opening.end() : end])
        citations += found
        if claim is not None:
            uses_mtus = uses_mtus or claim
    return Basis(uses_mtus=uses_mtus, citations=tuple(citations), text=statement)


def _clause(opening: str, body: str) -> tuple[bool | None, tuple[GuidelineCitation, ...]]:
    """What one clause says of the MTUS, and what it cites."""
    if _DENIES_MTUS.search(opening):
        return False, ()
    if _NOTHING_CITED.search(opening):
        return None, ()
    if _NON_MTUS.search(opening):
        return None, () if _NO_CITATION.fullmatch(body) else read_citations(body, Context.NON_MTUS)
    if _FROM_MTUS.match(opening):
        return True, () if _NO_CITATION.fullmatch(body) else read_citations(body, Context.MTUS)
    return _prose(body)


def _prose(body: str) -> tuple[bool | None, tuple[GuidelineCitation, ...]]:
    """A clause in prose: its first sentence names the guidelines."""
    sentence = _SENTENCE_END.split(body, maxsplit=1)[0]
    if re.fullmatch(rf"(?:the\s)?{_MTUS}\W*", sentence, re.IGNORECASE):
        return True, ()
    found = read_citations(sentence, Context.PROSE)
    return (True if any(citation.family is CitationFamily.MTUS for citation in found) else None), found


def _bare(statement: str) -> Basis:
    """A statement without any opening: each sentence that names a known guideline cites it."""
    if _NO_CITATION.fullmatch(statement):
        return Basis(text=statement)
    found = read_citations(statement, Context.BARE)
    uses = True if any(citation.family is CitationFamily.MTUS for citation in found) else None
    return Basis(uses_mtus=uses, citations=found, text=statement)
