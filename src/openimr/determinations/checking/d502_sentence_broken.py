"""Decides whether a sentence was broken when a name was taken out of it.

Source: Labor Code 4610.6(m): published determinations carry no identifying details; they must still be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.determinations.checking.duties import duties
from openimr.determinations.checking.framework import Check, Context, Hit, Severity

__all__ = ["CHECK"]

_DONE = (
    r"(?:seen|evaluated|examined|treated|prescribed|requested|reported?|noted?|performed|recommended|authored|written"
    r"|completed|signed|reviewed|ordered|provided|administered|dictated|given|made|issued|prepared|submitted|referred"
    r"|diagnosed|assessed|interviewed|letter|visit|consultation|evaluation|records?|notes|reports)"
)
# Words that cannot follow where a name must stand.
_NO_NAME = r"(?:on|dated|is|was|are|were|has|had|states?|stated|reports?|reported|notes?|noted|indicat\w+|who|whom)\b"
_PARTICLE = r"(?:de|la|del|van|von|der|den|di|da|le|el|al|bin|ibn|mac|ten|ter)\b"
_BROKEN = re.compile(
    # "The listed diagnoses per are:"
    rf"\b[Pp]er (?:{_NO_NAME}|[,;:])"
    # "seen by on", "evaluated by in 2014"
    rf"|\b{_DONE} (?:by|from) (?:{_NO_NAME}|in (?:19|20)\d\d|and (?:was|is|has)|[,;:])"
    # "According to , the"
    rf"|\b[Aa]ccording to (?:{_NO_NAME}|[,;:.])"
    # "Dr. reports", "Dr. , who"; a particle such as "Dr. de la Cruz" is a name
    rf"|(?<!the )(?<!his )(?<!her )(?<!their )(?<!this )(?<!that )(?<!ing )(?<!other )\b(?:Drs?|Mr|Mrs|Ms)\. ?(?!{_PARTICLE})"
    rf"(?:[a-z]{{2,}}|['’]s)\b"
    rf"|\b(?:Drs?|Mr|Mrs|Ms)\.? [,;:)]"
    # "from to", "between and"
    r"|\bbetween and\b|\b(?:under the care|in the office|at the request|by the name) of (?:on|and|is|was|dated|who|[,;:.])"
    # " 's report"
    r"|(?<=[a-z,.]) ['’]s\b"
    # "with , and", "by ."
    r"|\b(?:by|with|to|from|of|under) [,;](?! ?etc)"
    # empty brackets
    r"|\( ?\)|\[ ?\]|“ ?”"
)
# Two blanks between small words of one line; where a text has many of them, they are how it is set.
_GAP = re.compile(r"[a-z,]  +[a-z]")
_FEW_GAPS = 3
# What a checklist ticks is not an empty name: "( ) yes ( ) no".
_TICKS = re.compile(r"[(\[] ?[)\]] ?(?:[Yy]es|[Nn]o|[A-Z]\w+)\b.*[(\[] ?[xX]? ?[)\]]")


def _look(context: Context) -> Iterator[Hit]:
    for path, text in context.narrative.items():
        found = set()
        for match in _BROKEN.finditer(text):
            if match[0][0] in "([" and _TICKS.search(text):
                continue
            found.add(match[0])
            yield Hit(
                where=path,
                message=f"The sentence is broken at “{match[0]}”, where a name seems to have been taken out.",
                quote=match[0],
                at=match.start(),
            )
        if not found:
            yield from _gaps(context, path)


def _gaps(context: Context, path: str) -> Iterator[Hit]:
    """Blanks doubled in the original inside a sentence, where a name may have stood."""
    source, span = context.d.source, context.d.spans.get(path)
    if source is None or span is None:
        return
    original = span.quote(source.text)
    gaps = [match for match in _GAP.finditer(original)]
    if 0 < len(gaps) <= _FEW_GAPS:
        for match in gaps:
            start, end = _words_around(original, match)
            words = " ".join(original[start:end].split())
            yield Hit(
                where=path,
                message=f"Inside a sentence, “{words}”, blanks are doubled; a name may have been taken out.",
                quote=words,
            )


def _words_around(text: str, match: re.Match[str]) -> tuple[int, int]:
    start = max(text.rfind(" ", 0, match.start()), text.rfind("\n", 0, match.start())) + 1
    rest = re.compile(r"[\s]").search(text, match.end())
    return start, rest.start() if rest else len(text)


CHECK = Check(
    code="D502",
    name="sentence-broken",
    severity=Severity.WARNING,
    what="A sentence is broken where a name was taken out of it.",
    why="A name that is blanked leaves a sentence that nobody can read, and hides who said what: the treating physician, "
    "the therapist or utilization review.",
    mend="Put a role in place of the name, such as [treating physician].",
    sources=duties("publication", "publication-rule"),
    look=_look,
)
