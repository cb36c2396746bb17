"""Decides whether a record is called illegible without a better copy having been asked for.

Source: 8 CCR 9792.10.5: records may be asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.determinations.checking.cues import ILLEGIBLE
from openimr.determinations.checking.duties import duties
from openimr.determinations.checking.framework import Check, Context, Hit, Severity

__all__ = ["CHECK"]

_CUES = ("legib", "to read", "unreadable", "decipher", "be read", "poor copy", "poor quality", "blurred", "cut off")
_ILLEGIBLE = re.compile(
    r"\b(?:illegib\w+|unreadable|(?:in|un)decipherable|(?:not|barely|hardly|scarcely|poorly|partially|partly) legible"
    r"|(?:difficult|hard|impossible) to (?:read|decipher|make out)"
    r"|(?:can ?not|could not|can't|couldn't|unable to) (?:be )?(?:read|decipher(?:ed)?)"
    r"|(?:poor(?: quality)?|blurred|unreadable) (?:photo)?cop(?:y|ies)|poor legibility)\b",
    re.IGNORECASE,
)
_ASKED_FOR = re.compile(
    r"\b(?:better|legible|clearer|readable|typed|cleaner|new|second|another) (?:\w+ )?(?:cop(?:y|ies)|version"
    r"|transcript\w*)"
    r"|\b(?:asked|request\w*|obtain\w*|received|provided) (?:for )?(?:a )?(?:transcri\w+|typed|legible)",
    re.IGNORECASE,
)
# "The notes are not illegible", "no illegible records".
_NEGATED = re.compile(r"\b(?:not|no|never|nothing|none) (?:\w+ )?$", re.IGNORECASE)
# A person who cannot read is no document that cannot be read.
_PERSON = re.compile(r"\b(?:patient|worker|claimant|he|she|employee)\b[^.]{0,40}$", re.IGNORECASE)


def _look(context: Context) -> Iterator[Hit]:
    if "legib" not in context.told_low and context.told_words.isdisjoint(ILLEGIBLE):
        return
    if not context.mentions(*_CUES) or any(_ASKED_FOR.search(text) for text in context.narrative.values()):
        return
    for path in context.narrative:
        for sentence in context.sentences(path):
            match = _ILLEGIBLE.search(sentence)
            if match and not _excused(sentence, match):
                yield Hit(
                    where=path,
                    message=f"A record is called “{match[0]}”, and the determination does not say that a better copy "
                    "was "
                    "asked for.",
                    quote=match[0],
                    at=context.narrative[path].find(sentence) + match.start(),
                )
                break


def _excused(sentence: str, match: re.Match[str]) -> bool:
    before = sentence[: match.start()]
    if _NEGATED.search(before):
        return True
    return "legib" not in match[0].lower() and bool(_PERSON.search(before))


CHECK = Check(
    code="D307",
    name="record-illegible",
    severity=Severity.WARNING,
    what="A record is called illegible or difficult to read, and no better copy was asked for.",
    why="What the reviewer could not read may hold the very fact that is said to be missing. More records may be asked "
    "for before a decision.",
    mend="Ask for a legible copy, and say in the determination that it was asked for and what came.",
    sources=duties("records", "reasons"),
    look=_look,
)
