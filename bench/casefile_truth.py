"""Compares what the program finds in invented case files with what is true of them, kind by kind.

A document is right where its first and last page (blank sheets at its end aside) and its kind are right. A finding is
right where its kind, its mode, its page and its place are, and what the kind turns on: the count of sessions, name and
value of a score, name and dose of a drug, code of a diagnosis, day of an injury or a visit, and so on.

The truth tells each fact where a paper is about it; papers name some of them again in passing (the day of the injury at
the head of every page, a drug within the wording of a request). A finding that the truth bears out elsewhere in the
case file, or in the same words, is no wrong one; it is counted by itself, and never as one that was to be found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rapidfuzz import fuzz

from openimr.casefile.model import CaseFile, Document, Finding, FindingKind, Legibility, Page
from openimr.samples.casefiles.drafts import Fact, Look
from openimr.samples.casefiles.truth import CaseFileTruth, TrueDocument, TrueFinding

__all__ = ["Fault", "Measured", "Tally", "compare"]

_ALIKE = 85.0  # of 100; a name or quotation of which the reader of a picture got a letter or two wrong
_EXAMPLES = 3


class Fault(NamedTuple):
    """Something missed or wrong: in which case file, on which running page, in which words."""

    case: str
    page: int
    what: str


@dataclass
class Tally:
    """How many of one kind are true, found, both, and found where the truth tells the like; and a few faults."""

    true: int = 0
    found: int = 0
    right: int = 0
    like: int = 0
    missed: list[Fault] = field(default_factory=list)
    wrong: list[Fault] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of what was found that is right or borne out; 1 where nothing was found."""
        return (self.right + self.like) / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of what is true that was found; 1 where nothing is true."""
        return self.right / self.true if self.true else 1.0

    def add(self, true: int, found: int, right: int) -> None:
        """Count more of it."""
        self.true, self.found, self.right = self.true + true, self.found + found, self.right + right

    def join(self, other: Tally) -> None:
        """Count what another counted, too."""
        self.add(other.true, other.found, other.right)
        self.like += other.like
        _note(self.missed, other.missed)
        _note(self.wrong, other.wrong)


class Measured:
    """The tallies of all case files that were compared, by their names."""

    def __init__(self) -> None:
        """Begin with nothing counted."""
        self.files = 0
        self.pages = 0
        self.tallies: dict[str, Tally] = {}

    def of(self, name: str) -> Tally:
        """The tally of this name."""
        return self.tallies.setdefault(name, Tally())

    def add(self, other: Measured) -> None:
        """Count what was counted of other case files, too."""
        self.files += other.files
        self.pages += other.pages
        for name, tally in other.tallies.items():
            self.of(name).join(tally)


def compare(whole: CaseFile, truth: CaseFileTruth, measured: Measured) -> None:
    """Add to ``measured`` how the case file as indexed compares with the truth about it."""
    measured.files += 1
    measured.pages += len(truth.pages)
    _legibility(whole, truth, measured)
    _duplicates(whole, truth, measured)
    _documents(whole, truth, measured)
    _findings(whole, truth, measured)


def _legibility(whole: CaseFile, truth: CaseFileTruth, measured: Measured) -> None:
    """Pages that a physician cannot read are to be told before one is assigned; all others are to be left alone."""
    tally = measured.of("page: illegible")
    true = {page.running for page in truth.pages if page.legibility is Legibility.ILLEGIBLE}
    found = {page.running for page in whole.pages if page.grade and page.grade.legibility is Legibility.ILLEGIBLE}
    _count_pages(tally, truth, true, found)
    blank = {page.running for page in truth.pages if page.look is Look.BLANK}
    seen = {page.running for page in whole.pages if page.grade and page.grade.legibility is Legibility.BLANK}
    _count_pages(measured.of("page: blank"), truth, blank, seen)


def _count_pages(tally: Tally, truth: CaseFileTruth, true: set[int], found: set[int]) -> None:
    tally.add(len(true), len(found), len(true & found))
    _note(tally.missed, [Fault(truth.number, page, _look(truth, page)) for page in sorted(true - found)])
    _note(tally.wrong, [Fault(truth.number, page, _look(truth, page)) for page in sorted(found - true)])


def _look(truth: CaseFileTruth, running: int) -> str:
    """How a page came into the file."""
    return f"it is {truth.pages[running - 1].look}"


def _duplicates(whole: CaseFile, truth: CaseFileTruth, measured: Measured) -> None:
    """Pages that repeat another, each with a page that it repeats."""
    first = {page.running: page.duplicate_of or page.running for page in truth.pages}
    true = {page.running for page in truth.pages if page.duplicate_of}
    found = {page.running: page.duplicate_of for page in whole.pages if page.duplicate_of}
    # Which of two pages that are alike counts as the first is the program's to choose: the clearer one.
    right = {page for page, other in found.items() if first[page] == first[other]}
    tally = measured.of("page: duplicate")
    tally.add(len(true), len(found), len(right))
    groups = {first[page] for page in right}
    missed = (page for page in sorted(true) if first[page] not in groups)
    looks = ((page, f"{_look(truth, page)}; page {first[page]}: {_look(truth, first[page])}") for page in missed)
    _note(tally.missed, (Fault(truth.number, page, look) for page, look in looks))
    wrong = (Fault(truth.number, page, f"said to repeat page {found[page]}") for page in sorted(set(found) - right))
    _note(tally.wrong, wrong)


def _documents(whole: CaseFile, truth: CaseFileTruth, measured: Measured) -> None:
    blank = {page.running for page in truth.pages if page.look is Look.BLANK}
    opening = {page.running for page in truth.pages if page.number == 1}  # no document runs over the end of a file
    true_starts, starts = ({one.first for one in some} - opening for some in (truth.documents, whole.documents))
    _count_pages(measured.of("document: beginning"), truth, true_starts, starts - blank)
    found = {_bounds(one, blank): one for one in whole.documents if not set(one.pages) <= blank}
    for one in truth.documents:
        same = found.get((one.first, one.last))
        _kind(one, same, truth.number, measured)
        if same is not None:
            _day(one, same, truth.number, measured)
            if _is_signed(one, truth):
                _author(one, same, truth.number, measured)
    true = {(one.first, one.last): one.kind for one in truth.documents}
    for bounds, document in found.items():
        tally = measured.of(f"kind: {document.kind}")
        tally.found += 1
        if true.get(bounds) is not document.kind:
            is_kind = f"is {true[bounds]}" if bounds in true else f"pages {bounds[0]} to {bounds[1]} are no document"
            _note(tally.wrong, [Fault(truth.number, bounds[0], f"{is_kind}: {document.title}")])


def _bounds(document: Document, blank: set[int]) -> tuple[int, int]:
    """First and last page, blank sheets at either end aside."""
    pages = [page for page in document.pages if page not in blank]
    return pages[0], pages[-1]


def _kind(one: TrueDocument, same: Document | None, case: str, measured: Measured) -> None:
    tally = measured.of(f"kind: {one.kind}")
    is_right = same is not None and same.kind is one.kind
    tally.add(1, 0, int(is_right))
    if not is_right:
        said = "beginning or end is wrong" if same is None else f"said to be {same.kind}"
        _note(tally.missed, [Fault(case, one.first, f"{said}: {one.title}")])


def _day(one: TrueDocument, same: Document, case: str, measured: Measured) -> None:
    tally = measured.of("document: date")
    tally.add(1, int(same.dated_on is not None), int(same.dated_on == one.dated_on))
    if same.dated_on != one.dated_on:
        fault = Fault(case, one.first, f"{one.kind}: {one.dated_on} read as {same.dated_on}")
        _note(tally.missed if same.dated_on is None else tally.wrong, [fault])


def _author(one: TrueDocument, same: Document, case: str, measured: Measured) -> None:
    tally = measured.of("document: author")
    is_right = _alike_names(same.author, one.author)
    tally.add(1, int(bool(same.author)), int(is_right))
    if not is_right:
        fault = Fault(case, one.first, f"{one.kind}: {one.author!r} read as {same.author!r}")
        _note(tally.missed if not same.author else tally.wrong, [fault])


def _is_signed(one: TrueDocument, truth: CaseFileTruth) -> bool:
    """Whether the name of the author stands on the paper at all; fax covers and lists of a pharmacy bear none."""
    name = _letters(one.author)
    return any(name in _letters(truth.pages[running - 1].text) for running in range(one.first, one.last + 1))


def _alike_names(author: str, true: str) -> bool:
    """Whether the names are the same, case, marks and letters that were misread aside."""
    return fuzz.ratio(_letters(author), _letters(true)) >= _ALIKE


def _letters(words: str) -> str:
    return "".join(character for character in words.lower() if character.isalnum())


def _findings(whole: CaseFile, truth: CaseFileTruth, measured: Measured) -> None:
    """Findings by page; a page that repeats another counts as the first of the two, on which the truth is told."""
    first = {page.running: page.duplicate_of or page.running for page in truth.pages}
    wanted: dict[int, list[TrueFinding]] = {}
    told = [true for true in truth.findings if true.fact.kind is not None]
    for true in told:
        wanted.setdefault(true.running, []).append(true)
    found: dict[int, list[Finding]] = {}
    for finding in whole.findings:
        found.setdefault(finding.pin.page, []).append(finding)
    # Of a page and its copies, the first with findings is compared; how well copies are known is counted for itself.
    taken = {first[page]: page for page in sorted(found, reverse=True)}
    for running in sorted(wanted.keys() | taken.keys()):
        page = whole.page(taken.get(running, running))
        _findings_of_page(
            page,
            truth.number,
            wanted=wanted.get(running, []),
            found=found.get(page.running, []),
            told=told,
            measured=measured,
        )


def _findings_of_page(
    page: Page,
    case: str,
    *,
    wanted: Sequence[TrueFinding],
    found: Sequence[Finding],
    told: Sequence[TrueFinding],
    measured: Measured,
) -> None:
    text, running = page.text, page.running
    rest = list(found)
    for finding in found:
        measured.of(f"finding: {finding.kind}").found += 1
    for true in wanted:
        tally = measured.of(f"finding: {true.fact.kind}")
        tally.true += 1
        met = next((finding for finding in rest if _is_met(true, finding, text)), None)
        if met is None:
            near = [_said(one) for one in rest if one.kind is true.fact.kind and _is_there(true, one, text)]
            _note(tally.missed, [Fault(case, running, f"{_fact(true)}{' read as ' + near[0] if near else ''}")])
        else:
            rest.remove(met)
            tally.right += 1
    for finding in rest:
        tally = measured.of(f"finding: {finding.kind}")
        if _is_borne_out(finding, wanted, told, text):
            tally.like += 1
        else:
            _note(tally.wrong, [Fault(case, running, _said(finding))])


def _is_met(true: TrueFinding, finding: Finding, text: str) -> bool:
    """Whether ``finding`` says what is true, at its place."""
    fact = true.fact
    if finding.kind is not fact.kind or not _is_same_mode(fact, finding):
        return False
    turns_on = _TURNS_ON.get(finding.kind)
    return (turns_on is None or turns_on(fact, finding)) and _is_there(true, finding, text)


def _is_same_mode(fact: Fact, finding: Finding) -> bool:
    """Whether both speak of it in the same way; a request is always of something planned."""
    return finding.mode is fact.mode or {finding.kind, fact.kind} == {FindingKind.REQUEST}


def _is_borne_out(finding: Finding, wanted: Sequence[TrueFinding], told: Sequence[TrueFinding], text: str) -> bool:
    """Whether the truth tells the same of another place, or what it tells of this place has the finding in it."""
    if any(one.fact.kind in _WITHIN.get(finding.kind, ()) and _is_there(one, finding, text) for one in wanted):
        return True
    if finding.kind is FindingKind.DIAGNOSIS and not finding.code and _is_named_again(finding, told):
        return True
    turns_on = _TURNS_ON.get(finding.kind)
    if turns_on is not None:
        alike = {finding.kind, *_NAMED_BY.get(finding.kind, ())}
        return any(one.fact.kind in alike and turns_on(one.fact, finding) for one in told)
    return any(one.fact.kind is finding.kind and _is_there(one, finding, text) for one in wanted)


def _is_named_again(finding: Finding, told: Sequence[TrueFinding]) -> bool:
    """Whether the truth tells, with its code, the diagnosis that an application or an operative report only names."""
    known = (one.fact for one in told if one.fact.kind is FindingKind.DIAGNOSIS and one.fact.mode is finding.mode)
    return any(_words(fact.name) == _words(finding.name) for fact in known)


def _is_there(true: TrueFinding, finding: Finding, text: str) -> bool:
    """Whether the finding stands where the true quotation does; where letters were misread, whether it is like it."""
    words = re.compile(r"\s+".join(map(re.escape, true.quote.split())), re.IGNORECASE)
    places = [match.span() for match in words.finditer(text)]
    if places:
        span = finding.pin.span
        return any(start < span.end and span.start < end for start, end in places)
    return fuzz.partial_ratio(_letters(true.quote), _letters(finding.pin.quote)) >= _ALIKE


def _same_code_or_name(fact: Fact, finding: Finding) -> bool:
    if fact.code:
        return finding.code == fact.code
    return bool(_words(fact.name) & _words(finding.name))


def _words(name: str) -> set[str]:
    return set(re.findall(r"[a-z]{3,}", name.lower()))


def _same_drug(fact: Fact, finding: Finding) -> bool:
    is_dose = fact.value is None or finding.value == fact.value  # a list of a pharmacy has the dose in its own column
    return _letters(finding.name) == _letters(fact.name) and is_dose


_TURNS_ON: dict[FindingKind, Callable[[Fact, Finding], bool]] = {
    FindingKind.DIAGNOSIS: _same_code_or_name,
    FindingKind.INJURY: lambda fact, finding: finding.on == fact.on,
    FindingKind.MEDICATION: _same_drug,
    FindingKind.PAIN: lambda fact, finding: finding.value == fact.value,
    FindingKind.PERSON: lambda fact, finding: (
        (finding.name, finding.value, finding.code) == (fact.name, fact.value, fact.code)
    ),
    FindingKind.REQUEST: _same_code_or_name,
    FindingKind.SCORE: lambda fact, finding: (finding.name, finding.value) == (fact.name, fact.value),
    FindingKind.SESSIONS: lambda fact, finding: (finding.count, finding.code) == (fact.count, fact.code),
    FindingKind.TREATMENT: _same_code_or_name,
    FindingKind.UR_ACTION: lambda fact, finding: finding.name == fact.name,
    FindingKind.VISIT: lambda fact, finding: finding.on == fact.on,
}
"""What a kind turns on; of the others, that it is said at all."""


_WITHIN = {
    FindingKind.MEDICATION: (FindingKind.REQUEST, FindingKind.UR_ACTION),
    FindingKind.TREATMENT: (FindingKind.REQUEST, FindingKind.UR_ACTION, FindingKind.SESSIONS),
}
"""What is named within the words that say something else."""

_NAMED_BY = {FindingKind.TREATMENT: (FindingKind.REQUEST, FindingKind.SESSIONS)}
"""Whose name or code a finding may have as well: sessions of physical therapy are physical therapy."""


def _fact(true: TrueFinding) -> str:
    fact = true.fact
    shown = {"name": fact.name, "code": fact.code, "count": fact.count, "value": fact.value, "on": fact.on}
    return f"“{true.quote}” ({_shown(fact.mode, shown)})"


def _said(finding: Finding) -> str:
    quote = " ".join(finding.pin.quote.split())
    shown = {
        "name": finding.name, "code": finding.code, "count": finding.count, "value": finding.value, "on": finding.on,
    }  # fmt: skip
    return f"“{quote[:90]}” ({_shown(finding.mode, shown)})"


def _shown(mode: str, parts: Mapping[str, object]) -> str:
    return ", ".join([mode, *(f"{name} {part}" for name, part in parts.items() if part not in ("", None))])


def _note(faults: list[Fault], more: Iterable[Fault]) -> None:
    """Keep the first few, each in other words."""
    for fault in more:
        if len(faults) < _EXAMPLES and all(one.what != fault.what for one in faults):
            faults.append(fault)
