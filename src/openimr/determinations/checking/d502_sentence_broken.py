"""Decides whether a sentence was broken when a name was taken out of it.

Source: Labor Code 4610.6(m): published determinations carry no identifying details; they must still be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from openimr.determinations.checking.cues import PER, TITLES
from openimr.determinations.checking.duties import duties
from openimr.determinations.checking.framework import Check, Context, Hit, Severity
from openimr.treatments.phrases import places_of

__all__ = ["CHECK"]

# Words that cannot follow where a name must stand.
_NO_NAME = r"(?:(?:on|dated|is|was|are|were|has|had|states?|stated|reports?|reported|notes?|noted|indicat\w+|whom?)\b"
_PARTICLE = r"(?:de|la|del|van|von|der|den|di|da|le|el|al|bin|ibn|mac|ten|ter)\b"
_TITLES = ("Dr.", "Mr.", "Mrs.", "Ms.", "Drs.", "Ds.")
_BRACKETS = (("(",), ("[",))
# Each pattern begins with letters, and is sought only where one of its cues stands in the text; which is looked for
# only where a sign of it stands there, or one of the words.
_Broken = tuple[tuple[str, ...], str | frozenset[str], re.Pattern[str]]
_BROKEN: tuple[_Broken, ...] = (
    # "The listed diagnoses per are:"
    (("per ", "Per "), frozenset({PER}), re.compile(rf"[Pp]er(?<!\w[Pp]er) {_NO_NAME}|[,;:])")),
    # "According to , the"
    (("ccording to ",), "", re.compile(rf"[Aa]ccording to {_NO_NAME}|[,;:.])")),
    # "Dr. reports", "Dr. , who"; a particle such as "Dr. de la Cruz" is a name
    (
        _TITLES,
        TITLES,
        re.compile(
            rf"[DM](?:rs?|s)(?<!\w[DM]r)(?<!\w[DM]s)(?<!\w[DM]rs)\. ?(?:(?!{_PARTICLE})[a-z]{{2,}}\b|[,;:)]"
            r"|['’]s\b)"
        ),
    ),
    (("between and",), "", re.compile(r"between and\b")),
    (
        ("the office of ", "the care of ", "the name of "),
        "",
        re.compile(
            r"(?:in the office|under the care|by the name) of (?:(?:on|and|is|was|dated|who)\b"
            r"|[,;:.])"
        ),
    ),
    ((" 's",), "'", re.compile(r"'s\b(?<=[a-z,.] 's)")),
    ((" ’s",), "’", re.compile(r"’s\b(?<=[a-z,.] ’s)")),
    ((" ,",), "", re.compile(r"(?:by|with|to|from|of|under)(?<!\w{2}by)(?<!\w{3}to)(?<!\w{3}of) ,")),
    (("(",), "(", re.compile(r"\( ?\)")),
    (("[",), "[", re.compile(r"\[ ?\]")),
)
# "seen by on", "evaluated by in 2014"
_BY_NOBODY = re.compile(rf"(?:by|from) {_NO_NAME}|in (?:19|20)\d\d\b|and (?:was|is|has)\b|[,;:])")
_BY = (" by ", " from ")
_DONE = re.compile(
    r"\b(?:seen|evaluated|examined|treated|prescribed|requested|reported|noted|performed|recommended|authored|written"
    r"|completed|signed|reviewed|ordered|provided|administered|dictated|given|made|issued|prepared|submitted|referred"
    r"|diagnosed|assessed|interviewed|letter|visit|consultation|evaluation|records?|notes?|reports?) $",
    re.IGNORECASE,
)
# "The dr. states" speaks of a person without a name.
_SOMEBODY = re.compile(
    r"\b(?:the|his|her|their|this|that|a|an|my|treating|primary|other|another|family"
    r"|\w+ing) $",
    re.IGNORECASE,
)
# Two blanks between small words of one line; where a text has many of them, they are how it is set.
_GAP = re.compile(r"  (?<=[a-z,]  ) *[a-z]")
_FEW_GAPS = 3
# What a checklist ticks is not an empty name: "( ) yes ( ) no".
_TICKS = re.compile(r"[(\[] ?[)\]] ?(?:[Yy]es|[Nn]o|[A-Z]\w+)\b.*[(\[] ?[xX]? ?[)\]]")


def _look(context: Context) -> Iterator[Hit]:
    # One look at all of it leaves few of the patterns to be sought in each text.
    told = context.told
    broken = [
        (cues, pattern)
        for cues, first, pattern in _BROKEN
        if (first in told if isinstance(first, str) else not context.told_words.isdisjoint(first))
        and any(cue in told for cue in cues)
        and pattern.search(told)
    ]
    is_by_nobody = any(_BY_NOBODY.match(told, place + 1) for place in places_of(_BY, told))
    has_gaps = context.d.source is not None and _GAP.search(context.d.source.text) is not None
    if not (broken or is_by_nobody or has_gaps):
        return
    for path, text in context.narrative.items():
        places = sorted(_places(text, broken)) if broken or is_by_nobody else []
        taken = -1
        for start, end in places:
            # Two patterns may find one hole; the first is enough.
            if start < taken:
                continue
            taken = end
            words = text[start:end]
            yield Hit(
                where=path,
                message=f"The sentence is broken at “{words}”, where a name seems to have been taken out.",
                quote=words,
                at=start,
            )
        if has_gaps and not places:
            yield from _gaps(context, path)


def _places(text: str, broken: Sequence[tuple[tuple[str, ...], re.Pattern[str]]]) -> Iterator[tuple[int, int]]:
    for cues, pattern in broken:
        for match in pattern.finditer(text):
            if cues is _TITLES and _SOMEBODY.search(text, max(match.start() - 12, 0), match.start()):
                continue
            if cues in _BRACKETS and _TICKS.search(text):
                continue
            yield match.span()
    for place in places_of(_BY, text):
        nobody = _BY_NOBODY.match(text, place + 1)
        done = _DONE.search(text, max(place - 15, 0), place + 1) if nobody is not None else None
        if nobody is not None and done is not None:
            yield done.start(), nobody.end()


def _gaps(context: Context, path: str) -> Iterator[Hit]:
    """Blanks doubled in the original inside a sentence, where a name may have stood."""
    source, span = context.d.source, context.d.spans.get(path)
    if source is None or span is None:
        return
    original = span.quote(source.text)
    gaps = list(_GAP.finditer(original))
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
    why="A name that is blanked leaves a sentence that nobody can read, and hides who said what: the treating "
    "physician, "
    "the therapist or utilization review.",
    mend="Put a role in place of the name, such as [treating physician].",
    sources=duties("publication", "publication-rule"),
    look=_look,
)
