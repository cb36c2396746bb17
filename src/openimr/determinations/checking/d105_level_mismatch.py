"""Decides whether summary or rationale words the request for another spinal level than the heading.

Source: Labor Code 4610.6(h), a plainly erroneous finding of fact is a ground of appeal; request-grammar.md, rule 12.
"""

from __future__ import annotations

from collections.abc import Iterator

from openimr.determinations.checking.asked import asked
from openimr.determinations.checking.duties import duties
from openimr.determinations.checking.framework import Check, Context, Hit, Severity
from openimr.determinations.checking.requests_told import is_told_of, requests_worded
from openimr.treatments.anatomy import LevelMention, find_levels

__all__ = ["CHECK"]


def _look(context: Context) -> Iterator[Hit]:
    for number, (_, treatment) in enumerate(context.numbered()):
        levels = asked(context, number).levels
        for told in requests_worded(context, number) if levels else ():
            strange = _strange(find_levels(told.words), levels)
            if strange is not None and is_told_of(context, number, told):
                words = strange.span.quote(told.words)
                yield Hit(
                    where=told.where,
                    message=f"The request is worded for {words} here, but the heading is “{treatment.heading}”.",
                    quote=words,
                    at=told.at + strange.span.start,
                )


def _strange(told: tuple[LevelMention, ...], levels: frozenset[str]) -> LevelMention | None:
    """The first level told that is none of ``levels``, those that the heading asks for."""
    return next((one for one in told if not _fits(one, levels)), None)


def _fits(told: LevelMention, levels: frozenset[str]) -> bool:
    """Whether each level told is one of those asked for, or a root or vertebra that belongs to one."""
    return all(any(_touch(level, other) for other in levels) for level in told.levels)


def _touch(one: str, other: str) -> bool:
    """Whether the two are the same segment, or one is a vertebra of the other."""
    ones, others = set(one.split("-")), set(other.split("-"))
    return ones == others or ((len(ones) == 1 or len(others) == 1) and bool(ones & others))


CHECK = Check(
    code="D105",
    name="level-mismatch",
    severity=Severity.ERROR,
    what="The summary or the rationale words the request for another spinal level than the heading.",
    why="Findings at one level do not carry a decision on another, and a plainly erroneous fact is a ground of appeal.",
    mend="Look up the request and name the same levels in heading, summary and rationale.",
    sources=duties("contents", "grounds-of-appeal"),
    look=_look,
)
