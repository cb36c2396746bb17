"""What a check is, what it finds, and how all checks are run over one determination.

A check only looks: it yields a :class:`Hit` for each place that it finds and never touches files or output. What the
check is called, why it matters and how to mend it is said once, in its :class:`Check`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import cached_property

from openimr.citations import Citation, Span, Value
from openimr.determinations.model import Basis, Determination, DisputedTreatment, Fact, FactKind, Part, PartKind
from openimr.determinations.reading.flow import Flow, fold, is_flowing, tidy
from openimr.determinations.sentences import split_sentences

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
    ``span`` is the place in the original itself, for checks that look at the original.
    """

    where: str
    message: str
    quote: str = ""
    at: int | None = None
    span: Span | None = None


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


_SIDES = {
    PartKind.TREATMENT_HEADING: "heading",
    PartKind.CLAIMS_ADMINISTRATOR_BASIS: "claims_administrator_basis",
    PartKind.REVIEWER_BASIS: "reviewer_basis",
    PartKind.RATIONALE: "rationale",
}
_WHOLES = {
    PartKind.SUMMARY: "clinical_case_summary",
    PartKind.QUALIFICATIONS: "reviewer",
    PartKind.PROCESS: "reviewer",
    PartKind.DOCUMENTS: "documents_reviewed",
}
_FIGURES, _CAPITALS, _BLANKS = b"0123456789", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"?\t\n\v\f\r"
_SHAPES = bytes.maketrans(
    _FIGURES + _CAPITALS + _BLANKS, b"0" * len(_FIGURES) + b"A" * len(_CAPITALS) + b" " * len(_BLANKS)
)
_KINDS = {name: kind for kind, name in (_SIDES | _WHOLES).items() if kind is not PartKind.PROCESS}


def _path(part: Part) -> str:
    """The path of the value that ``part`` holds, or the kind of the part where it holds no single one."""
    if part.treatment is not None and part.kind in _SIDES:
        return f"disputed_treatments[{part.treatment}].{_SIDES[part.kind]}"
    return _WHOLES.get(part.kind, str(part.kind))


def _kind(path: str) -> PartKind:
    return _KINDS.get(path.rpartition(".")[2].partition("[")[0], PartKind.PLAIN_LANGUAGE)


class Context:
    """One determination as checks see it: its values by path, its sentences, its facts; each worked out once."""

    def __init__(self, determination: Determination) -> None:
        """Look at ``determination``; nothing is worked out before a check asks for it."""
        self.d = determination
        self._sentences: dict[str, tuple[str, ...]] = {}

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
        return {
            path: text for path, text in self.prose.items() if path.endswith((".rationale", "clinical_case_summary"))
        }

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
                Passage(text=part.span.quote(original), where=_path(part), kind=part.kind, start=part.span.start)
                for part in self.d.parts
            )
        found = [Passage(text=text, where=path, kind=_kind(path)) for path, text in self.prose.items()]
        if self.d.reviewer.statement:
            found.append(Passage(text=self.d.reviewer.statement, where="reviewer", kind=PartKind.QUALIFICATIONS))
        return tuple(found)

    def mentions(self, *words: str) -> bool:
        """Whether any of ``words`` (in small letters) stands anywhere in the prose."""
        return any(word in self.lowered for word in words)

    def sentences(self, path: str) -> tuple[str, ...]:
        """The sentences of the free text at ``path`` (a key of :attr:`prose`), in order; empty where there is none."""
        if path not in self._sentences:
            self._sentences[path] = split_sentences(self.prose.get(path, ""))
        return self._sentences[path]

    def place(self, fact: Fact) -> int:
        """Where in its value the words of ``fact`` begin (characters from 0), though its span is of the original."""
        text = self.prose.get(fact.where, "")
        whole = self.d.spans.get(fact.where)
        wanted = fact.span.start
        if whole is not None and self.d.source is not None:
            before = self.d.source.text[whole.start : fact.span.start]
            # One blank stands between the words before and the fact, which folding takes away at the end.
            wanted = len(tidy(before)) + 1 if before else wanted - whole.start
        return _nearest(text, fact.text, wanted) or 0

    @cached_property
    def _facts(self) -> dict[FactKind, tuple[Fact, ...]]:
        found: dict[FactKind, tuple[Fact, ...]] = {}
        for fact in self.d.facts:
            found[fact.kind] = (*found.get(fact.kind, ()), fact)
        return found

    def facts(self, kind: FactKind, where: str | None = None) -> tuple[Fact, ...]:
        """The facts of one kind, in all of the determination or at one path."""
        found = self._facts.get(kind, ())
        return found if where is None else tuple(fact for fact in found if fact.where == where)


def run(determination: Determination, checks: tuple[Check, ...]) -> tuple[Finding, ...]:
    """All that ``checks`` find in ``determination``, in the order of the document, then of the codes."""
    context = Context(determination)
    flows: dict[str, Flow] = {}
    findings = [_placed(check, hit, determination, flows) for check in checks for hit in check.look(context)]
    return tuple(sorted(findings, key=_in_order))


def _in_order(finding: Finding) -> tuple[int, str, str, str]:
    return (finding.span.start if finding.span else -1, finding.code, finding.where, finding.message)


def _placed(check: Check, hit: Hit, determination: Determination, flows: dict[str, Flow]) -> Finding:
    """The hit with its span, line and page, where the determination was read from an original."""
    span = _place(hit, determination, flows)
    line = page = None
    source = determination.source
    if span is not None and source is not None:
        line = source.text.count("\n", 0, span.start) + 1
        page = sum(start <= span.start for start in source.page_starts) or None
    return Finding(
        code=check.code, name=check.name, severity=check.severity, where=hit.where, message=hit.message,
        quote=hit.quote, span=span, line=line, page=page,
    )  # fmt: skip


def _place(hit: Hit, determination: Determination, flows: dict[str, Flow]) -> Span | None:
    """Where the words of ``hit`` stand in the original; the whole value where they cannot be told apart."""
    source = determination.source
    # Determinations kept as JSON know where they come from, but no longer hold the text that spans point into.
    if source is None or not source.text:
        return None
    if hit.span is not None:
        return hit.span
    whole = _whole(hit.where, determination)
    return whole if whole is None or not hit.quote else _place_in(whole, hit, source.text, flows)


def _place_in(whole: Span, hit: Hit, text: str, flows: dict[str, Flow]) -> Span:
    """Where in the value that stands at ``whole`` in ``text`` the words of ``hit`` stand."""
    words = whole.quote(text)
    if (alone := _alone(words, hit.quote)) is not None:
        return _within(whole, alone, alone + len(hit.quote))
    if is_flowing(words):
        at = _nearest(words.replace("\n", " "), hit.quote, hit.at or 0)
        return whole if at is None else _within(whole, at, at + len(hit.quote))
    if hit.where not in flows:
        flows[hit.where] = fold(words)
    flow = flows[hit.where]
    at = _nearest(flow.text, hit.quote, hit.at or 0)
    if at is None:
        return whole
    inner = flow.span(at, at + len(hit.quote))
    return _within(whole, inner.start, inner.end)


def _alone(words: str, quote: str) -> int | None:
    """Where ``quote`` stands in ``words``, if it stands there just once and as it is: then nothing need be folded."""
    at = words.replace("\n", " ").find(quote)
    return at if at >= 0 and " ".join(words.split()).count(quote) == 1 else None


def _within(whole: Span, start: int, end: int) -> Span:
    """The stretch of ``whole`` from ``start`` to before ``end``, both counted in it."""
    return Span(start=whole.start + start, end=whole.start + end, confidence=whole.confidence)


def _whole(where: str, determination: Determination) -> Span | None:
    """Where the value at ``where`` stands; for what is not there, the part that should hold it or its treatment."""
    spans = determination.spans
    if where in spans:
        return spans[where]
    for part in determination.parts:
        if _path(part) == where:
            return part.span
    return spans.get(where.partition(".")[0] + ".heading")


def _nearest(text: str, quote: str, wanted: int) -> int | None:
    """Where ``quote`` stands in ``text``: of several places the one nearest to ``wanted``."""
    before, after = text.rfind(quote, 0, wanted + len(quote)), text.find(quote, wanted)
    places = [at for at in (before, after) if at >= 0]
    return min(places, key=lambda at: abs(at - wanted), default=None)
