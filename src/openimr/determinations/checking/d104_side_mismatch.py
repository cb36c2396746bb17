"""Decides whether summary or rationale speaks of the other side of the body than the heading.

Source: Labor Code 4610.6(h), a plainly erroneous finding of fact is a ground of appeal; request-grammar.md, 10.8.
"""

from __future__ import annotations

from collections.abc import Iterator

from openimr.determinations.checking.asked import AskedSide, asked
from openimr.determinations.checking.duties import duties
from openimr.determinations.checking.framework import Check, Context, Hit, Severity
from openimr.determinations.checking.requests_told import is_told_of, requests_worded
from openimr.treatments.anatomy import Side, SideMention, are_related, find_sides, side_words
from openimr.treatments.phrases import words_among

__all__ = ["CHECK"]

_OTHER = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}


def _look(context: Context) -> Iterator[Hit]:
    for number, (path, treatment) in enumerate(context.numbered()):
        sides = asked(context, number).sides
        if not sides:
            continue
        hits = [
            Hit(
                where=told.where,
                message=f"The request is worded for the {mention.side} side here, but the heading is "
                f"“{treatment.heading}”.",
                quote=_words(told.words, mention),
                at=told.at + mention.span.start,
            )
            for told in requests_worded(context, number)
            if (mention := _contrary(find_sides(told.words), sides)) is not None and is_told_of(context, number, told)
        ]
        yield from hits or _other_side_only(context, number, f"{path}.rationale")


def _contrary(told: tuple[SideMention, ...], sides: tuple[AskedSide, ...]) -> SideMention | None:
    """The first side told that is the other one of the same part, where the heading's own side is not told too."""
    for mention in told:
        same_part = [one for one in sides if are_related(one.part, mention.part)]
        if same_part and all(_OTHER.get(one.side) is mention.side for one in same_part):
            agrees = any(one.side is not mention.side and are_related(one.part, mention.part) for one in told)
            if not agrees:
                return mention
    return None


def _other_side_only(context: Context, number: int, where: str) -> Iterator[Hit]:
    """Where the rationale speaks of the part on the other side, and nobody ever of the heading's side."""
    sides = asked(context, number).sides
    text = context.prose.get(where, "")
    for one in sides:
        # Few rationales hold a word for the other side at all.
        if one.side not in _OTHER or not words_among(side_words(_OTHER[one.side]), text):
            continue
        first = next((mention for mention in find_sides(text) if are_related(mention.part, one.part)), None)
        if first is None:
            continue
        everywhere = (*find_sides(context.summary), *find_sides(text))
        told = [mention for mention in everywhere if are_related(mention.part, one.part)]
        both_asked = any(other.side is not one.side and are_related(other.part, one.part) for other in sides)
        # The heading of another treatment may be what the rationale compares with.
        others = [asked(context, place).sides for place, _ in enumerate(context.numbered()) if place != number]
        elsewhere = any(are_related(side.part, one.part) for other in others for side in other)
        if both_asked or elsewhere or any(mention.side is not _OTHER[one.side] for mention in told):
            continue
        heading = context.d.disputed_treatments[number].heading
        yield Hit(
            where=where,
            message=f"The letter speaks of the {first.side} side only, but the heading is “{heading}”.",
            quote=_words(text, first),
            at=first.span.start,
        )
        return


def _words(text: str, mention: SideMention) -> str:
    return mention.span.quote(text)


CHECK = Check(
    code="D104",
    name="side-mismatch",
    severity=Severity.ERROR,
    what="The summary or the rationale speaks of the other side of the body than the heading.",
    why="A treatment decided for the wrong side is for the wrong limb, and a plainly erroneous fact is a ground "
    "of appeal.",
    mend="Look up the request and name the same side in heading, summary and rationale.",
    sources=duties("contents", "grounds-of-appeal"),
    look=_look,
)
