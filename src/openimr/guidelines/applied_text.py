"""Tells an application of the guidelines on one screen: what is asked, what governs, the arithmetic, what is missing.

Nothing in it says what is to be decided. A recommendation that is not verified says so before anything else of it.

Source: design, section 4.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator

from openimr.citations import Verification
from openimr.guidelines.application import Answer, Application, AppliedCriterion, AppliedLine, Speaking
from openimr.guidelines.asked import ABOUT, Role
from openimr.guidelines.catalogue import GuidelineEdition, edition_by_id
from openimr.guidelines.criteria import Fact, FactSource, Truth
from openimr.guidelines.lines import chosen
from openimr.guidelines.recommendation import Scope, Stance
from openimr.treatments.telling import flag_words

__all__ = ["application_text"]

_WIDTH = 100
_MANY_LINES = 3
_MANY_OPERATIONS = 2
_TITLE = 12
_SCOPES = {
    Scope.LAW: "law",
    Scope.MTUS: "MTUS",
    Scope.SECOND_STEP: "second step of the search: only where the MTUS is silent or rebutted",
    Scope.THIRD_STEP: "third step of the search: only where the steps before give nothing",
    Scope.SUPPORT: "beside the search",
}
_FIRST_STEPS = frozenset((Scope.LAW, Scope.MTUS))
_ROLES = {
    Role.CONDITION: "for",
    Role.PREREQUISITE: "first",
    Role.INTERVAL: "interval",
    Role.GATE: "to go on",
    Role.CONTRAINDICATION: "against",
    Role.NOT_FOR: "not for",
    Role.DOCUMENTATION: "document",
}
_CLOSING = "This lays facts beside guidelines. It is no outcome: the reviewer decides, and answers for it."


def application_text(application: Application, *, is_whole: bool = False) -> str:
    """The whole in plain text, in lines of at most 100 characters.

    In short are told, unless ``is_whole`` asks for all: later steps of the search where the MTUS answers; records for
    another phase, part of the body or operation than may be meant, where it is not documented which one it is; and what
    is not verified and not for after an operation, where something is that is for after the operation of the request.
    """
    blocks = [list(_asked(application))]
    after = [answer for answer in application.answers if _is_after_unknown_operation(answer)]
    after = after if len(after) > _MANY_OPERATIONS and not is_whole else []
    is_answered = any(answer.scope is Scope.MTUS for answer in application.answers)
    later = [answer for answer in application.answers if is_answered and answer.scope not in _FIRST_STEPS]
    later = [] if is_whole else later
    others = [answer for answer in application.answers if answer not in after and answer not in later]
    is_after = any(_operation(answer) is Truth.MET for answer in others)
    for answer in others:
        is_brief = _is_about_unknown(answer) or (is_after and _is_general(answer))
        blocks.append(list(_brief(answer) if is_brief and not is_whole else _full(answer)))
    if after:
        blocks.append(list(_after_an_operation(after)))
    if later:
        blocks.append(list(_later(later)))
    blocks.append(list(_closing(application)))
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _asked(application: Application) -> Iterator[str]:
    request = application.request
    service = (request.service.code or "no service that is known").replace("_", " ")
    combined = "".join(f" with {it.replace('_', ' ')}" for it in request.service.combined if it != request.service.code)
    yield from _titled("Asked", f"{request.raw.strip() or 'nothing'} ({service}{combined})")
    for flag in request.flags:
        yield from _titled("", flag_words(flag))
    yield from _titled("On", application.on.isoformat())
    if application.contradicted:
        yield from _titled("Contradicted", f"{', '.join(application.contradicted)}: every value is worked out.")
    if application.without_pin:
        names = ", ".join(application.without_pin)
        yield from _titled("No page", f"{names}: no fact without a page may carry a rationale.")


def _brief(answer: Answer) -> Iterator[str]:
    """A recommendation of which it is not known whether the request is about what it is for."""
    yield from _heading(answer)
    yield from _where(answer)
    yield from _criteria(Role.CONDITION, answer.of(Role.CONDITION))
    yield from _missing(answer)


def _is_about_unknown(answer: Answer) -> bool:
    conditions = (it for it in answer.of(Role.CONDITION) if it.id in ABOUT)
    return any(it.result.value is Truth.NOT_DOCUMENTED for it in conditions)


def _where(answer: Answer) -> list[str]:
    verified = f"; {answer.speaking.words}" if answer.speaking is Speaking.BY_ITSELF else ""
    scope = f"{_capital(_SCOPES[answer.scope])}{_told_stance(answer)}"
    return _wrapped(f"{scope}. {answer.citation.sentence()}; {answer.in_force}{verified}.", 4)


def _full(answer: Answer) -> Iterator[str]:
    yield from _heading(answer)
    yield from _where(answer)
    yield from _arithmetic(chosen(answer.lines))
    for line in answer.lines:
        if line.lifted is not None and line.lifted.value is Truth.MET:
            yield from _wrapped(f"No ceiling counts here. Lifted by: {line.lifted.sentence}", 2)
    for role in _ROLES:
        yield from _criteria(role, answer.of(role))
    yield from _missing(answer)
    if answer.by_hand:
        yield from _wrapped(f"Compare by hand: {' '.join(answer.by_hand)}", 2, 4)


def _later(answers: list[Answer]) -> Iterator[str]:
    """The later steps of the search in one line or two each, with those of one step together."""
    scopes = tuple(dict.fromkeys(answer.scope for answer in answers))
    for scope in scopes:
        yield from _wrapped(f"{_capital(_SCOPES[scope])} (--all tells all of it):", 0)
        for answer in answers:
            if answer.scope is scope:
                told = f"{answer.id}  {answer.topic}{_told_reading(answer)}{_told_stance(answer)}"
                yield from _wrapped(f"{told}, {answer.citation.sentence()}: {_told_word(answer)}", 2, 6)


def _is_after_unknown_operation(answer: Answer) -> bool:
    return _operation(answer) is Truth.NOT_DOCUMENTED


def _operation(answer: Answer) -> Truth | None:
    """Whether the operation is documented that a recommendation is for after; ``None`` where it is for after none."""
    asked = (it.result.value for it in answer.of(Role.CONDITION) if it.id == "operation")
    return next(asked, None)


def _is_general(answer: Answer) -> bool:
    is_own = answer.scope is Scope.MTUS and _operation(answer) is None
    return is_own and answer.speaking is Speaking.TO_BE_CONFIRMED


def _after_an_operation(answers: list[Answer]) -> Iterator[str]:
    """One record for each kind of operation: how many each would leave within, until it is known which one it was."""
    words = Speaking.TO_BE_CONFIRMED.words
    title = f"After an operation: {len(answers)} records, one for each kind, and which one it was is not documented"
    yield from _wrapped(f"{title}; {words}.", 0)
    told = (f"{it.id} {', '.join(line.within.told() for line in it.lines) or 'no number'}" for it in answers)
    yield from _wrapped(f"Within, if it was that one: {'; '.join(told)}.", 2, 4)
    yield from _wrapped("Would change the answer: surgery", 2, 4)


def _heading(answer: Answer) -> Iterator[str]:
    yield from _wrapped(f"{answer.id}  {answer.topic}{_told_reading(answer)}: {_told_word(answer)}", 0)


def _told_reading(answer: Answer) -> str:
    return f" (if read as {answer.read_as.replace('_', ' ')})" if answer.read_as else ""


def _told_stance(answer: Answer) -> str:
    is_told = answer.stance is not None and answer.stance is not Stance.RECOMMENDED
    return f"; {answer.stance.replace('_', ' ')}" if answer.stance is not None and is_told else ""


def _told_word(answer: Answer) -> str:
    word = answer.result.value.replace("_", " ").upper()
    if answer.speaking is Speaking.TO_BE_CONFIRMED:
        return f"{answer.speaking.words}; as it is recorded here: {word}"
    return word


def _arithmetic(lines: tuple[AppliedLine, ...]) -> Iterator[str]:
    """Every reading of each line; lines for diagnoses that are not documented share the sum that they have."""
    open_lines = [line for line in lines if line.diagnosis and line.diagnosis.value is not Truth.MET]
    shared = _shared_sum(open_lines)
    if len(open_lines) > _MANY_LINES:
        yield from _many_diagnoses(open_lines)
    elif shared:
        yield from _wrapped(f"Arithmetic, by diagnosis, and none of these is documented: {shared}", 2, 4)
        for line in open_lines:
            yield from _wrapped(f"{_named(line)}: {' '.join((line.sums[0].compared, *line.remarks))}", 4)
    else:
        yield from (told for line in open_lines for told in _line(line))
    yield from (told for line in lines if line not in open_lines for told in _line(line))


def _shared_sum(lines: list[AppliedLine]) -> str:
    """The sum that several lines have in common; empty where they do not have one and the same."""
    added = {one.added for line in lines for one in line.sums}
    is_shared = len(lines) > 1 and len(added) == 1 and not any(line.lifted for line in lines)
    return added.pop() if is_shared else ""


def _many_diagnoses(lines: list[AppliedLine]) -> Iterator[str]:
    names = ", ".join(_named(line) for line in lines)
    yield from _wrapped(f"Arithmetic, by diagnosis, and none of these is documented: {names}.", 2, 4)
    words = Counter(line.result.value.replace("_", " ") for line in lines)
    yield from _wrapped(f"Of these lines {', '.join(f'{count} {word}' for word, count in words.items())}.", 4)


def _named(line: AppliedLine) -> str:
    return "; or ".join(name.replace("_", " ") for name in line.applies_to)


def _line(line: AppliedLine) -> Iterator[str]:
    documented = f", {line.diagnosis.value.words}" if line.diagnosis else ""
    diagnosis = f" for {_named(line)}{documented}" if line.applies_to else ""
    for one in line.sums:
        yield from _wrapped(f"Arithmetic{diagnosis}: {one.sentence}", 2, 4)
    for remark in line.remarks:
        yield from _wrapped(remark, 4)
    if line.lifted is not None:
        yield from _wrapped(f"Lifted by: {line.lifted.sentence}", 4)


def _criteria(role: Role, criteria: tuple[AppliedCriterion, ...]) -> Iterator[str]:
    """Each criterion of one role with where it stands; those of which nothing is known together."""
    told = [it for it in criteria if not _is_for_another(it)]
    unknown = [it.result.says for it in told if _is_unknown(it)]
    for criterion in told:
        if not _is_unknown(criterion):
            yield from _criterion(criterion)
    if unknown:
        yield from _under(role, Truth.NOT_DOCUMENTED, "; ".join(unknown))


def _is_unknown(criterion: AppliedCriterion) -> bool:
    result = criterion.result
    return result.value is Truth.NOT_DOCUMENTED and not result.facts and not result.silent


def _criterion(criterion: AppliedCriterion) -> Iterator[str]:
    result = criterion.result
    places = "; ".join(dict.fromkeys(_told_fact(fact) for fact in (*result.facts, *result.silent)))
    alone = ", in the utilization review decision alone" if result.rests_on_ur_decision_alone else ""
    contradiction = ", which contradict one another" if result.contradicted else ""
    words = f"{result.says}{f': {places}' if places else ''}{alone}{contradiction}"
    yield from _under(criterion.role, result.value, words)


def _told_fact(fact: Fact) -> str:
    """A fact in words; what the request names by an id is told without its underscores."""
    return fact.told().replace("_", " ") if fact.source is FactSource.REQUEST else fact.told()


def _under(role: Role, value: Truth, words: str) -> list[str]:
    return _wrapped(f"{_ROLES[role]:<9} {value.words.upper():<15} {words}", 4, 14)


def _is_for_another(criterion: AppliedCriterion) -> bool:
    """Whether the wording alone settles it and it is not worth a line.

    That is so where something advised against is another thing than what is requested, and where the request names the
    part of the body that the recommendation is for.
    """
    sources = {fact.source for fact in criterion.result.facts}
    is_against = criterion.role in {Role.NOT_FOR, Role.CONTRAINDICATION}
    is_own_part = criterion.role is Role.CONDITION and criterion.id == "body"
    spared = Truth.NOT_MET if is_against else Truth.MET
    return (is_against or is_own_part) and criterion.result.value is spared and sources == {FactSource.REQUEST}


def _missing(answer: Answer) -> Iterator[str]:
    if answer.would_change:
        yield from _wrapped(f"Would change the answer: {', '.join(answer.would_change)}", 2, 4)
    else:
        yield from _wrapped("No missing fact would change the answer.", 2)


def _closing(application: Application) -> Iterator[str]:
    if not application.answers:
        words = "Not addressed: no recommendation of this library governs the request on its days."
        yield from _wrapped(f"{words} The search goes on under 8 CCR 9792.21.1.", 0)
    if application.unanswered:
        documents = "; ".join(_told_edition(edition_by_id(it)) for it in application.unanswered)
        why = (
            "in the MTUS on these days, and no record here answers from there. Read it before calling the MTUS silent."
        )
        yield from _titled("Look also in", f"{documents}: {why}")
    if application.also_read:
        yield from _titled("Read also", ", ".join(application.also_read))
    reasons = Counter(it.why for it in application.left_aside)
    if reasons:
        told = "; ".join(f"{count} {why.words}" for why, count in reasons.items())
        yield from _titled("Left aside", f"{told}.")
    sources = {fact.source for fact in application.facts}
    if sources == {FactSource.UR_DECISION}:
        yield from _wrapped("All facts stand in the utilization review decision alone.", 0)
    yield from _wrapped(_CLOSING, 0)


def _told_edition(edition: GuidelineEdition) -> str:
    dated = f" of {edition.dated_on or edition.year}" if edition.dated_on or edition.year else ""
    doubt = "" if edition.verification is Verification.VERIFIED else f" ({edition.verification})"
    return f"{edition.title} ({edition.publisher}{dated}), {edition.regulation}{doubt}"


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _titled(title: str, words: str) -> list[str]:
    lead = f"{title:<{_TITLE}} "
    return textwrap.wrap(f"{lead}{words}", _WIDTH, subsequent_indent=" " * (_TITLE + 1), drop_whitespace=True)


def _wrapped(words: str, indent: int, hanging: int | None = None) -> list[str]:
    rest = indent + 2 if hanging is None else hanging
    return textwrap.wrap(
        words, _WIDTH, initial_indent=" " * indent, subsequent_indent=" " * rest, break_on_hyphens=False
    )
