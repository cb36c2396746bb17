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
from openimr.guidelines.asked import Role
from openimr.guidelines.catalogue import GuidelineEdition, edition_by_id
from openimr.guidelines.criteria import FactSource, Truth
from openimr.guidelines.lines import chosen
from openimr.guidelines.recommendation import Scope, Stance

__all__ = ["application_text"]

_WIDTH = 100
_MANY_LINES = 3
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

    Later steps of the search are told in full where ``is_whole`` asks for it, or where the MTUS does not answer.
    """
    is_answered = any(answer.scope is Scope.MTUS for answer in application.answers)
    blocks = [list(_asked(application))]
    for answer in application.answers:
        in_full = is_whole or not is_answered or answer.scope in _FIRST_STEPS
        blocks.append(list(_full(answer) if in_full else _short(answer)))
    blocks.append(list(_closing(application)))
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _asked(application: Application) -> Iterator[str]:
    request = application.request
    service = (request.service.code or "no service that is known").replace("_", " ")
    combined = "".join(f" with {it.replace('_', ' ')}" for it in request.service.combined if it != request.service.code)
    yield from _titled("Asked", f"{request.raw.strip() or 'nothing'} ({service}{combined})")
    for flag in request.flags:
        readings = f" Readings: {'; '.join(flag.readings)}." if flag.readings else ""
        yield from _titled("", f"{flag.message}{readings}")
    yield from _titled("On", application.on.isoformat())
    if application.contradicted:
        yield from _titled("Contradicted", f"{', '.join(application.contradicted)}: every value is worked out.")
    if application.without_pin:
        names = ", ".join(application.without_pin)
        yield from _titled("No page", f"{names}: no fact without a page may carry a rationale.")


def _full(answer: Answer) -> Iterator[str]:
    yield from _heading(answer)
    verified = f"; {answer.speaking.words}" if answer.speaking is Speaking.BY_ITSELF else ""
    yield from _wrapped(f"{answer.citation.sentence()}; {answer.in_force}{verified}.", 4)
    lines = chosen(answer.lines)
    if lines:
        yield "  Arithmetic"
        yield from _arithmetic(lines)
    for line in answer.lines:
        if line.lifted is not None and line.lifted.value is Truth.MET:
            yield from _wrapped(f"No ceiling counts here. Lifted by: {line.lifted.sentence}", 2)
    told = [it for role in _ROLES for it in answer.of(role) if not _is_for_another(it)]
    if told:
        yield "  Criteria"
        for criterion in told:
            yield from _criterion(criterion)
    yield from _missing(answer)
    for note in answer.by_hand:
        yield from _wrapped(f"Compare by hand: {note}", 2)


def _short(answer: Answer) -> Iterator[str]:
    yield from _heading(answer)
    yield from _wrapped(f"{answer.citation.sentence()}.", 4)
    yield from _missing(answer)


def _heading(answer: Answer) -> Iterator[str]:
    read_as = f" (if read as {answer.read_as.replace('_', ' ')})" if answer.read_as else ""
    stance = f"; {answer.stance.replace('_', ' ')}" if answer.stance and answer.stance is not Stance.RECOMMENDED else ""
    word = answer.result.value.replace("_", " ").upper()
    if answer.speaking is Speaking.TO_BE_CONFIRMED:
        word = f"{answer.speaking.words}; as it is recorded here: {word}"
    yield from _wrapped(f"{answer.id}  {answer.topic}{read_as}: {word}", 0)
    yield from _wrapped(f"{_SCOPES[answer.scope]}{stance}", 4)


def _arithmetic(lines: tuple[AppliedLine, ...]) -> Iterator[str]:
    by_diagnosis = [line for line in lines if line.diagnosis and line.diagnosis.value is not Truth.MET]
    if len(by_diagnosis) > _MANY_LINES:
        names = ", ".join(name.replace("_", " ") for line in by_diagnosis for name in line.applies_to)
        yield from _wrapped(f"By diagnosis, and none of these is documented: {names}.", 4)
        words = Counter(line.result.value.replace("_", " ") for line in by_diagnosis)
        yield from _wrapped(f"Of these lines {', '.join(f'{count} {word}' for word, count in words.items())}.", 6)
        lines = tuple(line for line in lines if line not in by_diagnosis)
    for line in lines:
        head = "; or ".join(name.replace("_", " ") for name in line.applies_to)
        documented = f", {line.diagnosis.value.words}" if line.diagnosis else ""
        if head:
            yield from _wrapped(f"For {head}{documented}:", 4)
        for one in line.sums:
            yield from _wrapped(one.sentence, 6 if head else 4)
        for remark in line.remarks:
            yield from _wrapped(remark, 6 if head else 4)
        if line.lifted is not None:
            yield from _wrapped(f"Lifted by: {line.lifted.sentence}", 6 if head else 4)


def _criterion(criterion: AppliedCriterion) -> Iterator[str]:
    result = criterion.result
    words = f"{_ROLES[criterion.role]:<9} {result.value.words.upper():<15}"
    places = "; ".join(dict.fromkeys(fact.told() for fact in (*result.facts, *result.silent)))
    alone = ", in the utilization review decision alone" if result.rests_on_ur_decision_alone else ""
    contradiction = ", which contradict one another" if result.contradicted else ""
    yield from _wrapped(f"{words} {result.says}{f': {places}' if places else ''}{alone}{contradiction}", 4, 30)


def _is_for_another(criterion: AppliedCriterion) -> bool:
    """Whether the wording itself shows that something advised against is another thing than what is requested."""
    sources = {fact.source for fact in criterion.result.facts}
    is_against = criterion.role in {Role.NOT_FOR, Role.CONTRAINDICATION}
    return is_against and criterion.result.value is Truth.NOT_MET and sources == {FactSource.REQUEST}


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


def _titled(title: str, words: str) -> list[str]:
    lead = f"{title:<{_TITLE}} "
    return textwrap.wrap(f"{lead}{words}", _WIDTH, subsequent_indent=" " * (_TITLE + 1), drop_whitespace=True)


def _wrapped(words: str, indent: int, hanging: int | None = None) -> list[str]:
    rest = indent + 2 if hanging is None else hanging
    return textwrap.wrap(words, _WIDTH, initial_indent=" " * indent, subsequent_indent=" " * rest)
