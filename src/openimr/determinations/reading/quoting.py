"""Decides whether headings stand in a letter of their own, or are quoted in what someone writes about one.

Source: detection in docs/reference/layouts.md; captions of courts and of the appeals board.
"""

from __future__ import annotations

import re

from openimr.determinations.reading.flow import Flow

__all__ = ["is_own_line", "is_quoted"]

_QUOTES = ('"', "'", "\u201c", "\u2018", "\u00ab")
# The caption of a decision of a court or of the board: parties, or the body's name in capital letters.
_CAPTION = re.compile(
    r"\b(?:IN THE COURT OF|COURT OF APPEALS?|SUPREME COURT|SUPERIOR COURT|COMPENSATION APPEALS BOARD"
    r"|OPINION AND (?:ORDER|DECISION)|PETITION FOR (?:RECONSIDERATION|WRIT)"
    r"|(?:Petitioners?|Appellants?|Plaintiffs?|Respondents?|Defendants?)(?: and \w+)?,? v\."
    r"|, (?:Petitioner|Appellant|Plaintiff)s?,)"
)
# One of these stands in each caption, which is soon seen.
_IN_CAPTION = ("COURT", "COMPENSATION", "OPINION", "PETITION", " v.", ", Petitioner", ", Appellant", ", Plaintiff")
_HEAD = 2000


def is_quoted(flow: Flow, place: int) -> bool:
    """Whether the words at ``place`` are quoted: a quotation mark stands before them, or a caption above them."""
    before = flow.text[max(0, place - 2) : place].rstrip()
    if before and before[-1] in _QUOTES:
        return True
    head = min(place, _HEAD)
    is_captioned = any(flow.text.find(sign, 0, head) >= 0 for sign in _IN_CAPTION)
    return is_captioned and _CAPTION.search(flow.text, 0, head) is not None


def is_own_line(flow: Flow, match: re.Match[str]) -> bool:
    """Whether the heading begins a line, or where the text has no lines, follows the end of a sentence."""
    place = match.start()
    return flow.begins_line(place) or flow.text[max(0, place - 2) : place].rstrip()[-1:] in (".", ":", "!", "?", ")")
