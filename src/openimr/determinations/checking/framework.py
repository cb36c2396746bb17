"""What a check is, what it finds, and how all checks are run over one determination.

A check only looks: it yields a :class:`Hit` for each place that it finds and never touches files or output. What the
check is called, why it matters and how to mend it is said once, in its :class:`Check`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import cached_property
from typing import TypeVar, cast

from openimr.citations import Citation, Span, Value
from openimr.determinations.checking.cues import SOUGHT
from openimr.determinations.checking.places import Places, kind_of, nearest, path_of
from openimr.determinations.model import Basis, Determination, DisputedTreatment, Fact, FactKind, PartKind
from openimr.determinations.reading.flow import tidy
from openimr.determinations.sentences import split_sentences
from openimr.treatments.headings import requests_in
from openimr.treatments.phrases import lowered, words_among
from openimr.treatments.request import TreatmentRequest

T = TypeVar("T")

__all__ = ["Check", "Context", "Finding", "Hit", "Passage", "Severity", "Side", "run"]


class Severity(StrEnum):
    """How much a finding matters: an error must be mended before issue, a warning looked at, a note known."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Side(StrEnum):
    """Whose guideline basis is looked at; the value is the name of the field in the model."""

    CLAIMS_ADMINISTRATOR = "claims_administrator_basis"
    REVIEWER = "reviewer_basis"

    @property
    def party(self) -> str:
        """The party as a sentence names it."""
        return "the claims administrator" if self is Side.CLAIMS_ADMINISTRATOR else "the reviewer"


class Hit(Value, frozen=True):
    """One place that a check found.

    ``where`` is the path of the value ("disputed_treatments[0].rationale"); ``quote`` the words in that value that show
    it, to the letter, so that the place in the original can be found; ``message`` a full sentence, with the values.
    ``at`` says where in the value ``quote`` begins (characters from 0), for words that stand in it more than once.
    ``span`` is the place in the original itself, for checks that look at the original. ``severity`` is given where this
    place matters more or less than the check says.
    """

    where: str
    message: str
    quote: str = ""
    at: int | None = None
    span: Span | None = None
    severity: Severity | None = None


class Check(Value, frozen=True):
    """A check: its name, what it means, and the function that looks.

    ``what`` says in one sentence what it finds; ``why`` why that matters to the people in the case; ``mend`` what the
    writer of the determination should do; ``sources`` where the duty stands.
    """

    code: str
    name: str
    severity: Severity
    what: str
    why: str
    mend: str
    sources: tuple[Citation, ...]
    look: Callable[[Context], Iterator[Hit]]


class Finding(Value, frozen=True):
    """A hit, with the check that found it and the place in the original (line and page from 1)."""

    code: str
    name: str
    severity: Severity
    where: str
    message: str
    quote: str = ""
    span: Span | None = None
    line: int | None = None
    page: int | None = None


class Passage(Value, frozen=True):
    """A stretch of the document as a reader sees it, with its place in the original where there is one."""

    text: str
    where: str
    kind: PartKind
    start: int | None = None

    def hit(self, start: int, end: int, message: str) -> Hit:
        """A hit on the characters from ``start`` to before ``end`` of this passage."""
        if self.start is None:
            return Hit(where=self.where, message=message, quote=self.text[start:end], at=start)
        span = Span(start=self.start + start, end=self.start + end)
        return Hit(where=self.where, message=message, quote=tidy(self.text[start:end]), span=span)


_FIGURES, _CAPITALS, _BLANKS = b"0123456789", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"?\t\n\v\f\r"
_SHAPES = bytes.maketrans(
    _FIGURES + _CAPITALS + _BLANKS, b"0" * len(_FIGURES) + b"A" * len(_CAPITALS) + b" " * len(_BLANKS)
)


class Context:
    """One determination as checks see it: its values by path, its sentences, its facts; each worked out once."""

    def __init__(self, determination: Determination) -> None:
        """Look at ``determination``; nothing is worked out before a check asks for it."""
        self.d = determination
        self._sentences: dict[str, tuple[str, ...]] = {}
        self._low: dict[str, str] = {}
        self._made: dict[tuple[Callable[[Context, int], object], int], object] = {}

    @cached_property
    def _numbered(self) -> tuple[tuple[str, DisputedTreatment], ...]:
        treatments = self.d.disputed_treatments
        return tuple((f"disputed_treatments[{number}]", treatment) for number, treatment in enumerate(treatments))

    def numbered(self) -> Iterator[tuple[str, DisputedTreatment]]:
        """Each disputed treatment with its path, such as ``disputed_treatments[0]``."""
        return iter(self._numbered)

    @cached_property
    def _bases(self) -> tuple[tuple[str, Side, Basis], ...]:
        return tuple(
            (f"{path}.{side}", side, basis)
            for path, treatment in self._numbered
            for side, basis in (
                (Side.CLAIMS_ADMINISTRATOR, treatment.claims_administrator_basis),
                (Side.REVIEWER, treatment.reviewer_basis),
            )
            if basis is not None
        )

    def bases(self) -> Iterator[tuple[str, Side, Basis]]:
        """Each guideline basis that is there, with its path and whose it is."""
        return iter(self._bases)

    def requests(self, number: int) -> tuple[TreatmentRequest, ...]:
        """What the heading of treatment ``number`` (from 0) asks for, as it came with it or else read out of it."""
        treatment = self.d.disputed_treatments[number]
        return treatment.request or requests_in(treatment.heading)

    def once(self, make: Callable[[Context, int], T], number: int) -> T:
        """What ``make`` makes of treatment ``number`` (from 0), made for the first check that asks."""
        key = (make, number)
        if key not in self._made:
            self._made[key] = make(self, number)
        return cast("T", self._made[key])

    @cached_property
    def summary(self) -> str:
        """The clinical case summary, empty where there is none."""
        return self.d.clinical_case_summary or ""

    @cached_property
    def prose(self) -> dict[str, str]:
        """All free text of the determination by path: summary, headings, bases, rationales, documents."""
        found = {"clinical_case_summary": self.summary} if self.summary else {}
        for path, treatment in self._numbered:
            found[f"{path}.heading"] = treatment.heading
            if treatment.rationale:
                found[f"{path}.rationale"] = treatment.rationale
            if treatment.plain_reason:
                found[f"{path}.plain_reason"] = treatment.plain_reason
        for path, _, basis in self._bases:
            if basis.text:
                found[path] = basis.text
        for number, document in enumerate(self.d.documents_reviewed):
            found[f"documents_reviewed[{number}]"] = document.text
        return found

    @cached_property
    def narrative(self) -> dict[str, str]:
        """The parts that tell the case in sentences: the summary and each rationale, by path."""
        found = {"clinical_case_summary": self.summary} if self.summary else {}
        for path, treatment in self._numbered:
            if treatment.rationale:
                found[f"{path}.rationale"] = treatment.rationale
        return found

    @cached_property
    def lowered(self) -> str:
        """All of :attr:`prose` in small letters: a cheap look whether a word stands anywhere at all."""
        return "\n".join(self.prose.values()).lower()

    @cached_property
    def _original(self) -> str:
        """The text that the determination was read from; empty where there is none, or where nobody took it apart."""
        return self.d.source.text if self.d.source is not None and self.d.parts else ""

    @cached_property
    def whole(self) -> str:
        """All words of the document: the original where there is one, else the prose; for a cheap look beforehand."""
        if original := self._original:
            return original
        return "\n".join((*self.prose.values(), self.d.reviewer.statement or ""))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words of :attr:`whole` that checks look for first: one look spares most searches through all of it."""
        return words_among(SOUGHT, self.whole)

    @cached_property
    def told(self) -> str:
        """All of :attr:`narrative` as one text, for a cheap look beforehand."""
        return "\n".join(self.narrative.values())

    @cached_property
    def told_words(self) -> frozenset[str]:
        """The words of :attr:`told` that checks look for first, in small letters."""
        return words_among(SOUGHT, self.told)

    @cached_property
    def told_low(self) -> str:
        """:attr:`told` in small letters."""
        return lowered(self.told)

    @cached_property
    def shape(self) -> bytes:
        """:attr:`whole` in one byte a letter: figures as 0, capitals as A, and all that is no ASCII as a blank.

        It costs a hundredth of a scan of the text itself, and tells at once where no number and no name can stand.
        """
        return self.whole.encode("ascii", "replace").translate(_SHAPES)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All that a reader of the document sees: each part of the original, or else the prose."""
        if original := self._original:
            return tuple(
                Passage(text=part.span.quote(original), where=path_of(part), kind=part.kind, start=part.span.start)
                for part in self.d.parts
            )
        found = [Passage(text=text, where=path, kind=kind_of(path)) for path, text in self.prose.items()]
        if self.d.reviewer.statement:
            found.append(Passage(text=self.d.reviewer.statement, where="reviewer", kind=PartKind.QUALIFICATIONS))
        return tuple(found)

    def low(self, path: str) -> str:
        """The free text at ``path`` (a key of :attr:`prose`) in small letters; empty where there is none."""
        if path not in self._low:
            self._low[path] = lowered(self._text(path))
        return self._low[path]

    def _text(self, path: str) -> str:
        """The free text at ``path``; what tells the case is soon at hand, before all prose is gathered."""
        text = self.narrative.get(path)
        return self.prose.get(path, "") if text is None else text

    def says(self, path: str, word: str) -> bool:
        """Whether ``word``, in small letters, is a word of the free text at ``path``: no letter of ASCII beside it."""
        low = self.low(path)
        place = low.find(word)
        while place >= 0:
            if not _holds_on(low[place - 1 : place]) and not _holds_on(low[place + len(word) : place + len(word) + 1]):
                return True
            place = low.find(word, place + 1)
        return False

    def mentions(self, *words: str) -> bool:
        """Whether any of ``words`` (in small letters) stands anywhere in the prose."""
        return any(word in self.lowered for word in words)

    def sentences(self, path: str) -> tuple[str, ...]:
        """The sentences of the free text at ``path`` (a key of :attr:`prose`), in order; empty where there is none."""
        if path not in self._sentences:
            self._sentences[path] = split_sentences(self._text(path))
        return self._sentences[path]

    def place(self, fact: Fact) -> int:
        """Where in its value the words of ``fact`` begin (characters from 0), though its span is of the original."""
        text = self._text(fact.where)
        whole = self.d.spans.get(fact.where)
        wanted = fact.span.start
        if whole is not None and self.d.source is not None:
            before = self.d.source.text[whole.start : fact.span.start]
            # One blank stands between the words before and the fact, which folding takes away at the end.
            wanted = len(tidy(before)) + 1 if before else wanted - whole.start
        return nearest(text, fact.text, wanted) or 0

    @cached_property
    def _facts(self) -> dict[FactKind, list[Fact]]:
        found: dict[FactKind, list[Fact]] = {}
        for fact in self.d.facts:
            found.setdefault(fact.kind, []).append(fact)
        return found

    @cached_property
    def decided_on(self) -> dt.date | None:
        """The last day of the case that is known, which tells the law of the decision; ``None`` where none is."""
        dates = self.d.dates
        labelled = dates.issued or dates.assigned or dates.application_received or dates.ur_decision
        return labelled or max((fact.on for fact in self.facts(FactKind.UR_DATE) if fact.on), default=None)

    def facts(self, kind: FactKind, where: str | None = None) -> tuple[Fact, ...]:
        """The facts of one kind, in all of the determination or at one path."""
        found = self._facts.get(kind)
        if found is None:
            return ()
        return tuple(found) if where is None else tuple([fact for fact in found if fact.where == where])


def _holds_on(letter: str) -> bool:
    """Whether a word goes on with ``letter``."""
    return letter.isalnum() and letter.isascii()


def run(determination: Determination, checks: tuple[Check, ...]) -> tuple[Finding, ...]:
    """All that ``checks`` find in ``determination``, in the order of the document, then of the codes."""
    context = Context(determination)
    places = Places(determination)
    findings = [_placed(check, hit, places) for check in checks for hit in check.look(context)]
    return tuple(sorted(findings, key=_in_order))


def _in_order(finding: Finding) -> tuple[int, str, str, str]:
    return (finding.span.start if finding.span else -1, finding.code, finding.where, finding.message)


def _placed(check: Check, hit: Hit, places: Places) -> Finding:
    """The hit with its span, line and page, where the determination was read from an original."""
    span = places.span(hit.where, hit.quote, hit.at or 0, known=hit.span)
    line, page = (None, None) if span is None else places.line_and_page(span.start)
    return Finding(
        code=check.code, name=check.name, severity=hit.severity or check.severity, where=hit.where,
        message=hit.message, quote=hit.quote, span=span, line=line, page=page,
    )  # fmt: skip
