"""Cuts the words after the name of a guideline where the sentence goes on to talk about it.

"ACOEM Chapter 8 Neck and Upper Back Complaints, page 177, supports it" cites up to its page. A word that joins is talk
unless it stands in a title: one of the catalogue, or one whose words are written with capitals.

Source: ``determination-formats.md`` section 3 (row "guideline sentences"); the wordings of statements without an
opening are recalled and unverified.
"""

from __future__ import annotations

import re
from functools import cache

from openimr.determinations.reading.imprint import take_pages
from openimr.guidelines.catalogue import sections

__all__ = ["before_talk", "before_talk_of_names"]

_CLAUSE = re.compile(r",?\s(?:which|that|because|since)\s", re.IGNORECASE)
# Words that no title has: what follows is said of the guideline.
_SAID = re.compile(
    r"[.,]?\s(?:which|that|because|since|as|recommend\w*|stat\w+|do|does|is|are|was|were|support\w*|indicate\w*"
    r"|not\w*|address\w*|require\w*|allow\w*|under|discuss\w*|provid\w*|specif\w*)\s"
    r"|(?<!\bp)(?<!\bpg)(?<!\bpp)(?<!\bno)(?<!\bnos)(?<!\bed)\.\s",
    re.IGNORECASE,
)
# Words that titles have too: "Neck and Upper Back", "muscle relaxants for pain".
_JOINS = re.compile(r"[.,]?\s(?P<word>and|for|in|to)\s", re.IGNORECASE)
_LAST_WORD = re.compile(r"([\w&/-]+)\)?,?\Z")
_SENTENCE_GOES_ON = re.compile(r"(?:the|a|an|his|her|its|their|this|also|other|found|both|on)\b")
_LETTER = re.compile(r"[^\W\d_]")


def before_talk(words: str) -> str:
    """What stands before a clause that begins with "which", "that", "because" or "since"."""
    return _CLAUSE.split(words, maxsplit=1)[0]


def before_talk_of_names(words: str) -> str:
    """What belongs to a citation of ``words`` that follow the name of a guideline somewhere in a sentence.

    Pages that are given before anything is said of the guideline belong to it, whatever stands between.

    >>> before_talk_of_names(" Knee and Leg, MRI, and the records")
    ' Knee and Leg, MRI'
    >>> before_talk_of_names(" Pain Chapter for the neck, page 12, is old")
    ' Pain Chapter page 12'
    """
    words = _without_first_join(words)
    said = _SAID.search(words + " ")
    cited = words[: said.start()] if said else words
    join = next((it for it in _JOINS.finditer(cited + " ") if not _is_in_title(cited, it)), None)
    if join is None:
        return cited
    pages = take_pages(cited[join.start() :])[1]
    told = f" page {', '.join(map(str, pages))}" if pages else ""
    return cited[: join.start()] + told


def _without_first_join(words: str) -> str:
    """``words`` without an "and" at their start where it joins another title with pages to what was cited before."""
    join = _JOINS.match(words)
    if join is None or join["word"].lower() != "and":
        return words
    after = words[join.end() :]
    is_title = _LETTER.match(after) and not _SENTENCE_GOES_ON.match(after) and take_pages(after)[1]
    return f" {after}" if is_title else words


def _is_in_title(words: str, join: re.Match[str]) -> bool:
    """Whether a word that joins stands in a title: a known one, or one that capitals or pages mark as one."""
    if any(title.start() < join.start() and join.end() < title.end() for title in _titles().finditer(words.lower())):
        return True
    before, after = _LAST_WORD.search(words[: join.start()]), words[join.end() :]
    if before is None or join["word"].lower() != "and":
        return False
    if not _LETTER.match(after):  # one page and another
        return before[1].isdecimal() and after[:1].isdecimal()
    if before[1][:1].isupper() and after[:1].isupper():
        return True
    return bool(take_pages(after)[1]) and _SENTENCE_GOES_ON.match(after) is None


@cache
def _titles() -> re.Pattern[str]:
    """All titles of chapters and sections that hold a word that joins, in small letters."""
    names = {alias.lower() for section in sections() for alias in section.aliases}
    joined = sorted((name for name in names if _JOINS.search(name)), key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, joined))})(?!\w)")
