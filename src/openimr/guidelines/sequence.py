"""Holds the worksheet of the search for guidelines and evidence, and says what it lacks under the rules of its day.

A worksheet is filled in by a person. It says of each source that was searched which edition it was, when it was
searched, what came of it and why. A search is complete only where it stops where it may stop. All that is missing is
told at once, each with its citation; whether the reasons given are good ones is for a reviewer to judge.

Source: 8 CCR 9792.21.1(a); Labor Code 4610.5(c)(2), 4604.5(a); the rows of ``rulebook/law`` that
:mod:`openimr.guidelines.sequence_rules` reads, each with its own verification.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from enum import StrEnum

from openimr.citations import Citation, Value
from openimr.guidelines.catalogue import (
    GuidelineEdition,
    GuidelineFamily,
    edition_by_id,
    find_guideline,
)
from openimr.guidelines.library import for_service, governing_edition
from openimr.guidelines.recommendation import Recommendation, RecordKind, TriggerDates
from openimr.guidelines.sequence_rules import (
    Part,
    SearchRules,
    SearchStep,
    Standard,
    Weighing,
    closed_sources,
    rules_in_force,
    search_duty,
    standards,
    steps,
)

__all__ = [
    "Outcome",
    "SearchEntry",
    "Shortfall",
    "ShortfallKind",
    "StandardEntry",
    "Verdict",
    "Worksheet",
    "records_at",
    "worksheet",
]


class Outcome(StrEnum):
    """What came of one source or standard.

    ``FOUND``: it addresses the condition, and the decision rests on it. ``NOT_APPLICABLE``: it does not address the
    condition. ``OVERRIDDEN``: it does, but its presumption is rebutted, or better evidence is relied on instead.
    """

    FOUND = "found"
    NOT_APPLICABLE = "not_applicable"
    OVERRIDDEN = "overridden"


class ShortfallKind(StrEnum):
    """What a worksheet lacks."""

    MTUS_NOT_SEARCHED = "mtus-not-searched"
    STEP_SKIPPED = "step-skipped"
    STOPS_TOO_EARLY = "stops-too-early"
    GOES_ON_PAST_WHAT_WAS_FOUND = "goes-on-past-what-was-found"
    OVERRIDDEN_BY_NOTHING = "overridden-by-nothing"
    SOURCE_MISSING = "source-missing"
    EDITION_MISSING = "edition-missing"
    DAY_MISSING = "day-missing"
    DAY_AFTER_DECISION = "day-after-decision"
    OUTCOME_MISSING = "outcome-missing"
    REASON_MISSING = "reason-missing"
    EVIDENCE_MISSING = "evidence-missing"
    SOURCE_OF_ANOTHER_STEP = "source-of-another-step"
    EDITION_NOT_IN_FORCE = "edition-not-in-force"
    SOURCE_CLOSED = "source-closed"
    STANDARD_MISSING = "standard-missing"
    STANDARD_SKIPPED = "standard-skipped"
    STANDARD_OVERRIDDEN = "standard-overridden"
    STANDARD_BELOW_ANOTHER = "standard-below-another"
    CONTRADICTION = "contradiction"


class Shortfall(Value, frozen=True):
    """One thing that a worksheet lacks: where, in a sentence, with the rule that asks for it."""

    kind: ShortfallKind
    where: str
    what: str
    citations: tuple[Citation, ...]

    def sentence(self) -> str:
        """The shortfall in one line, with its rules and how far they were checked."""
        return f"{self.where}: {self.what} [{'; '.join(citation.sentence() for citation in self.citations)}]"


class Verdict(Value, frozen=True):
    """Whether a worksheet is complete, all that it lacks, and what its reader should know beside.

    ``rules`` says in words which rules were asked, and ``citation`` where they stand.
    """

    rules_on: dt.date
    rules: str
    citation: Citation
    shortfalls: tuple[Shortfall, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether nothing is lacking."""
        return not self.shortfalls

    def told(self) -> str:
        """The verdict for a person: rules, result, what is lacking, remarks."""
        count = len(self.shortfalls)
        result = "The search is complete." if self.is_complete else f"The search is not complete: {count} shortfall"
        lines = [
            f"Rules of {self.rules_on}: {self.rules} [{self.citation.sentence()}]",
            result if count == 0 else f"{result}{'s' if count > 1 else ''}.",
            *(f"  {shortfall.sentence()}" for shortfall in self.shortfalls),
            *(f"Note: {remark}" for remark in self.remarks),
        ]
        return "\n".join(lines) + "\n"


class SearchEntry(Value, frozen=True):
    """One source that was searched: which one, its edition, when, what came of it, and why.

    ``evidence`` names what overrides a source: the studies or the recommendation that is better supported.
    """

    step: SearchStep
    source: str = ""
    edition: str = ""
    searched_on: dt.date | None = None
    outcome: Outcome | None = None
    reason: str = ""
    evidence: tuple[str, ...] = ()


class StandardEntry(Value, frozen=True):
    """One standard of medical necessity: whether the decision rests on it, or why it does not."""

    standard: Standard
    outcome: Outcome | None = None
    reason: str = ""
    evidence: tuple[str, ...] = ()


class Worksheet(Value, frozen=True):
    """The search behind one decision on one disputed treatment.

    ``rules_on`` is the day of the decision, which selects the rules. The other days select the edition of a guideline;
    a day that is not known is absent.
    """

    rules_on: dt.date
    disputed_treatment: str = ""
    requested_on: dt.date | None = None
    service_on: dt.date | None = None
    dispensed_on: dt.date | None = None
    search: tuple[SearchEntry, ...] = ()
    standards: tuple[StandardEntry, ...] = ()

    @property
    def dates(self) -> TriggerDates:
        """The days that select the edition of a guideline."""
        return TriggerDates(
            request=self.requested_on, service=self.service_on, dispense=self.dispensed_on, review=self.rules_on
        )

    def at(self, step: SearchStep) -> tuple[SearchEntry, ...]:
        """The entries of one step that say anything."""
        return tuple(entry for entry in self.search if entry.step is step and entry != SearchEntry(step=step))

    def outcome_at(self, step: SearchStep) -> Outcome | None:
        """What came of a step: found where one source decides, else overridden where one is, else not applicable.

        ``None`` where the step was not searched, or the outcome of a source is not said.
        """
        outcomes = {entry.outcome for entry in self.at(step)}
        for outcome in (Outcome.FOUND, None, Outcome.OVERRIDDEN, Outcome.NOT_APPLICABLE):
            if outcome in outcomes:
                return outcome
        return None

    def check(self) -> Verdict:
        """Whether the search is complete under the rules of its day, and all that it lacks.

        Raises:
            NotFound: Independent Medical Review did not exist on that day.
        """
        rules = rules_in_force(self.rules_on)
        shortfalls: list[Shortfall] = []
        if Part.SEARCH in rules.asks:
            shortfalls += _entry_shortfalls(self)
            shortfalls += _sequence_shortfalls(self)
        if Part.STANDARDS in rules.asks:
            shortfalls += _standard_shortfalls(self, rules)
        if Part.SEARCH in rules.asks and Part.STANDARDS in rules.asks:
            shortfalls += _contradictions(self)
        return Verdict(
            rules_on=self.rules_on,
            rules=rules.says,
            citation=rules.citation(),
            shortfalls=tuple(shortfalls),
            remarks=tuple(_remarks(self, rules)),
        )


def worksheet(rules_on: dt.date) -> Worksheet:
    """An empty worksheet with the entries that the rules of a day ask for.

    >>> [entry.step.value for entry in worksheet(dt.date(2015, 4, 20)).search]
    ['mtus', 'second_step', 'third_step', 'studies']
    >>> worksheet(dt.date(2015, 4, 19)).search
    ()

    Raises:
        NotFound: Independent Medical Review did not exist on that day.
    """
    asks = rules_in_force(rules_on).asks
    search = tuple(SearchEntry(step=step) for step in SearchStep) if Part.SEARCH in asks else ()
    ranked = tuple(StandardEntry(standard=standard) for standard in Standard) if Part.STANDARDS in asks else ()
    return Worksheet(rules_on=rules_on, search=search, standards=ranked)


def records_at(step: SearchStep, services: Iterable[str], dates: TriggerDates) -> tuple[Recommendation, ...]:
    """The records of the guideline library on some services that stand at a step and govern on the days.

    Where the day that tells is not known, the day of the decision stands for it. Studies are no records.

    >>> days = TriggerDates(review=dt.date(2014, 9, 1))
    >>> [record.id for record in records_at(SearchStep.SECOND_STEP, ["acupuncture"], days)]
    ['ODG-ACU']

    Raises:
        NotFound: there is no such service.
    """
    if step.scope is None or dates.review is None:
        return ()
    found = {
        record.id: record
        for service in services
        for record in for_service(service, on=dates.review, dates=dates)
        if record.scope is step.scope and record.kind is RecordKind.RECOMMENDATION
    }
    return tuple(found.values())


def _shortfall(kind: ShortfallKind, where: str, what: str, *citations: Citation) -> Shortfall:
    return Shortfall(kind=kind, where=where, what=what, citations=citations)


def _duty(name: str) -> Citation:
    return search_duty(name).citation()


def _entry_shortfalls(sheet: Worksheet) -> Iterator[Shortfall]:
    """What the entries lack, each by itself."""
    for number, entry in enumerate(sheet.search, start=1):
        if entry in sheet.at(entry.step):
            where = f"search {number} ({entry.step})"
            yield from _gaps(entry, where)
            yield from _untimely(entry, where, sheet.rules_on)
            yield from _misplaced(entry, where, sheet.dates)


def _gaps(entry: SearchEntry, where: str) -> Iterator[Shortfall]:
    record = _duty("record")
    if not entry.source.strip():
        yield _shortfall(ShortfallKind.SOURCE_MISSING, where, "It does not say which source was searched.", record)
    if not entry.edition.strip() and entry.step is not SearchStep.STUDIES:
        yield _shortfall(ShortfallKind.EDITION_MISSING, where, "It does not say which edition was searched.", record)
    if entry.searched_on is None:
        yield _shortfall(ShortfallKind.DAY_MISSING, where, "It does not say when it was searched.", record)
    if entry.outcome is None:
        yield _shortfall(ShortfallKind.OUTCOME_MISSING, where, "It does not say what came of it.", record)
    elif entry.outcome is not Outcome.FOUND and not entry.reason.strip():
        what = f"It says {_words(entry.outcome)} without a reason."
        yield _shortfall(ShortfallKind.REASON_MISSING, where, what, record)
    if entry.outcome is Outcome.OVERRIDDEN and not _has_evidence(entry):
        if entry.step is SearchStep.MTUS:
            yield _unrebutted(where, "rebuttal")
        else:
            what = "It is overridden without naming the recommendation or study that is better supported."
            yield _shortfall(ShortfallKind.EVIDENCE_MISSING, where, what, steps()[entry.step].citation())


def _untimely(entry: SearchEntry, where: str, rules_on: dt.date) -> Iterator[Shortfall]:
    if entry.searched_on is None:
        return
    if entry.searched_on > rules_on:
        what = f"It was searched on {entry.searched_on}, after the decision of {rules_on}."
        yield _shortfall(ShortfallKind.DAY_AFTER_DECISION, where, what, _duty("record"))
    for closed in closed_sources():
        if closed.is_meant_by(entry.source) and entry.searched_on >= closed.closed_on:
            what = f"It was closed on {closed.closed_on} and cannot have been searched on {entry.searched_on}."
            yield _shortfall(ShortfallKind.SOURCE_CLOSED, where, what, _duty("record"))


def _misplaced(entry: SearchEntry, where: str, dates: TriggerDates) -> Iterator[Shortfall]:
    """Whether a source of the catalogue stands at another step, or was not in force; what it does not know, passes."""
    edition = _edition_of(entry)
    if edition is None:
        return
    rule = steps()[entry.step]
    if not _belongs(edition, entry.step):
        what = f"{edition.title} by {edition.publisher} is no source of this step, which searches {rule.searches}."
        yield _shortfall(ShortfallKind.SOURCE_OF_ANOTHER_STEP, where, what, rule.citation())
    elif entry.step is SearchStep.MTUS:
        governing = governing_edition(edition.guideline, dates)
        if governing is not None and governing.id != edition.id:
            what = (
                f"The edition of {edition.year} of {edition.title} does not govern on the days of this request; the "
                f"one in force from {governing.in_force_from} does."
            )
            yield _shortfall(ShortfallKind.EDITION_NOT_IN_FORCE, where, what, rule.citation())


def _edition_of(entry: SearchEntry) -> GuidelineEdition | None:
    # An edition such as "current" has no year, and would only blur the name; after a comma stands the chapter.
    has_year = any(letter.isdigit() for letter in entry.edition)
    for source in dict.fromkeys((entry.source, entry.source.split(",")[0])):
        if match := find_guideline(f"{source} {entry.edition}" if has_year else source):
            return edition_by_id(match.id)
    return None


def _belongs(edition: GuidelineEdition, step: SearchStep) -> bool:
    is_mtus = edition.family is GuidelineFamily.MTUS or edition.in_force_from is not None
    is_second = edition.family in {GuidelineFamily.ACOEM, GuidelineFamily.ODG} or edition.publisher == "ACOEM"
    return {
        SearchStep.MTUS: is_mtus,
        SearchStep.SECOND_STEP: is_second,
        SearchStep.THIRD_STEP: not is_mtus and not is_second,
        SearchStep.STUDIES: False,
    }[step]


def _sequence_shortfalls(sheet: Worksheet) -> Iterator[Shortfall]:
    """Whether the steps follow one another, and the search stops where it may."""
    rules = steps()
    searched = [step for step in SearchStep if sheet.at(step)]
    if SearchStep.MTUS not in searched:
        what = "The MTUS was not searched. It comes first, and is presumed correct."
        citations = (rules[SearchStep.MTUS].citation(), _duty("presumption"))
        yield _shortfall(ShortfallKind.MTUS_NOT_SEARCHED, "search", what, *citations)
    if not searched:
        return
    last = searched[-1]
    for step in list(SearchStep)[1 : list(SearchStep).index(last)]:
        if step not in searched:
            what = f"Step {rules[step].number} was skipped: {rules[step].searches}."
            yield _shortfall(ShortfallKind.STEP_SKIPPED, "search", what, rules[step].citation())
    for step in searched[:-1]:
        if sheet.outcome_at(step) is Outcome.FOUND:
            what = f"It goes on, though step {rules[step].number} found what governs and nothing says it is overridden."
            yield _shortfall(
                ShortfallKind.GOES_ON_PAST_WHAT_WAS_FOUND,
                "search",
                f"{what} {rules[step].stops}",
                rules[step].citation(),
            )
    yield from _ending(sheet, last)


def _ending(sheet: Worksheet, last: SearchStep) -> Iterator[Shortfall]:
    """Whether the search may stop at its last step."""
    rule = steps()[last]
    outcome = sheet.outcome_at(last)
    if outcome in {Outcome.NOT_APPLICABLE, Outcome.OVERRIDDEN} and last is not SearchStep.STUDIES:
        what = f"It stops at step {rule.number}, which is {_words(outcome)}. {rule.goes_on}"
        yield _shortfall(ShortfallKind.STOPS_TOO_EARLY, "search", what, rule.citation())
        return
    overridden = [step for step in SearchStep if sheet.outcome_at(step) is Outcome.OVERRIDDEN]
    found = [step for step in SearchStep if sheet.outcome_at(step) is Outcome.FOUND]
    for step in overridden:
        if not any(list(SearchStep).index(other) > list(SearchStep).index(step) for other in found):
            what = f"Step {steps()[step].number} is overridden, but no later step found what overrides it."
            yield _shortfall(ShortfallKind.OVERRIDDEN_BY_NOTHING, "search", what, _duty("rebuttal"))


def _standard_shortfalls(sheet: Worksheet, rules: SearchRules) -> Iterator[Shortfall]:
    """Whether each standard above the one relied on is inapplicable, with a reason."""
    order = _duty("strict-order")
    given = {entry.standard: entry for entry in sheet.standards}
    for standard, entry in given.items():
        if any(other.standard is standard and other != entry for other in sheet.standards):
            what = "It is given twice, with different answers."
            yield _shortfall(ShortfallKind.CONTRADICTION, f"standards ({standard})", what, order)
    relied_on = [standard for standard in Standard if standard in given and given[standard].outcome is Outcome.FOUND]
    if not relied_on:
        what = "It does not say which standard of medical necessity the decision rests on."
        yield _shortfall(ShortfallKind.STANDARD_MISSING, "standards", what, order)
        return
    for standard in relied_on[1:]:
        above = standards()[relied_on[0]]
        what = f"It does not count beside {above.says}, which stands above it and applies."
        yield _shortfall(ShortfallKind.STANDARD_BELOW_ANOTHER, f"standards ({standard})", what, order)
    for standard in list(Standard)[: list(Standard).index(relied_on[0])]:
        yield from _passed_over(given.get(standard, StandardEntry(standard=standard)), rules)


def _passed_over(entry: StandardEntry, rules: SearchRules) -> Iterator[Shortfall]:
    """What an entry lacks whose standard stands above the one relied on."""
    where = f"standards ({entry.standard})"
    rule = standards()[entry.standard].citation()
    order = _duty("strict-order")
    if entry.outcome is None:
        what = "A lower standard is relied on, and nothing says why this one is inapplicable to the condition."
        yield _shortfall(ShortfallKind.STANDARD_SKIPPED, where, what, rule, order)
        return
    if not entry.reason.strip():
        what = f"It says {_words(entry.outcome)} without a reason."
        yield _shortfall(ShortfallKind.REASON_MISSING, where, what, rule, order)
    if entry.outcome is Outcome.OVERRIDDEN and entry.standard is not Standard.MTUS:
        what = "Only the presumption of the MTUS can be overridden; another standard applies or is inapplicable."
        yield _shortfall(ShortfallKind.STANDARD_OVERRIDDEN, where, what, order)
    elif entry.outcome is Outcome.OVERRIDDEN and not _has_evidence(entry):
        yield _unrebutted(where, "rebuttal" if rules.weighing is Weighing.LEVELS else "older-rebuttal")


def _contradictions(sheet: Worksheet) -> Iterator[Shortfall]:
    """Where the two parts of one worksheet say different things of the MTUS."""
    searched = sheet.outcome_at(SearchStep.MTUS)
    for entry in sheet.standards:
        if entry.standard is Standard.MTUS and None not in {entry.outcome, searched} and entry.outcome != searched:
            what = f"The MTUS is {_words(entry.outcome)} here, but {_words(searched)} in the search."
            yield _shortfall(ShortfallKind.CONTRADICTION, f"standards ({entry.standard})", what, _duty("strict-order"))


def _unrebutted(where: str, duty: str) -> Shortfall:
    what = "The MTUS is overridden without evidence: its presumption holds unless it is rebutted."
    return _shortfall(ShortfallKind.EVIDENCE_MISSING, where, what, _duty("presumption"), _duty(duty))


def _has_evidence(entry: SearchEntry | StandardEntry) -> bool:
    return any(words.strip() for words in entry.evidence)


def _remarks(sheet: Worksheet, rules: SearchRules) -> Iterator[str]:
    """What the reader should know: doubts about the rules, and what was filled in without need."""
    yield f"That the day of the decision selects these rules is {rules.selected_by}."
    if Part.SEARCH not in rules.asks and any(sheet.at(step) for step in SearchStep):
        yield "These rules have no search sequence; what the worksheet says of a search was not checked."
    if Part.STANDARDS not in rules.asks and any(entry.outcome for entry in sheet.standards):
        duty = search_duty("as-the-mtus-says")
        yield f"{duty.says} What the worksheet says of their order was not checked. [{duty.citation().sentence()}]"
    if all(sheet.outcome_at(step) is Outcome.NOT_APPLICABLE for step in SearchStep):
        duty = search_duty("silence")
        yield f"No step found a recommendation. {duty.says} [{duty.citation().sentence()}]"
    for entry in sheet.at(SearchStep.MTUS):
        edition = _edition_of(entry)
        if edition is not None and edition.in_force_from and governing_edition(edition.guideline, sheet.dates) is None:
            yield (
                f"Whether the edition of {edition.year} of {edition.title} governs cannot be said: its "
                f"{_words(edition.trigger)} is not given, or none of its editions was in force."
            )


def _words(name: StrEnum | None) -> str:
    return str(name).replace("_", " ")
