"""Decides whether summary or rationale speaks of another part of the body than the heading.

Source: Labor Code 4610.6(h), a plainly erroneous finding of fact is a ground of appeal; request-grammar.md, rule 12.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from openimr.determinations.checking.asked import Asked, asked
from openimr.determinations.checking.duties import duties
from openimr.determinations.checking.framework import Check, Context, Hit, Severity
from openimr.determinations.checking.requests_told import SUMMARY, is_told_of, requests_worded, services_of
from openimr.treatments.anatomy import BodyPartMention, are_related, find_body_parts, find_levels

__all__ = ["CHECK"]

# A level of the spine names its region as well as the word does.
_REGIONS = {"C": "neck", "T": "thoracic_spine", "L": "lumbar_spine", "S": "lumbar_spine"}


def _look(context: Context) -> Iterator[Hit]:
    for number, (path, treatment) in enumerate(context.numbered()):
        sought = asked(context, number)
        if not sought.parts:
            continue
        found = False
        for told in requests_worded(context, number):
            mentions = find_body_parts(told.words)
            # Few requests are worded for a part that is not in the heading; whose they are is asked of those only.
            if _strange(mentions, sought.parts) is None or not is_told_of(context, number, told):
                continue
            strange = _strange(mentions, sought.parts | _parts_of_others(context, number))
            if strange is not None and not _is_named(sought.parts, told.words):
                found = True
                words = strange.span.quote(told.words)
                yield Hit(
                    where=told.where,
                    message=f"The request is worded for the {words} here, but not in “{treatment.heading}”.",
                    quote=words,
                    at=told.at + strange.span.start,
                )
        if not found and _is_unknown_to_the_letter(context, path, sought) and services_of(treatment.heading):
            yield Hit(
                where=f"{path}.heading",
                message="Neither the summary nor the rationale mentions the part of the body in the heading "
                f"“{treatment.heading}”; the summary speaks of others.",
                quote=treatment.heading,
            )


@lru_cache(maxsize=64)
def _parts(text: str) -> frozenset[str]:
    """The parts that prose names, by word or by spinal level."""
    named = {mention.id for mention in find_body_parts(text)}
    return frozenset(named | {_REGIONS[level[0]] for mention in find_levels(text) for level in mention.levels})


def _parts_of_others(context: Context, number: int) -> frozenset[str]:
    """The parts in the headings of like services, which a sentence may as well be about."""
    headings = [treatment.heading for _, treatment in context.numbered()]
    own = set(services_of(headings[number]))
    like = [place for place, heading in enumerate(headings) if place != number and own & set(services_of(heading))]
    return frozenset().union(*(asked(context, place).parts for place in like))


def _strange(mentions: tuple[BodyPartMention, ...], known: frozenset[str]) -> BodyPartMention | None:
    """The first part that is related to none of the known ones."""
    return next((one for one in mentions if not any(are_related(one.id, part) for part in known)), None)


def _is_named(parts: frozenset[str], text: str) -> bool:
    """Whether ``text`` names one of ``parts``, or what holds it or is held by it."""
    return any(are_related(part, other) for part in parts for other in _parts(text))


def _is_unknown_to_the_letter(context: Context, path: str, sought: Asked) -> bool:
    """Whether the summary names other parts only, and the rationale does not name the heading's either."""
    rationale = f"{path}.rationale"
    # Nearly every letter names the part in the heading's own word, which is soon seen.
    if any(context.says(where, word) for where in (rationale, SUMMARY) for word in sought.named):
        return False
    if not _parts(context.summary) or _is_named(sought.parts, context.summary):
        return False
    return not _is_named(sought.parts, context.prose.get(rationale, ""))


CHECK = Check(
    code="D103",
    name="body-part-mismatch",
    severity=Severity.WARNING,
    what="The summary or the rationale words the request for another part of the body than the heading.",
    why="A decision that was reasoned for another part of the body is not about the disputed treatment, and a plainly "
    "erroneous fact is a ground of appeal.",
    mend="Look up the request and name the same part of the body in heading, summary and rationale.",
    sources=duties("contents", "grounds-of-appeal"),
    look=_look,
)
