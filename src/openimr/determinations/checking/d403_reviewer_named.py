"""Decides whether the determination gives away who the reviewer is.

Source: Labor Code 4610.6(f): the name stays confidential.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.determinations.checking.duties import duties
from openimr.determinations.checking.framework import Check, Context, Hit, Passage, Severity
from openimr.determinations.checking.person_names import NAME, PERSON, may_hold_a_title, may_name_a_person, name_in
from openimr.determinations.model import PartKind
from openimr.treatments.phrases import places_of

__all__ = ["CHECK"]

_NAMED = re.compile(
    # A label: "Expert Reviewer: Jane Doe, M.D.", "Reviewer's Name: Jane Doe".
    rf"(?:[Rr]eviewer|REVIEWER)(?:['’]s)?(?:\s+(?:[Nn]ame|NAME)\s*:\s*(?P<labelled>{NAME})|\s*:\s*{PERSON})"
)
_IN_A_SENTENCE = re.compile(
    r"(?:[Ee]xpert|[Ii]ndependent|IMR|[Pp]hysician|[Mm]edical|MAXIMUS|Maximus)\s+[Rr]eviewer,?\s+(?:is\s+|was\s+"
    rf"|named\s+)?{PERSON}"
)
_BY = re.compile(
    r"(?:[Rr]eviewed|[Dd]ecided|[Dd]etermined|[Pp]repared|[Ss]igned|[Pp]erformed|[Cc]onducted|[Cc]ompleted|[Mm]ade"
    r"|[Ii]ssued"
    rf"|[Rr]endered|[Ww]ritten|[Aa]uthored)\s+by\s*:?\s+{PERSON}"
)
_SIGNATURE = re.compile(rf"(?:/s/|[Ss]igned:|[Ss]ignature:|Sincerely,|Respectfully(?:\s+submitted)?,)\s*{PERSON}")
_SIGNED = ("Reviewed", "Decided", "Determined", "Prepared", "Signed", "Issued", "Rendered", "Written", "Authored")
_AFTER_SIGNATURE = re.compile(r"(?:,[^.;]{0,80})?[\s.]*")
# What was reviewed when it is this review, not an image or the utilization review.
_THIS_REVIEW = re.compile(
    r"\b(?:this|the|present)\s+(?:independent\s+medical\s+review|IMR|case|file|case\s+file|determination"
    r"|final\s+determination)"
    r"\s+(?:decision\s+)?(?:was|is|has\s+been|were)\s+$",
    re.IGNORECASE,
)
_OFFICER = re.compile(r"\s*,?\s*(?:[A-Z.]{2,6},?\s+)*(?:Chief\s+)?(?:Medical\s+Director|Director|President|Officer)")
_UR_BEFORE = re.compile(
    r"\b(?:UR|utili[sz]ation review|previous|prior|peer|original|initial)\s+(?:\w+\s+)?$", re.IGNORECASE
)
_NARRATIVE = (PartKind.SUMMARY, PartKind.RATIONALE, PartKind.PLAIN_LANGUAGE, PartKind.DOCUMENTS)
_CUES = ("eviewer", "REVIEWER", " by", "\nby", "\u00a0by", "/s/", "igned", "ignature", "Sincerely", "Respectfully")
_LABEL_BEGINS = ("eviewer", "REVIEWER")
_LABEL = re.compile(r"(?:eviewer|REVIEWER)(?:['’]s)?\s+(?:[Nn]ame|NAME)\s*:")


def _look(context: Context) -> Iterator[Hit]:
    whole = context.whole
    is_titled = may_hold_a_title(context.vocabulary, whole) and may_name_a_person(whole)
    if not is_titled and not any(_LABEL.match(whole, at) for at in places_of(_LABEL_BEGINS, whole)):
        return
    for passage in context.passages:
        if any(cue in passage.text for cue in _CUES):
            yield from _in(passage)


def _in(passage: Passage) -> Iterator[Hit]:
    narrative = passage.kind in _NARRATIVE
    text = passage.text
    for pattern in (_NAMED, _IN_A_SENTENCE, _BY, _SIGNATURE):
        for match in pattern.finditer(text):
            groups = match.groupdict()
            group = next(name for name in ("labelled", "titled", "degreed") if groups.get(name))
            before = text[max(match.start() - 60, 0) : match.start()]
            place = name_in(match[group], from_end=group == "degreed")
            if place is None or _UR_BEFORE.search(before) or _OFFICER.match(text, match.end()):
                continue
            is_signed = passage.kind is PartKind.RATIONALE and _is_signature(text, match)
            if narrative and not is_signed and not _of_this_review(pattern, before, match[0]):
                continue
            start = match.start(group)
            yield passage.hit(
                start + place[0], start + place[1], "The text names the reviewer, whose name must stay confidential."
            )


def _is_signature(text: str, match: re.Match[str]) -> bool:
    """Whether "Reviewed by" and a name stand by themselves at the end of a rationale, with no more than a title."""
    return (
        match[0].startswith(_SIGNED)
        and text[: match.start()].rstrip().endswith((".", ":", ")"))
        and _AFTER_SIGNATURE.fullmatch(text, match.end()) is not None
    )


def _of_this_review(pattern: re.Pattern[str], before: str, words: str) -> bool:
    """Whether a person named in the story of the case is the reviewer, and not one whose work is told of."""
    if pattern is _BY:
        return bool(_THIS_REVIEW.search(before))
    return pattern is _NAMED or not words.lower().startswith(("physician", "medical"))


CHECK = Check(
    code="D403",
    name="reviewer-named",
    severity=Severity.ERROR,
    what="The determination names its reviewer.",
    why="The statute keeps the reviewer's name confidential outside the review organization, so that the reviewer "
    "decides "
    "free of pressure.",
    mend="Take the name out; describe the reviewer by certification, licence and practice.",
    sources=duties("reviewer-not-named"),
    look=_look,
)
