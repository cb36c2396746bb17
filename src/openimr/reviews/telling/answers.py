"""Tells what the guidelines in force say of a request: each recommendation with its criteria, pages and arithmetic.

A recommendation that is not verified says so before anything else of it. What a criterion shows is marked with neutral
signs: that something advised against is met is nothing good, and no sign here weighs anything.

Source: design, section 4; 8 CCR 9792.21.1 (order of search).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from openimr.citations import Verification
from openimr.guidelines.application import Answer, Application, AppliedCriterion, AppliedLine, Speaking
from openimr.guidelines.asked import Role
from openimr.guidelines.catalogue import edition_by_id
from openimr.guidelines.criteria import Fact, FactSource, Truth
from openimr.guidelines.criteria.facts import told_value
from openimr.guidelines.lines import chosen
from openimr.guidelines.recommendation import Scope, Stance
from openimr.reviews.telling.blocks import Block, Entry, Heading, Listing, Mark, Paragraph, Tone
from openimr.reviews.telling.words import LOOK, cells, pin_words, spaced

__all__ = ["answers", "answers_in_brief"]

_TRUTHS = {
    Truth.MET: Mark("●", Truth.MET.words),
    Truth.NOT_MET: Mark("○", Truth.NOT_MET.words),
    Truth.NOT_DOCUMENTED: Mark("?", Truth.NOT_DOCUMENTED.words),
}
_SCOPES = {
    Scope.LAW: "Law",
    Scope.MTUS: "MTUS, the first step of the search",
    Scope.SECOND_STEP: "Second step, only where the MTUS is silent or rebutted",
    Scope.THIRD_STEP: "Third step, only where the steps before give nothing",
    Scope.SUPPORT: "Beside the search",
}
_FIRST_STEPS = frozenset((Scope.LAW, Scope.MTUS))
_IN_BRIEF = {scope: "" if scope is Scope.MTUS else f"{words}: " for scope, words in _SCOPES.items()}
"""The MTUS is said by its own citations."""
_ROLES = {
    Role.CONDITION: "it is for",
    Role.PREREQUISITE: "must come first",
    Role.INTERVAL: "interval",
    Role.GATE: "to go on",
    Role.CONTRAINDICATION: "speaks against",
    Role.NOT_FOR: "not for",
    Role.DOCUMENTATION: "to be documented",
}
_SPEAKING = {
    Speaking.BY_ITSELF: Mark("✓", Verification.VERIFIED),
    Speaking.TO_BE_CONFIRMED: Mark("?", "to be confirmed by the reviewer", Tone.CARE),
}
_MANY_LINES = 3
_MOST_READINGS = {Speaking.BY_ITSELF: 2, Speaking.TO_BE_CONFIRMED: 1}
_MOST_PINS = 2
_MOST_CRITERIA = {Speaking.BY_ITSELF: 8, Speaking.TO_BE_CONFIRMED: 4}


def answers(application: Application) -> Iterator[Block]:
    """What governs a request, in the order of search.

    Later steps of the search are told with their criteria only where the MTUS does not answer.
    """
    yield from _not_addressed(application)
    yield from _cautions(application)
    yield from _beside(application)
    for answer, is_whole in _with_depth(application):
        yield from _answer(answer, is_whole=is_whole)


def answers_in_brief(application: Application) -> Iterator[Block]:
    """What governs a request in a few lines each: the result, the first arithmetic, and the criteria by what they show.

    Criteria are told in words only where a recommendation speaks by itself; else they are counted.
    """
    yield from _not_addressed(application)
    yield from _cautions(application)
    for answer, is_whole in _with_depth(application):
        yield from _answer_in_brief(answer, is_whole=is_whole)


def _not_addressed(application: Application) -> Iterator[Block]:
    if not application.answers:
        yield Paragraph(
            "Not addressed: no recommendation of this library governs the request on its days. The search goes on under"
            " 8 CCR 9792.21.1.",
            mark=LOOK,
        )


def _with_depth(application: Application) -> Iterator[tuple[Answer, bool]]:
    """Each answer, and whether it is told with its criteria."""
    is_answered = any(answer.scope is Scope.MTUS for answer in application.answers)
    for answer in application.answers:
        yield answer, not is_answered or answer.scope in _FIRST_STEPS


def _answer_in_brief(answer: Answer, *, is_whole: bool) -> Iterator[Block]:
    by_itself = answer.speaking is Speaking.BY_ITSELF
    recorded = "" if by_itself else "as it is recorded here, "
    told = [it for role in _ROLES for it in answer.of(role) if is_whole and not _is_about_another(it)]
    counts = Counter(it.result.value.words for it in told if not by_itself)
    criteria = f" Criteria: {', '.join(f'{count} {words}' for words, count in counts.items())}." if counts else ""
    yield Paragraph(
        f"{_name(answer)}: {recorded}{spaced(answer.result)}{_stance(answer)}."
        f" {_IN_BRIEF[answer.scope]}{answer.citation.sentence()}.{criteria}",
        mark=_SPEAKING[answer.speaking],
    )
    if not (is_whole and by_itself):
        return
    entries = tuple(_lines(chosen(answer.lines)))
    if entries:
        yield Paragraph(entries[0].text, label="Arithmetic")
    for truth, mark in _TRUTHS.items():
        found = [it for it in told if it.result.value is truth]
        if found:
            yield Paragraph(_by_role(found), mark=mark)


def _by_role(criteria: list[AppliedCriterion]) -> str:
    """The criteria, those of one role together."""
    roles = dict.fromkeys(it.role for it in criteria)
    parts = (f"{_ROLES[role]}: {'; '.join(_with_pages(it) for it in criteria if it.role is role)}" for role in roles)
    return " ".join(f"{part[0].upper()}{part[1:]}." for part in parts)


def _with_pages(criterion: AppliedCriterion) -> str:
    pages = dict.fromkeys(str(pin.page) for fact in criterion.result.facts for pin in fact.pins)
    more = ", ..." if len(pages) > _MOST_PINS else ""
    return (
        f"{criterion.result.says} (page {', '.join(list(pages)[:_MOST_PINS])}{more})"
        if pages
        else criterion.result.says
    )


def _name(answer: Answer) -> str:
    return f"{answer.topic} ({answer.id}{f', if read as {spaced(answer.read_as)}' if answer.read_as else ''})"


def _stance(answer: Answer) -> str:
    return f"; {spaced(answer.stance)}" if answer.stance and answer.stance is not Stance.RECOMMENDED else ""


def _answer(answer: Answer, *, is_whole: bool) -> Iterator[Block]:
    yield Heading(_name(answer), level=5, mark=_SPEAKING[answer.speaking])
    in_force = f" In force: {answer.in_force}." if answer.in_force else ""
    yield Paragraph(f"{answer.citation.sentence()}.{in_force}", label=f"{_SCOPES[answer.scope]}{_stance(answer)}")
    recorded = "" if answer.speaking is Speaking.BY_ITSELF else "as it is recorded here, "
    yield Paragraph(f"{recorded}{spaced(answer.result)}.", label="Laid beside the facts on file")
    if is_whole:
        yield from _arithmetic(chosen(answer.lines), _MOST_READINGS[answer.speaking])
        yield from _criteria(answer)
    if answer.would_change:
        yield Paragraph(
            ", ".join(spaced(name) for name in answer.would_change), label="Would change the answer", is_in_text=False
        )
    else:
        yield Paragraph("No missing fact would change the answer.", is_in_text=False)
    for note in answer.by_hand:
        yield Paragraph(note, label="Compare by hand", is_aside=True, is_in_text=is_whole)
    for note in answer.notes:
        yield Paragraph(note, label="Note", is_aside=True, is_in_text=False)


def _arithmetic(lines: tuple[AppliedLine, ...], most: int) -> Iterator[Block]:
    entries = tuple(_lines(lines))
    if entries:
        yield Listing(entries, title="Arithmetic", most=most, more="told in HTML and JSON")


def _lines(lines: tuple[AppliedLine, ...]) -> Iterator[Entry]:
    """One entry a line; where there are many for diagnoses that nobody documented, they are told in one."""
    unproven = [line for line in lines if line.diagnosis and line.diagnosis.value is not Truth.MET]
    if len(unproven) > _MANY_LINES:
        names = ", ".join(spaced(name) for line in unproven for name in line.applies_to)
        words = Counter(spaced(line.result) for line in unproven)
        told = ", ".join(f"{count} {word}" for word, count in words.items())
        yield Entry(f"By diagnosis, and none of these is documented: {names}. Of these lines {told}.")
        lines = tuple(line for line in lines if line not in unproven)
    for line in lines:
        head = "; or ".join(spaced(name) for name in line.applies_to)
        documented = f", {line.diagnosis.value.words}" if line.diagnosis else ""
        lead = f"For {head}{documented}: " if head else ""
        lifted = (f"Lifted by: {line.lifted.sentence}",) if line.lifted is not None else ()
        for number, one in enumerate(line.sums):
            other = "On another reading: " if number else ""
            yield Entry(f"{lead}{other}{one.sentence}", notes=() if number else cells(*line.remarks, *lifted))


def _criteria(answer: Answer) -> Iterator[Block]:
    told = [it for role in _ROLES for it in answer.of(role) if not _is_about_another(it)]
    wanting = [it for it in told if it.role is Role.DOCUMENTATION and _is_bare(it)]
    entries = [_criterion(criterion) for criterion in told if criterion not in wanting]
    if wanting:
        # What a record should document and does not is a few words each, and told in one.
        words = "; ".join(criterion.result.says for criterion in wanting)
        entries.append(Entry(f"{_ROLES[Role.DOCUMENTATION]}: {words}", _TRUTHS[Truth.NOT_DOCUMENTED]))
    if entries:
        most = _MOST_CRITERIA[answer.speaking]
        yield Listing(tuple(entries), title="Criteria", most=most, more="told in HTML and JSON", most_notes=_MOST_PINS)


def _is_bare(criterion: AppliedCriterion) -> bool:
    """Whether nothing is on file for it, and no page was told to be silent."""
    result = criterion.result
    return result.value is Truth.NOT_DOCUMENTED and not result.facts and not result.silent


def _criterion(criterion: AppliedCriterion) -> Entry:
    result = criterion.result
    values = "; ".join(dict.fromkeys(told_value(fact.value) for fact in result.facts))
    where = dict.fromkeys(_source(fact) for fact in (*result.facts, *result.silent) if not fact.pins)
    told = f": {values}" if values and values != "yes" else ""
    sources = f" ({'; '.join(where)})" if where else ""
    alone = ", in the utilization review decision alone" if result.rests_on_ur_decision_alone else ""
    contradiction = "; these contradict one another" if result.contradicted else ""
    pins = pin_words(pin for fact in (*result.facts, *result.silent) for pin in fact.pins)
    return Entry(
        f"{_ROLES[criterion.role]}: {result.says}{told}{sources}{alone}{contradiction}",
        _TRUTHS[result.value],
        cells(*pins),
    )


def _source(fact: Fact) -> str:
    return fact.place()


def _is_about_another(criterion: AppliedCriterion) -> bool:
    """Whether the wording itself shows that something advised against is another thing than what is requested."""
    sources = {fact.source for fact in criterion.result.facts}
    is_against = criterion.role in {Role.NOT_FOR, Role.CONTRAINDICATION}
    return is_against and criterion.result.value is Truth.NOT_MET and sources == {FactSource.REQUEST}


def _cautions(application: Application) -> Iterator[Block]:
    """What every reader must know: what contradicts, where else to look, that all rests on one decision."""
    if application.contradicted:
        names = ", ".join(spaced(name) for name in application.contradicted)
        yield Paragraph(f"{names}: every value is worked out.", label="Contradicted", mark=LOOK)
    for identity in application.unanswered:
        yield Paragraph(
            f"{_edition(identity)}: in the MTUS on these days, and no record here answers from there. Read it before"
            " calling the MTUS silent.",
            label="Look also in",
            mark=LOOK,
        )
    if {fact.source for fact in application.facts} == {FactSource.UR_DECISION}:
        yield Paragraph("All facts stand in the utilization review decision alone.", mark=LOOK)


def _beside(application: Application) -> Iterator[Block]:
    """What else belongs to it: what has no page, what is read beside, what was left aside."""
    if application.without_pin:
        names = ", ".join(spaced(name) for name in application.without_pin)
        yield Paragraph(
            f"{names}: no fact without a page may carry a rationale.", label="Without a page", is_aside=True
        )
    if application.also_read:
        yield Paragraph(f"{', '.join(application.also_read)}.", label="Read also", is_aside=True)
    reasons = Counter(it.why for it in application.left_aside)
    if reasons:
        told = "; ".join(f"{count} {why.words}" for why, count in reasons.items())
        yield Paragraph(f"{told}.", label="Left aside", is_aside=True)


def _edition(identity: str) -> str:
    edition = edition_by_id(identity)
    dated = f" of {edition.dated_on or edition.year}" if edition.dated_on or edition.year else ""
    doubted = "" if edition.verification is Verification.VERIFIED else f" ({edition.verification})"
    return f"{edition.title} ({edition.publisher}{dated}), {edition.regulation}{doubted}"
