"""Finds the codes of diagnoses, also where a reader of pictures took a sign of one for another.

A code that was mended is one that a person must look at: the finding says so, and its confidence is low.

Source: shapes of codes of ICD-9-CM and ICD-10-CM (recalled).
"""

from __future__ import annotations

import re

__all__ = ["CODE", "ICD_9", "ICD_10", "code_in", "mended_code"]

ICD_10 = re.compile(
    r"(?<![\w.])[A-TV-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})(?![\w.]\w)|(?<![\w.])[A-TV-Z]\d\d(?=\s?(?:[):,]|\.(?!\s?\w))|$)"
)
ICD_9 = re.compile(
    r"(?<![\w./$])(?:\d{3}\.\d{1,2}|[EV]\d{2,3}(?:\.\d{1,2})?|(?:29\d|3[01]\d)(?=\W*$))"
    r"(?![\w%/]|\.\d|\s?(?:mg|lbs?|points?)\b)"
)
CODE = rf"(?P<code>{ICD_10.pattern}|{ICD_9.pattern})"
_IN_BRACKETS = re.compile(r"\s*[(\[{]\s?(?P<read>[A-Z$][0-9OoIlSB$.,\- A-Z]{3,10}?)\s?[)\]}]")
_SHAPE = re.compile(r"(?P<category>[A-TV-Z]\d[0-9A-Z])\.?(?P<more>[0-9A-Z]{1,4})")
_LONGEST = 15
_FIGURES = str.maketrans("OoIl", "0011")


def code_in(words: str) -> str:
    """The code of a classification of diagnoses in ``words``, of the later revision first; empty where there is none.

    >>> code_in("Lumbar radiculopathy (M54.16)"), code_in("Neck sprain 847.0"), code_in("12 sessions, L5-S1")
    ('M54.16', '847.0', '')
    """
    match = ICD_10.search(words) or ICD_9.search(words)
    return match[0] if match else ""


def mended_code(text: str, start: int, end: int) -> tuple[str, int, int] | None:
    """The code that brackets within or right behind the stretch hold in misread signs, and the place of the brackets.

    >>> mended_code("Elbow strain ($56. 919A)", 0, 12), mended_code("Elbow strain (right)", 0, 12)
    (('S56.919A', 12, 24), None)
    """
    found = _IN_BRACKETS.search(text, start, end + _LONGEST)
    if found is None:
        return None
    read = re.sub(r"[\s,-]", "", found["read"]).replace("$", "S")
    shape = _SHAPE.fullmatch(read[0] + read[1:].translate(_FIGURES))
    return (f"{shape['category']}.{shape['more']}", found.start(), found.end()) if shape else None
