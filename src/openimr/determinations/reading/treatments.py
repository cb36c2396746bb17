"""Reads the disputed treatments of a section in which each has a title line and labelled fields.

Source: L4 in docs/reference/layouts.md: title and outcome, then "Claims Administrator guideline:", "MAXIMUS guideline:"
and "Decision rationale:".
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from msgspec.structs import replace

from openimr.determinations.model import Basis, DisputedTreatment, Outcome, PartKind, ProblemKind
from openimr.determinations.reading.basis import read_basis
from openimr.determinations.reading.draft import Draft
from openimr.determinations.reading.facts.vocabulary import places_of
from openimr.determinations.reading.flow import Flow
from openimr.determinations.reading.sections import read_prose

__all__ = [
    "OUTCOMES",
    "SENTENCE_END",
    "Fields",
    "Found",
    "ends_sentence",
    "has_outcome_mark",
    "outcome_marks",
    "read_fields",
    "read_labelled_treatments",
    "tell_what_is_missing",
    "title_start",
]

OUTCOMES = {
    "upheld": Outcome.UPHELD,
    "overturned": Outcome.OVERTURNED,
    "partially overturned": Outcome.PARTIALLY_OVERTURNED,
    "partially upheld": Outcome.PARTIALLY_OVERTURNED,
    "overturned in part": Outcome.PARTIALLY_OVERTURNED,
    "modified": Outcome.PARTIALLY_OVERTURNED,
}
# The branches begin with letters, so that the engine skips from one capital to the next.
_LABEL = re.compile(
    r"Claims Administrator(?:'s|\u2019s)? (?i:guidelines?) ?: ?|CLAIMS ADMINISTRATOR(?:'S|\u2019S)? GUIDELINES? ?: ?"
    r"|MAXIMUS (?i:guidelines?) ?: ?|Maximus (?i:guidelines?) ?: ?|IMRO (?i:guidelines?) ?: ?"
    r"|Expert Reviewer(?:'s|\u2019s)? guidelines? ?: ?|Physician Reviewer(?:'s|\u2019s)? guidelines? ?: ?"
    r"|Reviewer(?:'s|\u2019s)? guidelines? ?: ?"
    r"|Decision (?i:rationale) ?: ?|DECISION RATIONALE ?: ?|Rationale ?: ?|RATIONALE ?: ?"
)
_SLOT_OF_INITIAL = {"C": "admin", "D": "rationale", "Ra": "rationale", "RA": "rationale"}
_OUTCOME_MARK = re.compile(
    r"(?::| [-–—]) ?(?P<outcome>Upheld|Overturned(?: in part)?|Partially (?:Overturned|Upheld)|Modified)\b\.?(?= |$)",
    re.IGNORECASE,
)
_OUTCOME_BEFORE_TITLE = re.compile(
    r"(?P<outcome>Upheld|Overturned(?: in part)?|Partially (?:Overturned|Upheld)|Modified) ?: (?=\S)", re.IGNORECASE
)
_BEFORE_OUTCOME = (":", " -", " \u2013", " \u2014")
_LONGEST_LABEL = 48
_ADOPTS = re.compile(
    r"\bfound the guidelines? (?:used|cited) by the claims administrator (?:to be )?(?:both )?"
    r"(?:relevant|applicable|appropriate)\b",
    re.IGNORECASE,
)
_BEFORE_COLON = "esES "
SENTENCE_END = re.compile(
    r"(?<!\bNo)(?<!\bDr)(?<!\bvs)(?<!\bmg)(?<!\bmcg)(?<!\bml)(?<!\bwk)(?<!\bwks)(?<!\bapprox)(?<!\betc)(?<!\bi\.e)(?<!\be\.g)"
    r"[.!?][\"'\u201d\u2019)]* (?=\S)"
)
"""The end of a sentence before another; the full stop of an abbreviation is none."""
_CONCLUSION_END = re.compile(r"medical(?:ly)? necess(?:ary|ity)[^.:]{0,60}\. (?=\S)", re.IGNORECASE)
_ENDS = '.!?:"\u201d)'
_QUOTES = "\"'\u201c\u2018"
_LONGEST_TITLE_PIECE = 240
_LONGEST_TITLE = 600
_RUNS_ON = re.compile(r"(?:[,(/&+-]|\b(?:and|or|of|the|for|to|with|a|an|times|per|in|on|at|by|x))$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """An outcome, and where in the flow it is told."""

    outcome: Outcome
    start: int
    end: int


@dataclass(slots=True)
class Fields:
    """Where one treatment stands in the flow: its title, its outcome, and start and end of each of its labels."""

    title_start: int
    title_end: int
    outcome: Found | None = None
    admin: tuple[int, int] | None = None
    reviewer: tuple[int, int] | None = None
    rationale: tuple[int, int] | None = None
    end: int = 0
    number_start: int | None = None

    @property
    def start(self) -> int:
        """Where the treatment begins: at its number, if it has one, else at its title."""
        return self.title_start if self.number_start is None else self.number_start

    def has_from(self, slot: str) -> bool:
        """Whether the label of ``slot``, or one that stands behind it, has been found."""
        if self.rationale is not None or slot == "rationale":
            return self.rationale is not None
        return self.reviewer is not None or (slot == "admin" and self.admin is not None)

    def last(self) -> int:
        """Where the last thing found of this treatment ends."""
        ends = [label[1] for label in (self.admin, self.reviewer, self.rationale) if label]
        return max([self.title_end, *ends, self.outcome.end if self.outcome else 0])


def read_labelled_treatments(draft: Draft, start: int, end: int) -> tuple[DisputedTreatment, ...]:
    """All disputed treatments between ``start`` and ``end`` of the flow, in their order.

    A treatment is found by the mark of its outcome at the end of its title, or, where that is lost, by the label that
    begins its fields. What a treatment lacks is a problem of the draft.
    """
    fields = _locate(draft.flow, start, end)
    treatments = []
    for number, field in enumerate(fields):
        field.end = fields[number + 1].title_start if number + 1 < len(fields) else end
        treatments.append(read_fields(draft, number, field))
    return tuple(treatments)


def _locate(flow: Flow, start: int, end: int) -> list[Fields]:
    """Where each treatment stands: labels fill a treatment in their order, marks and labels out of order begin one."""
    text = flow.text
    labels = {label.start(): label for label in _labels(text, start, end)}
    marks = {mark.end(): mark for mark in outcome_marks(text, start, end) if _ends_title(flow, mark, labels, end)}
    fields: list[Fields] = []
    for place in sorted({*labels, *marks}):
        current = fields[-1] if fields else None
        if mark := marks.get(place):
            outcome = Found(OUTCOMES[mark["outcome"].lower()], *mark.span("outcome"))
            fields.append(Fields(_title(flow, start, current, mark.start()), mark.start(), outcome))
            current = fields[-1]
        if label := labels.get(place):
            slot = _slot(label[0])
            if current is None or _begins_treatment(flow, current, slot, place):
                current = _with_outcome_before(text, Fields(_title(flow, start, current, place), place))
                fields.append(current)
            if not current.has_from(slot) and _is_label(flow, current, label):
                setattr(current, slot, label.span())
    return fields


def _with_outcome_before(text: str, field: Fields) -> Fields:
    """The treatment, whose title no mark ends, with the outcome that may stand before its title."""
    told = _OUTCOME_BEFORE_TITLE.match(text, field.title_start, field.title_end)
    if told:
        field.outcome = Found(OUTCOMES[told["outcome"].lower()], *told.span("outcome"))
        field.number_start, field.title_start = field.title_start, told.end()
    return field


def outcome_marks(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The words for an outcome behind a title, with the mark before each, from ``start`` to before ``end``."""
    for place in places_of(_BEFORE_OUTCOME, text, start, end):
        if mark := _OUTCOME_MARK.match(text, place, end):
            yield mark


def has_outcome_mark(text: str, start: int, end: int) -> bool:
    """Whether there is one of :func:`outcome_marks`; nearly all stand behind a colon, so it is looked there first."""
    place = text.find(":", start, end)
    while place >= 0:
        if _OUTCOME_MARK.match(text, place, end):
            return True
        place = text.find(":", place + 1, end)
    return next(outcome_marks(text, start, end), None) is not None


def _labels(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The labels; all end in a colon, behind a letter or a blank, so it is looked for them before colons only."""
    behind = start
    for colon in places_of((":",), text, start, end):
        if text[colon - 1] not in _BEFORE_COLON:
            continue
        label = _LABEL.search(text, max(behind, colon - _LONGEST_LABEL), min(colon + 2, end))
        if label:
            behind = label.end()
            yield label


def _slot(words: str) -> str:
    """Which field the words of a label begin."""
    return _SLOT_OF_INITIAL.get(words[0]) or _SLOT_OF_INITIAL.get(words[:2], "reviewer")


def _ends_title(flow: Flow, mark: re.Match[str], labels: dict[int, re.Match[str]], end: int) -> bool:
    """Whether the mark stands behind a title: before a label, or at the end of a short paragraph of its own."""
    behind = mark.end()
    if behind < end and flow.text[behind] == " ":
        behind += 1
    if behind in labels:
        return True
    first = flow.paragraph_before(mark.start())
    is_last = behind >= end or flow.paragraph_before(behind) == behind
    return (
        is_last
        and len(flow.paragraph_starts) > 1
        and mark.start() - first < _LONGEST_TITLE_PIECE
        and not SENTENCE_END.search(flow.text, first, mark.end())
    )


def _begins_treatment(flow: Flow, current: Fields, slot: str, place: int) -> bool:
    """Whether a label that comes too late for the treatment before it begins another one, whose mark is lost."""
    return slot != "rationale" and current.has_from(slot) and place == flow.paragraph_before(place)


def _is_label(flow: Flow, current: Fields, label: re.Match[str]) -> bool:
    """Whether the words are a label, not a word of prose: they begin a line, or follow the end of a sentence."""
    place = label.start()
    return place <= current.last() + 1 or ends_sentence(flow, place) or label[0][0] == "D"


def ends_sentence(flow: Flow, place: int) -> bool:
    """Whether what stands at ``place`` begins a line, or follows the end of a sentence."""
    return flow.begins_line(place) or flow.text[max(0, place - 2) : place].rstrip()[-1:] in _ENDS


def _title(flow: Flow, start: int, before: Fields | None, title_end: int) -> int:
    return start if before is None else title_start(flow, before.last(), title_end)


def title_start(flow: Flow, after: int, title_end: int) -> int:
    """Where the title that ends at ``title_end`` begins, behind the prose that begins at ``after``.

    The paragraph that holds the title is the title, joined with what stands before it while that breaks off in the
    middle. Where there are no paragraphs, the title begins at a line behind a whole sentence; where there are no lines,
    behind the last sentence that concludes, or else behind the last sentence.
    """
    start = flow.paragraph_before(title_end - 1)
    while start > after:
        before = flow.paragraph_before(start - 1)
        if before <= after or start - before > _LONGEST_TITLE_PIECE or not _breaks_off(flow.text, before, start):
            return start
        start = before
    return _after_line(flow, after, title_end) or _after_sentence(flow.text, after, title_end)


def _breaks_off(text: str, start: int, end: int) -> bool:
    """Whether a paragraph is the first half of a title that goes on behind it."""
    piece = text[start:end].rstrip()
    if piece[-1] in _ENDS and piece.count("(") <= piece.count(")"):
        return False
    rest = text[end : end + 1]
    return (
        rest.islower()
        or rest in ")&,"
        or piece.count("(") > piece.count(")")
        or bool(_RUNS_ON.search(piece))
        or (piece.isupper() and text[end : end + 12].isupper())
    )


def _after_line(flow: Flow, after: int, title_end: int) -> int:
    """The last line behind a whole sentence; or, where the prose ends without a mark, behind its short last line."""
    first = bisect_right(flow.line_starts, after)
    lines = flow.line_starts[first : bisect_left(flow.line_starts, title_end)]
    near = [line for line in lines if title_end - line <= _LONGEST_TITLE]
    for line in reversed(near):
        if flow.text[line - 2] in ".!?":
            return line
    if len(lines) < 2:
        return 0
    widest = max(b - a for a, b in zip((after, *lines), lines, strict=False))
    for line in reversed(near):
        start = flow.line_starts[bisect_left(flow.line_starts, line) - 1]
        if line - start < 0.7 * widest and not flow.text[line].islower():
            return line
    return 0


def _after_sentence(text: str, after: int, title_end: int) -> int:
    last = after
    for match in SENTENCE_END.finditer(text, after, title_end):
        last = match.end()
    for match in _CONCLUSION_END.finditer(text, max(after, title_end - _LONGEST_TITLE_PIECE), title_end):
        return match.end()
    return last


def read_fields(draft: Draft, number: int, field: Fields) -> DisputedTreatment:
    """The disputed treatment whose places are in ``field``."""
    path = f"disputed_treatments[{number}]"
    draft.part(PartKind.TREATMENT_HEADING, field.start, number)
    if field.outcome:
        draft.place(f"{path}.outcome", field.outcome.start, field.outcome.end)
    heading = draft.value(f"{path}.heading", field.title_start, field.title_end)
    administrator = _basis(draft, number, "claims_administrator_basis", field.admin, field)
    reviewer = _basis(draft, number, "reviewer_basis", field.reviewer, field)
    treatment = DisputedTreatment(
        heading=heading or "",
        outcome=field.outcome.outcome if field.outcome else None,
        claims_administrator_basis=administrator,
        reviewer_basis=_with_adopted(draft, path, reviewer, administrator, field),
        rationale=_rationale(draft, path, field, number),
    )
    tell_what_is_missing(draft, number, treatment, (field.title_start, field.title_end))
    return treatment


def _basis(draft: Draft, number: int, name: str, label: tuple[int, int] | None, field: Fields) -> Basis | None:
    if label is None:
        return None
    draft.part(PartKind(name), label[0], number)
    later = [other[0] for other in (field.reviewer, field.rationale) if other and other[0] > label[0]]
    words = draft.value(f"disputed_treatments[{number}].{name}", label[1], min(later, default=field.end))
    return read_basis(words) if words else Basis()


def _with_adopted(
    draft: Draft, path: str, reviewer: Basis | None, administrator: Basis | None, field: Fields
) -> Basis | None:
    """The reviewer's basis, with the administrator's guidelines where it says that these are relevant and names none.

    Each of them is placed where the administrator's statement cites it.
    """
    if not reviewer or not administrator or reviewer.citations or not field.admin or not _ADOPTS.search(reviewer.text):
        return reviewer
    for number, citation in enumerate(administrator.citations):
        name = citation.guideline or citation.chapter or ""
        start = draft.flow.text.find(name, field.admin[1], field.end)
        stated = draft.spans[f"{path}.claims_administrator_basis"]
        span = draft.flow.span(start, start + len(name)) if name and start >= 0 else stated
        draft.spans[f"{path}.reviewer_basis.citations[{number}]"] = span
    return replace(reviewer, citations=administrator.citations, uses_mtus=administrator.uses_mtus)


def _rationale(draft: Draft, path: str, field: Fields, number: int) -> str | None:
    if field.rationale is None:
        return None
    draft.part(PartKind.RATIONALE, field.rationale[0], number)
    return read_prose(draft, f"{path}.rationale", field.rationale[1], field.end)


def tell_what_is_missing(draft: Draft, number: int, treatment: DisputedTreatment, at: tuple[int, int]) -> None:
    """Make what the treatment lacks a problem of the draft; ``at`` is where it stands in the flow."""
    missing = [
        name
        for name, value in (
            ("heading", treatment.heading),
            ("outcome", treatment.outcome),
            ("claims administrator's guideline", treatment.claims_administrator_basis),
            ("reviewer's guideline", treatment.reviewer_basis),
            ("rationale", treatment.rationale),
        )
        if not value
    ]
    if missing:
        draft.problem(
            ProblemKind.INCOMPLETE,
            f"Disputed treatment {number + 1} has no {', no '.join(missing)}.",
            "Look whether a page of the letter is missing.",
            at=at,
        )
