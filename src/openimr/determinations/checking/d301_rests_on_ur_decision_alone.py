"""Decides whether the determination rests on the utilization review decision alone.

Source: 8 CCR 9792.10.6(b)(2): never on the utilization review decision alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.determinations.checking.cues import ALONE
from openimr.determinations.checking.duties import duties
from openimr.determinations.checking.framework import Check, Context, Hit, Severity
from openimr.determinations.model import DocumentReviewed

__all__ = ["CHECK"]

_UR = r"(?:utili[sz]ation review|UR)\b"
# Papers that come from the dispute itself and tell nothing of the employee's condition first hand.
_DISPUTE_PAPER = re.compile(
    rf"\b(?:{_UR}|peer review|non-?certification|denial letter|notice of (?:denial|modification|assignment)|NOARFI"
    r"|request for information|(?:IMR|review) application|application for (?:independent medical review|IMR)"
    r"|DWC form IMR|(?:medical treatment utilization schedule|MTUS|ACOEM|ODG|official disability guidelines)\b)",
    re.IGNORECASE,
)
_RECORD = re.compile(
    r"\b(?:medical records?|clinical records?|progress|reports? (?:of|by|from) (?:the )?(?:treat|prim|requesting)|PR-?2"
    r"|chart|consult\w*|imaging|MRI|x-?ray|operative|office (?:visit|note)s?|visit notes?|physician|provider|treater"
    r"|treating|therapy|request for authorization|RFA|laboratory|evaluation)\b",
    re.IGNORECASE,
)
_HAPPENED = r"(?:provided|submitted|received|available|sent|furnished|enclosed|included|supplied|made available)"
_RECORDS = (
    r"(?:medical |clinical |treatment |other |additional |patient |chart )*"
    r"(?:records?|documents?|documentation|reports?|notes?)"
)
_ALONE = re.compile(
    # "No records were provided other than the utilization review decision."
    rf"\bno {_RECORDS} (?:were |was |have been |has been |are |is )?{_HAPPENED}[^.]{{0,60}}?"
    rf"\b(?:other than|besides|except(?: for)?|aside from|apart from|beyond) (?:the |a )?(?:\w+ )?{_UR}"
    # "Other than the UR denial there are no records."
    rf"|\b(?:other than|besides|except for|aside from|apart from) (?:the |a )?{_UR}[^.]{{0,50}}?,? "
    rf"(?:there (?:were|are) )?no {_RECORDS}"
    # "No medical records were submitted for review."
    rf"|\bno (?:medical |clinical |treatment )*records? (?:were |have been |are )?{_HAPPENED}"
    r"(?: for (?:this |the )?review)?\s*(?:\.|$)"
    # "The only document available for review was the UR decision."
    rf"|\b(?:only|sole) {_RECORDS} (?:that (?:was|were) )?(?:{_HAPPENED} |reviewed )?(?:for review )?"
    rf"(?:was|were|is|are) (?:the |a )?{_UR}"
    rf"|\bonly (?:the |a )?{_UR}[^.]{{0,40}}? (?:was|were) {_HAPPENED}"
    # "This decision is based solely on the utilization review decision."
    r"|\b(?:determination|decision|review|summary) (?:is |was )?(?:rests?|relies|relied|based) "
    r"(?:solely|only|entirely|exclusively) (?:up)?on (?:the |a )?(?:information in the |contents of the )?"
    rf"{_UR}",
    re.IGNORECASE,
)
# One of the words in ALONE, or this in small letters, stands in all that the pattern finds.
_NO_PAPERS = re.compile(
    r"no (?:medical |clinical |treatment |other |additional |patient |chart )*(?:record|document|report|note)"
)
# "Utilization review denied it because no records were provided" tells of another decision.
_REASON_OF_ANOTHER = re.compile(r"\b(?:because|since|as|that|due to) (?:there (?:was|were) )?$", re.IGNORECASE)
_CUES = ("no medical", "no record", "no clinical", "no other", "no document", "no additional", "no report", "no note",
         "no treatment", "only", "sole", "other than", "entirely", "exclusively", "besides", "aside from")  # fmt: skip


def _look(context: Context) -> Iterator[Hit]:
    documents = context.d.documents_reviewed
    if documents:
        if all(_is_dispute_paper(document) for document in documents):
            yield Hit(where="documents_reviewed[0]", message=_of_documents(len(documents)), quote=documents[0].text)
        return
    if context.told_words.isdisjoint(ALONE) and not _NO_PAPERS.search(context.told_low):
        return
    for path, text in context.narrative.items():
        low = text.lower()
        match = _ALONE.search(text) if any(cue in low for cue in _CUES) else None
        if match and not _REASON_OF_ANOTHER.search(text, max(match.start() - 32, 0), match.start()):
            yield Hit(
                where=path,
                message="The text says that nothing was there to review but the utilization review decision.",
                quote=match[0],
                at=match.start(),
            )


def _is_dispute_paper(document: DocumentReviewed) -> bool:
    return bool(_DISPUTE_PAPER.search(document.text)) and not _RECORD.search(document.text)


def _of_documents(count: int) -> str:
    which = "The only document reviewed is" if count == 1 else f"All {count} documents reviewed are"
    return f"{which} from the dispute itself (utilization review, application, guidelines); none is a medical record."


CHECK = Check(
    code="D301",
    name="rests-on-ur-decision-alone",
    severity=Severity.ERROR,
    what="The determination rests on the utilization review decision alone, with no record of the employee's "
    "condition.",
    why="The review exists to look at the dispute afresh. Where the claims administrator sent no records, the reviewer "
    "may "
    "use the utilization review decision only together with documents from the employee or the physician.",
    mend="Ask for the records, or decide on the documents that the employee or the physician sent and list them.",
    sources=duties("not-on-ur-alone", "records"),
    look=_look,
)
