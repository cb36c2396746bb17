"""Finds who wrote a document: by signature before label, by label before letterhead, a person before an organization.

Source: ``rulebook/casefile/document_labels.yaml``; feature F18 of the plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

import msgspec
from rapidfuzz import fuzz, process

from openimr.casefile.documents.counts import is_transmission
from openimr.casefile.documents.dates import mended
from openimr.casefile.documents.rules import AuthorKind, Label, LabelRole, kind_row, label_words, labels, score
from openimr.casefile.documents.words import TextLine, begins, folded, plain, text_lines
from openimr.casefile.model import DocumentKind, Page
from openimr.citations import Value
from openimr.determinations.checking.person_names import CREDENTIALS, NAME, name_in
from openimr.determinations.reading.days import DAY

__all__ = ["FoundAuthor", "document_author"]


class FoundAuthor(Value, frozen=True):
    """An author that a page names: the name with its degree, its place in the text, and its rank (1 is surest)."""

    name: str
    start: int
    end: int
    rank: float


@cache
def _person() -> re.Pattern[str]:
    """A name with its degrees, or after "Dr."; a title without a degree is in "titled", else the name in "degreed"."""
    more = "|".join(sorted(map(re.escape, _raw(LabelRole.DEGREE)), key=len, reverse=True))
    # A full stop is often read as a comma.
    degree = rf"(?:{CREDENTIALS}|(?:{more})(?!\w))".replace(r"\.", "[.,]")
    degrees = rf"{degree}(?:,?\s+{degree})*"
    name = _one_line(NAME)
    return re.compile(rf"(?P<titled>Dr\.?[ ]+{name}(?:,?[ ]*{degrees})?)|(?P<degreed>{name}),?[ ]*{degrees}")


def _one_line(pattern: str) -> str:
    return pattern.replace(r"\s", "[ ]")


_PLAIN = re.compile(rf"\s*(?P<name>{_one_line(NAME)})(?=\s*(?:$|[,;(\n]|\s\s))")
_SLASHED = re.compile(r"/s/\s*")
_LAST_FIRST = re.compile(
    r"^\s*(?P<last>[A-Z][\w'\u2019-]+),\s+(?P<first>[A-Z][\w.]*(?: [A-Z]\.?)?)(?=\s*(?:$|[\n,;]|\s\s))"
)
_LETTERHEAD = 3.4
_AT_FOOT = 3.0
_SIGNATURE = 1.7
_FOOT_SHARE = 0.6
_LABEL_LETTERS = 24
_ORGANIZATION = 5.0
_LOOSE = 4.0
_HEAD = 10
_LOOK_AT = 2


def document_author(pages: Sequence[Page], kind: DocumentKind) -> tuple[Page, FoundAuthor] | None:
    """Who wrote a document of ``kind`` that consists of ``pages``, and the page that says so.

    Looked at are the last pages, where documents are signed, and the first, where they have their letterhead.
    """
    looked = list(dict.fromkeys([0, *range(max(0, len(pages) - _LOOK_AT), len(pages))]))
    best: tuple[float, Page, FoundAuthor] | None = None
    for place in looked:
        for found in _authors(pages[place].text, kind, is_first=place == 0):
            if best is None or found.rank < best[0]:
                best = found.rank, pages[place], found
    return best[1:] if best else None


_IN_WORD = re.compile(r"(?<=[A-Za-z])[015](?=[a-z])|(?<=[a-z])[015](?=\b)")
_LETTERS = str.maketrans("015", "ols")


def _authors(text: str, kind: DocumentKind, *, is_first: bool) -> Iterator[FoundAuthor]:
    # Digits within words are letters that were misread; names are sought without accents, and told with them.
    read = _IN_WORD.sub(lambda match: match[0].translate(_LETTERS), text)
    for found in _sought(plain(read), kind, is_first=is_first):
        yield msgspec.structs.replace(found, name=" ".join(read[found.start : found.end].split()))


def _sought(text: str, kind: DocumentKind, *, is_first: bool) -> Iterator[FoundAuthor]:
    lines = tuple(line for line in text_lines(text) if line.words)
    closings = label_words(LabelRole.CLOSING)
    foot = max(0, len(lines) - int(score("foot_lines")))
    closed = None
    letterhead = _letterhead_lines(lines) if is_first else 0
    lowest = max(letterhead, int(_FOOT_SHARE * len(lines)))
    for place, line in enumerate(lines):
        if place < 2 and is_transmission(line.text):
            continue
        yield from _labelled(lines, place, kind)
        if place >= foot and begins(line.words, closings):
            closed = place
        rank = _place_rank(place, closed, foot=max(foot, lowest) if is_first else foot, letterhead=letterhead)
        if rank is not None:
            yield from _alone(line, rank)
        if _is_signature(lines, place, closed):
            yield from _signature(line)
    if is_first and kind_row(kind).author is AuthorKind.ORGANIZATION:
        yield from _organization(lines[:_HEAD])


_AFTER_CLOSING = 7


def _place_rank(place: int, closed: int | None, *, foot: int, letterhead: int) -> float | None:
    """The rank of a name that stands alone in its line: behind a closing, at the foot, or in the letterhead."""
    if closed is not None and place - closed <= _AFTER_CLOSING:
        return 1.5
    if place < letterhead:
        return _LETTERHEAD
    return _AT_FOOT if place >= foot else None


def _letterhead_lines(lines: tuple[TextLine, ...]) -> int:
    """How many lines are a letterhead: those before the date, the addressee, or the first label."""
    for place, line in enumerate(lines[:_HEAD]):
        is_salutation = begins(line.words, label_words(LabelRole.SALUTATION))
        if is_salutation or ":" in line.text[:_LABEL_LETTERS] or DAY.fullmatch(mended(line.text).strip()):
            return place
    return min(_HEAD, len(lines))


def _alone(line: TextLine, rank: float) -> Iterator[FoundAuthor]:
    """A name with its degree that a line begins with, and nothing before it but a mark of signature."""
    text = _SLASHED.sub(lambda match: " " * len(match[0]), line.text)
    start = next((place for place, character in enumerate(text) if character.isalnum()), 0)
    match = _person().match(text, start)
    if match is None or match["titled"]:
        return
    place = name_in(match["degreed"], from_end=True)
    if place is not None and place[0] == 0:
        yield _found(line.start + match.start(), match[0], rank)


def _is_signature(lines: tuple[TextLine, ...], place: int, closed: int | None) -> bool:
    """Whether a line is where a signature stands: right behind a closing, or before a line that says "signed"."""
    if closed is not None and 0 < place - closed <= _SIGNATURE_LINES:
        return True
    behind = lines[place + 1 : place + 1 + _SIGNATURE_LINES]
    return any(line.words.partition(" ")[0] == _SIGNED for line in behind)


_SIGNATURE_LINES = 2
_SIGNED = folded("signed")


def _signature(line: TextLine) -> Iterator[FoundAuthor]:
    """A plain name that is a whole line."""
    match = _PLAIN.fullmatch(line.text)
    place = name_in(match["name"]) if match else None
    if match and place == (0, len(match["name"])) and " " in match["name"] and not _is_organization(line.text):
        yield _found(line.start + match.start("name"), match["name"], _SIGNATURE)


def _found(start: int, words: str, rank: float) -> FoundAuthor:
    kept = words.strip(" ,;")
    start += len(words) - len(words.lstrip(" ,;"))
    return FoundAuthor(" ".join(kept.split()), start, start + len(kept), rank)


def _labelled(lines: tuple[TextLine, ...], place: int, kind: DocumentKind) -> Iterator[FoundAuthor]:
    """The names behind labels in one line; a label alone in its line has its name in the next."""
    line = lines[place]
    for label, at_words, end in _labels_in(line.text):
        rank = _rank(label, kind)
        if not rank or (label.is_loose and at_words > 0 and ":" not in line.text[at_words:end]):
            continue
        rest = line.text[end:]
        if rest.strip(" :.#-_"):
            found = _name(rest, line.start + end, rank) or _sender(rest, line.start + end, label)
        elif place + 1 < len(lines) and not any(True for _ in _labels_in(lines[place + 1].text)):
            found = _name(lines[place + 1].text, lines[place + 1].start, rank + 0.2)
        else:
            found = None
        if found:
            yield found


def _rank(label: Label, kind: DocumentKind) -> int:
    if label.kinds and kind not in label.kinds:
        return 0
    return label.rank


_LABEL_END = re.compile(r"\s*(?:\((?:[^)\n]{0,30})\))?\s*[:#]\s*|\s{3,}|\s*$|(?<=\bby)\s+")
_WORD = re.compile(r"[A-Za-z][A-Za-z'\u2019-]*")


@cache
def _by_words() -> dict[str, tuple[Label, ...]]:
    found: dict[str, list[Label]] = {}
    for label in labels(LabelRole.AUTHOR):
        for words in label.words:
            found.setdefault(folded(words), []).append(label)
    return {words: tuple(rows) for words, rows in found.items()}


_LONGEST = 4


_SHORT = 40
_MAY_HOLD_A_LABEL = re.compile(r"[:#]|\s{3}|\bby\s", re.IGNORECASE)


def _labels_in(text: str) -> Iterator[tuple[Label, int, int]]:
    """The labels in a line: each ends with a colon, with "by", with wide space, or with the line."""
    may_hold = _MAY_HOLD_A_LABEL.search(text) is not None
    if len(text) > _SHORT and not may_hold:
        return
    known = _by_words()
    words = list(_WORD.finditer(text))
    # Without any of these only the end of the line can end a label.
    for last in range(0 if may_hold else max(0, len(words) - 1), len(words)):
        word = words[last]
        end = _LABEL_END.match(text, word.end())
        if end is None:
            continue
        for first in range(max(0, last - _LONGEST + 1), last + 1):
            candidate = folded(text[words[first].start() : word.end()])
            rows = known.get(candidate) or (_near(candidate) if ":" in text[word.end() : end.end()] else None)
            if rows:
                yield _best(rows), words[first].start(), end.end()
                break


_NEAR = 84
_NEAR_LETTERS = 7


@lru_cache(maxsize=4096)
def _near(candidate: str) -> tuple[Label, ...] | None:
    """The rows of the label that ``candidate`` is but for a misread letter or two."""
    if len(candidate) < _NEAR_LETTERS:
        return None
    best = process.extractOne(candidate, _by_words().keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return _by_words()[best[0]] if best and len(best[0]) >= _NEAR_LETTERS else None


def _best(rows: tuple[Label, ...]) -> Label:
    """Of several rows with the same words the one that is limited to kinds, which knows more."""
    return max(rows, key=lambda row: bool(row.kinds))


def _name(rest: str, start: int, rank: float) -> FoundAuthor | None:
    """The name with which ``rest`` begins: with a degree or title, turned round, or plain."""
    shift = len(rest) - len(rest.lstrip(" :._-/s" if rest.lstrip().startswith("/s/") else " :._-"))
    words = rest[shift:]
    match = _person().match(words)
    if match:
        place = (0, 0) if match["titled"] else name_in(match["degreed"])
        return _found(start + shift, match[0], rank) if place is not None and place[0] == 0 else None
    match = _LAST_FIRST.match(words)
    if match and name_in(match["last"]):
        return _found(start + shift, match[0], rank + 0.4)
    match = _PLAIN.match(words)
    place = name_in(match["name"]) if match else None
    if match is None or place is None or place[0] != 0 or " " not in match["name"][: place[1]]:
        return None
    return _found(start + shift + match.start("name"), match["name"][: place[1]], rank + 0.5)


_SENDERS = frozenset((DocumentKind.FAX_COVER, DocumentKind.CORRESPONDENCE))
_CELL = re.compile(r"\s*(?P<name>[A-Z][^\n]*?)(?=\s{2,}|\s*$)")


def _sender(rest: str, start: int, label: Label) -> FoundAuthor | None:
    """The organization that a paper is from, as far as wide space or the end of the line."""
    match = _CELL.match(rest) if _SENDERS.issuperset(label.kinds) and label.kinds else None
    if match is None or not _is_organization(match["name"]):
        return None
    return _found(start + match.start("name"), match["name"], label.rank + 0.6)


_SMALL = frozenset({"of", "and", "the", "for", "&"})


def _is_organization(text: str) -> bool:
    """Whether ``text`` is a short name in capitals with a word that names of organizations hold."""
    words = text.split()
    capital = all(word[:1].isupper() or not word[:1].isalpha() or word in _SMALL for word in words)
    known = set(folded(text).split()) & label_words(LabelRole.ORGANIZATION)
    return bool(known) and capital and 1 < len(words) <= _NAME_WORDS


def _organization(head: tuple[TextLine, ...]) -> Iterator[FoundAuthor]:
    """The name of an organization in a letterhead: a short line with a word of such names, and no label."""
    for line in head:
        if not re.search(r"[:\d]", line.text) and _is_organization(line.text) and not _is_title(line):
            yield FoundAuthor(" ".join(line.text.split()), line.start, line.end, _ORGANIZATION)
            return


_NAME_WORDS = 7


def _is_title(line: TextLine) -> bool:
    return bool(set(line.words.split()) & label_words(LabelRole.NOT_A_NAME))


@cache
def _raw(role: LabelRole) -> tuple[str, ...]:
    return tuple(words for label in labels(role) for words in label.words)
