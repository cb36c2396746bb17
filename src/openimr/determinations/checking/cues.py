"""Holds the words without which a check has nothing to look at, so that one pass over a letter serves all checks.

Source: the patterns of the checks named beside the words; each word is one that the pattern cannot match without.
"""

from __future__ import annotations

import calendar

from openimr.treatments.phrases import word_set

__all__ = [
    "ALONE",
    "CALENDAR",
    "COUNTED",
    "ILLEGIBLE",
    "LABELS",
    "LATE_DAYS",
    "MONTHS",
    "NUMBERED",
    "PER",
    "REVIEW",
    "SOUGHT",
    "SPREAD",
    "STREET",
    "STREET_WORDS",
    "TELL_TALES",
    "TITLES",
]

SPREAD = {
    word: stem
    for stem in ("day", "week", "month", "year", "wk", "mo", "yr", "daily", "annually")
    for word in (stem, f"{stem}s", f"{stem}ly")
}
"""D102: words for stretches of time, each with what it begins with."""

MONTHS = {
    name.lower(): calendar.month_abbr[number]
    for number in range(1, 13)
    for name in (calendar.month_name[number], calendar.month_abbr[number], calendar.month_name[number][:4])
}
"""D304: words for the months, each with how the month begins."""

LATE_DAYS = frozenset(
    f"{number}{ending}" for number in ("0", "00", *range(29, 100)) for ending in ("", "st", "nd", "rd", "th")
)
"""D304: the days that not every month has, or none."""

CALENDAR = {
    word: word[:3].capitalize()
    for word in word_set(
        "jan january feb february mar march apr april may jun june jul july aug august sep sept september oct october",
        "nov november dec december",
    )
}
"""D306: words for the months, each with how the month begins."""

ALONE = word_set("only sole solely entirely exclusively")
"""D301: one of these stands where nothing else was there, or it says that no records were."""

ILLEGIBLE = word_set(
    "unreadable undecipherable indecipherable read decipher deciphered copy copies photocopy photocopies"
)
"""D307: what cannot be made out, beside all that is (il)legible."""

COUNTED = word_set("session sessions visit visits treatment treatments")
REVIEW = word_set("ur review reviewer")
"""D308: what is counted, and who counts it."""

PER = "per"
TITLES = word_set("dr mr mrs ms drs ds")
"""D502: words after which a name must stand."""

TELL_TALES = (
    {
        word.lower(): word
        for word in (
            f"{first}{rest}" for first in "MDP" for rest in ("r", "rs", "s", "iss", "octor", "rof", "rofessor")
        )
    }
    | {word.lower(): word for word in word_set("MD DO DC DPM DDS DMD OD PhD Ph PsyD Psy LAc Ac PA DPT")}
    | dict.fromkeys("dcn", "")
)
"""D403, D501: without one of these words no text holds a title or a degree; each with how it is written then.

Single letters, as of "M.D.", may be written in any way.
"""

STREET = (
    "street", "avenue", " ave", "boulevard", "blvd", " road", " lane", " drive", " court", "circle", "highway", "hwy",
    "parkway", "terrace", " st.", " st,", " rd", " ln", " dr,", " dr.", " ct", " pl.", " pl,", " way",
)  # fmt: skip
"""D501: how the words for a street stand in an address in small letters."""

STREET_WORDS = frozenset(
    word + ending
    for cue in STREET
    for word in (cue.strip(" .,"),)
    for ending in ("", "s", "way", "ways", "side", "yard", "yards")
)
"""D501: the words of all streets."""

LABELS = word_set("ssn security n dob b birth birthdate born mrn box claimnumber claimno claimid birthday")
NUMBERED = {
    "claim": ("laim", "LAIM"), "record": ("ecord",), "chart": ("hart",), "policy": ("olicy",), "member": ("ember",),
    "employee": ("mployee",), "patient": ("atient",),
}  # fmt: skip
"""D501: without one of the labels, or a number of one of the others, no label of a number stands in a text.

The others stand with how their ends are written, from the second letter on.
"""

SOUGHT = frozenset().union(
    SPREAD, MONTHS, LATE_DAYS, CALENDAR, ("year",), ALONE, ILLEGIBLE, COUNTED, REVIEW, (PER,), TITLES,
    TELL_TALES, STREET_WORDS, LABELS, NUMBERED,
)  # fmt: skip
"""All words that any check looks for first."""
