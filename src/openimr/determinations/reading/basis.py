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
from openimr.determinations.reading.citing import Context, read_citations, read_in_full, small_letters
from openimr.determinations.reading.flow import tidy

__all__ = ["read_basis"]

# Openings are sought in small letters: an alternation that ignores case is slow to fail.
_MTUS = r"(?:mtus|(?:california\s)?medical\streatment\sutilization\sschedule)(?:\s\(mtus\))?(?!\w)"
_WHOSE = r"(?:their|its|his/her|his\sor\sher|her/his|his|her|the)"
_WHO = (
    r"(?:the\s)?(?:claims\s(?:administrator|adjuster|examiner)"
    r"|(?:(?:expert|physician|professional|medical|independent|peer|utilization)\s)?reviewer)(?:['’]s)?\s(?:also\s|has\s)?"
)
_UPON = r"(?:up)?on\s"
_OPENING = re.compile(
    rf"""
    (?<!\w)(?:
     (?P<in_full>guideline\scited\s\((?P<family>mtus|acoem|odg|other)\):\s)
    |(?P<aside>(?:the\s)?(?:requesting\s)?(?:provider|physician|employee)\s(?:did|does)\snot\sdispute\b
      |(?:{_WHO})?(?:(?:found|did\snot\sfind)\sthe\sguidelines?\s(?:used|cited)\sby\b|found\sno\sguidelines?\b))
    |(?:{_WHO})?(?:
      (?P<denies>(?:did|does)\snot\s(?:base\s{_WHOSE}\sdecision\s{_UPON}|rely\s{_UPON}|use\s|cite\s)(?:the\s)?{_MTUS}(?!:)
       |found\s(?:that\s)?no\ssections?\sof\sthe\s{_MTUS}[^.]*)
     |(?P<silent>(?:did|does)\snot\s(?:cite|provide|give|list|identify|specify|reference)\b[^.]*)
     |(?P<not_of_mtus>decision\s(?:is\s|was\s)?based\s{_UPON}(?:an?\s)?non[-\s]?mtus(?:\scitations?)?(?!\w):?)
     |(?P<of_mtus>decision\s(?:is\s|was\s)?based\s{_UPON}(?:the\s)?{_MTUS}(?:\scitations?(?!\w))?:?)
     |(?P<prose>(?:decision\s(?:is\s|was\s)?based|(?:base[sd]|rest(?:s|ed))\s{_WHOSE}\sdecision|relie[sd])\s{_UPON})
     ))
    """,
    re.VERBOSE,
)
_ONLY_MTUS = re.compile(rf"(?:the\s)?{_MTUS}\W*")
# What a decision may rest on beside guidelines, and what is none.
_NO_GUIDELINE = (
    r"(?:(?:the|his|her|his/her|their|its|all|a|own|sound|best|submitted|available|provided|attached|enclosed|relevant"
    r"|reviewer['\u2019]?s|of|review|in|this|case)\s)*"
    r"(?:(?:clinical|professional|medical|personal)(?:\sand\s(?:clinical|professional|medical|personal))?\s"
    r"(?:judge?ment|experience|expertise|opinion|knowledge|records?|documentation|documents|file|information|training)"
    r"|(?:judge?ment|experience|expertise|opinion|medical\srecords?|records?|documentation|documents|case\sfile"
    r"|facts\sof\sthe\scase))"
    r"(?:\s(?:submitted|provided|available|reviewed|for\sreview|in\sthis\scase))*"
)
_JOINT = r"(?:,\sand|,|\sand|\sand/or|\sor|\sas\swell\sas|;)\s"
_ALL_NO_GUIDELINE = re.compile(rf"\W*{_NO_GUIDELINE}(?:{_JOINT}{_NO_GUIDELINE})*\W*")
_REST_NO_GUIDELINE = re.compile(rf"{_JOINT}{_NO_GUIDELINE}(?:{_JOINT}{_NO_GUIDELINE})*\W*$")
_NO_CITATION = re.compile(
    r"\W*(?:none|nil|n/?a|not\s(?:applicable|available|provided|stated|given|cited|specified|indicated)"
    r"|no\s(?:guidelines?|citations?)(?:\s\w+)?|unknown)?\W*"
)
_SENTENCE_END = re.compile(r"(?<!\bpg)(?<!\bpp)(?<!\bp)(?<!\bCh)(?<!\bed)(?<!\bNo)(?<!\bal)(?<!\bvol)\.\s+(?=[A-Z])")
_Clause = tuple[bool | None, tuple[GuidelineCitation, ...]]


@lru_cache(maxsize=4096)
def read_basis(text: str) -> Basis:
    """What one side rests its decision on, by the statement ``text`` as it stands in a letter.

    ``uses_mtus`` is ``True`` where the statement rests on the MTUS or a guideline in it, ``False`` where it says that
    it does not, else ``None``; a statement that says both is taken to use it, since it names what it used.
    """
    statement = tidy(text)
    lower = small_letters(statement)
    openings = tuple(_OPENING.finditer(lower))
    if not openings:
        uses_mtus, citations = _bare(statement, lower)
        return Basis(uses_mtus=uses_mtus, citations=citations, text=statement)
    uses_mtus, citations = None, ()
    ends = [match.start() for match in openings[1:]] + [len(statement)]
    for opening, end in zip(openings, ends, strict=True):
        claim, found = _clause(opening, statement[opening.end() : end])
        citations += found
        if claim is not None:
            uses_mtus = uses_mtus or claim
    return Basis(uses_mtus=uses_mtus, citations=citations, text=statement)


def _clause(opening: re.Match[str], body: str) -> _Clause:
    """What one clause says of the MTUS, and what it cites."""
    match opening.lastgroup:
        case "denies":
            return False, ()
        case "in_full":
            citation = read_in_full(CitationFamily(opening["family"]), body)
            return _uses((citation,)), (citation,)
        case "of_mtus":
            return True, read_citations(body, Context.MTUS)
        case "not_of_mtus" if not _NO_CITATION.fullmatch(body.lower()):
            return None, _cited(body, Context.NON_MTUS)
        case "prose":
            return _prose(_SENTENCE_END.split(body, maxsplit=1)[0])
    return None, ()


def _prose(sentence: str) -> _Clause:
    """A clause in prose: its first sentence names the guidelines."""
    if _ONLY_MTUS.fullmatch(sentence.lower()):
        return True, ()
    found = _cited(sentence, Context.PROSE)
    return _uses(found), found


def _cited(words: str, context: Context) -> tuple[GuidelineCitation, ...]:
    """What ``words`` cite; the reviewer's own judgment and the records of the case are no guidelines."""
    lower = small_letters(words)
    if _ALL_NO_GUIDELINE.fullmatch(lower):
        return ()
    rest = _REST_NO_GUIDELINE.search(lower) if "judg" in lower or "experience" in lower or "record" in lower else None
    return read_citations(words[: rest.start()] if rest else words, context)


def _bare(statement: str, lower: str) -> _Clause:
    """A statement without any opening: each known guideline that it names is cited."""
    if _NO_CITATION.fullmatch(lower):
        return None, ()
    if _ONLY_MTUS.fullmatch(lower):
        return True, ()
    found = read_citations(statement, Context.BARE)
    return _uses(found), found


def _uses(found: tuple[GuidelineCitation, ...]) -> bool | None:
    return True if any(citation.family is CitationFamily.MTUS for citation in found) else None
