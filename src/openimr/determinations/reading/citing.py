"""Reads guideline citations out of the words that follow an opening: guideline, chapter, section, edition, pages.

The names of guidelines and chapters come from the catalogue. A piece that names no known guideline is kept whole, as
the title of another source.

Source: ``determination-formats.md`` section 3 (rows "MTUS families seen", "non-MTUS names seen", "pages"); 8 CCR
9792.21.1(d) for the form with labels (its elements are unverified).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

from msgspec.structs import replace

from openimr.determinations.model import CitationFamily, GuidelineCitation
from openimr.determinations.reading.days import read_day
from openimr.determinations.reading.imprint import Imprint, by_pages, take_imprint, take_pages, without_addresses
from openimr.determinations.reading.talk import before_talk, before_talk_of_names
from openimr.guidelines.catalogue import (
    GuidelineFamily,
    SectionKind,
    edition_by_id,
    editions,
    find_guideline,
    find_section,
    sections,
)

__all__ = ["NOT_NAMED", "Context", "identified", "read_citations", "read_in_full", "small_letters"]


NOT_NAMED = "not named"
"""What a citation in full says instead of a guideline's name where there is none."""


class Context(Enum):
    """Which kind of clause the words stand in."""

    MTUS = auto()  # "Decision based on MTUS"
    NON_MTUS = auto()  # "Decision based on Non-MTUS Citation"
    PROSE = auto()  # "based its decision on the"
    BARE = auto()  # no opening at all


class _Head(Enum):
    """What a name in the words is the name of."""

    MTUS = "mtus"
    SHORT = "short"  # a short name of an MTUS guideline, such as "Opioids", which counts with a year or at the start
    ACOEM = "acoem"
    GENERAL = "general"  # the General Approaches, which are chapters of ACOEM
    CHAPTER = "chapter"
    COMPLAINTS = "complaints"  # an ACOEM chapter by its title alone
    ODG = "odg"
    OTHER = "other"
    UNKNOWN = "unknown"


# These are cited by chapter and section; pages, where given at all, are of the whole citation.
_PUBLISHED_WHOLE = frozenset({_Head.ODG, _Head.OTHER, _Head.UNKNOWN})


@dataclass(frozen=True, slots=True)
class _Named:
    """A name that stands in the words, and where."""

    head: _Head
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """The words of one citation: its name, what follows, and the edition that was said before it."""

    head: _Head
    name: str
    rest: str
    edition: str | None


@dataclass(frozen=True, slots=True)
class _About:
    """What a clause says about all of its citations."""

    context: Context
    edition: str | None
    in_mtus: bool

    @property
    def acoem(self) -> CitationFamily:
        """The family of an ACOEM guideline in this clause."""
        return CitationFamily.MTUS if self.in_mtus else CitationFamily.ACOEM


_MARKS = " ,;:.-–—/"
_BESIDE = " ()"  # what may stand between two names of one guideline
_YEAR = r"(?:19|20)\d\d"
_YEARS = re.compile(rf"\b{_YEAR}\b")
_MTUS = r"(?:MTUS|(?:California\s)?Medical\sTreatment\sUtilization\sSchedule)(?:\s?\(MTUS\))?"
_PART_OF_MTUS = re.compile(
    rf"(?:,\s(?=part)|,?\s(?:which|that)\s(?:is|are)\s)(?:a\smedical\streatment\sguidelines?(?:\s\(MTG\))?,?\s(?:that|which)\s(?:is|are)\s)?"
    rf"(?P<not>not\s)?(?:also\s)?(?:an?\s)?part\sof\s(?:the\s)?{_MTUS}",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"[\s,;.]*(?:\((?:ODG|ACOEM|MTUS)\)\s)?(?:(?:and|on|also|the|upon|CA|State\sof\sCalifornia|California)\s+)*",
    re.IGNORECASE,
)
_NOT_MTUS = re.compile(
    r"(?:other\s(?:medical\streatment\s)?guidelines?(?:\sor\s(?:other\s)?medical\sevidence)?"
    r"|(?:other\s)?medical\sevidence|non-?MTUS(?:\scitations?)?)\s*:?\s+",
    re.IGNORECASE,
)
_IS_MTUS = re.compile(
    rf"{_MTUS}(?!\w)(?:\s?\(?(?:effective\s)?(?P<year>{_YEAR})\)?(?=\s*:|\s*$))?[\s:/,–-]*(?:the\s)?", re.IGNORECASE
)
_LEADING_YEAR = re.compile(rf"\(?(?:effective\s)?(?P<year>{_YEAR})\)?\s*:\s*", re.IGNORECASE)
_SOON_YEAR = re.compile(rf"\s?\(?{_YEAR}")
_SECTION_LABEL = re.compile(r"\bSections?\s?(?:\(s\))?\s*:\s*", re.IGNORECASE)
_BROKEN_HYPHEN = re.compile(r"(?<=\w)-\s(?=\w)")
_GUIDELINE_SOMEHOW = re.compile(r"[A-Z][\w-]*(?:[ -][\w&-]+){0,5}?\s(?:Guidelines?|Gui?d[a-z]{3,7}s)\b", re.IGNORECASE)
_CHAPTER_WORD = re.compile(
    r"(?P<chapter>\w.{0,150}?\sChapters?\b(?:\s(?:and|&)\s[^,;]{0,80}?\sChapter\b)?)(?!\s?\d)[\s,;:.–-]*(?:(?:under|on|for)\s)?",
    re.IGNORECASE,
)
_CHAPTER_LABEL = re.compile(r"Chapter\s?[:-]?\s?(?!\d)", re.IGNORECASE)
_FIRST_PIECE = re.compile(r"\s*[,;:]\s*|\s[-–]\s|(?<=\))\s")
_ODG_VOLUME = re.compile(
    r"\A(?:Treatment\sIndex|(?:Integrated\s)?Treatment/Disability\sDuration\sGuidelines"
    r"|Treatment\sin\sWorkers['’]?\sComp(?:ensation)?(?:\s\(TWC\))?|TWC)(?!\w)[\s,;:.–-]*",
    re.IGNORECASE,
)
_ODG_NAME = re.compile(r"Official\sDisability\sGuidelines?", re.IGNORECASE)
_JOINED_ON = (" and", " or", " on", " at", " the", " as well as", " also")
_NOTE = re.compile(r"\s*\[[^\[\]]*\]\Z")
_LABEL = re.compile(r";\s(edition|chapter|section|pages|updated):\s")
_LONGEST_TITLE = 300
_LOOK_BACK = 12
_ALIKE = 0.9


def small_letters(text: str) -> str:
    """``text`` in small letters, of the same length; the few letters that would change their length stay.

    >>> small_letters("MTUS İ")
    'mtus İ'
    """
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


def read_citations(words: str, context: Context) -> tuple[GuidelineCitation, ...]:
    """The guidelines that ``words`` cite, in their order."""
    words = without_addresses(words)
    if context in {Context.MTUS, Context.NON_MTUS}:
        return tuple(_read_part(words, context, in_mtus=None))
    found: list[GuidelineCitation] = []
    start = 0
    for match in _PART_OF_MTUS.finditer(words):
        found += _read_part(words[start : match.start()], context, in_mtus=not match["not"])
        start = match.end()
    found += _read_part(words[start:], context, in_mtus=None)
    return tuple(found)


def read_in_full(family: CitationFamily, words: str) -> GuidelineCitation:
    """The citation that :func:`openimr.determinations.writing.basis.full` wrote, from after its family.

    The note in square brackets at its end holds what the catalogue knew, and is no part of it.
    """
    words = _NOTE.sub("", words.strip()).removesuffix(".")
    name, *labelled = _LABEL.split(words)
    value = dict(zip(labelled[::2], labelled[1::2], strict=True))
    pages = take_pages(f"pages {value['pages']}")[1] if "pages" in value else ()
    imprint = Imprint(pages, value.get("edition"), read_day(value.get("updated", "")))
    return _cited(
        family,
        imprint,
        guideline="" if name == NOT_NAMED else name,
        chapter=value.get("chapter", ""),
        section=value.get("section", ""),
    )


def identified(citation: GuidelineCitation) -> GuidelineCitation:
    """The same citation with the guideline of the catalogue that its words were matched with."""
    years = " ".join(_YEARS.findall(citation.edition or ""))
    name = citation.guideline or citation.chapter or ""
    match = find_guideline(f"{name} {years}") if name and len(name) <= _LONGEST_TITLE else None
    if match is not None:
        return replace(citation, known_as=match.id, match=match.score)
    if citation.guideline is None and (chapter := find_section("acoem-2004", name, SectionKind.CHAPTER)):
        return replace(citation, known_as="acoem-2004", match=chapter.score)
    return citation


def _read_part(words: str, context: Context, *, in_mtus: bool | None) -> list[GuidelineCitation]:
    """The citations of words that say one thing about the MTUS."""
    at = _end(_LEADING, words, 0)
    edition: str | None = None
    if context is not Context.MTUS and (match := _NOT_MTUS.match(words, at)):
        at, context = match.end(), Context.NON_MTUS
    elif context is not Context.NON_MTUS and (match := _IS_MTUS.match(words, at)):
        at, in_mtus, edition = match.end(), True, match["year"]
        context = Context.MTUS if context is Context.PROSE else context
    if context is Context.MTUS and (match := _LEADING_YEAR.match(words, at)):
        at, edition = match.end(), match["year"]
    text = words[at:].strip()
    if not text.strip(_MARKS):
        return []
    about = _About(context, edition, in_mtus=bool(in_mtus) or context is Context.MTUS)
    return [_read_piece(piece, about) for piece in _pieces(text, context)]


def _end(pattern: re.Pattern[str], words: str, start: int) -> int:
    match = pattern.match(words, start)
    return match.end() if match else start


def _pieces(text: str, context: Context) -> list[_Piece]:
    """``text`` cut where a guideline or an ACOEM chapter is named."""
    names = _names_in(text, context)
    if context is Context.BARE and not names and (len(text) > _LONGEST_TITLE or "MTUS" in text):
        return []
    if not names or (names[0].start > 0 and context is not Context.BARE):
        names.insert(0, _Named(_Head.UNKNOWN, 0, 0))
    ends = [name.start for name in names[1:]] + [len(text)]
    pieces: list[_Piece] = []
    acoem, acoem_edition = "", None
    for name, end in zip(names, ends, strict=True):
        words, rest = text[name.start : name.end], text[name.end : end]
        if name.head is _Head.CHAPTER:
            pieces.append(_Piece(name.head, acoem, words + rest, acoem_edition))
            continue
        if name.head is _Head.ACOEM:
            acoem = words
            left, imprint = take_imprint(rest)
            if not left.strip(_MARKS + "(") and _is_chapter_at(names, end):
                acoem_edition = imprint.edition
                continue
        pieces.append(_Piece(name.head, words, rest, None))
    return [part for piece in pieces for part in _parts(piece)]


def _parts(piece: _Piece) -> list[_Piece]:
    """The same guideline once for each section that has pages of its own."""
    if piece.head in _PUBLISHED_WHOLE:
        return [piece]
    first, *others = by_pages(piece.rest)
    if not others:
        return [piece]
    chapter = _acoem_title().match(first.lstrip(_MARKS)) if piece.head in {_Head.ACOEM, _Head.CHAPTER} else None
    again = chapter.group() if chapter else ""
    return [_with_rest(piece, first), *(_with_rest(piece, again + other) for other in others)]


def _with_rest(piece: _Piece, rest: str) -> _Piece:
    return _Piece(piece.head, piece.name, rest, piece.edition)


def _is_chapter_at(names: list[_Named], place: int) -> bool:
    return any(name.start == place and name.head is _Head.CHAPTER for name in names)


def _names_in(text: str, context: Context) -> list[_Named]:
    """The names that begin a citation, in their order."""
    lower = small_letters(text)
    names: list[_Named] = []
    for match in _names_pattern().finditer(lower):
        name = _Named(_Head(match.lastgroup), match.start(), match.end())
        if _begins(lower, name.start, context) and _counts(name, names, lower, context):
            names.append(name)
    if context is not Context.BARE and not (names and names[0].start == 0 and names[0].head is not _Head.SHORT):
        # A short name may be the beginning of a longer one that is misspelt ("Chronic Pain Treatment Guidlines").
        whole = _misspelt(text, context)
        names = whole + [name for name in names if not whole or name.start >= whole[0].end]
    return _joined_to_acoem(names, lower)


def _joined_to_acoem(names: list[_Named], lower: str) -> list[_Named]:
    """The names, those of the General Approaches as one with "ACOEM" and its chapter right beside them.

    The General Approaches are chapters of ACOEM, so "General Approaches ACOEM Chapter 7" cites one guideline.
    """
    joined: list[_Named] = []
    for name in names:
        last = joined[-1] if joined else None
        if last is None or lower[last.end : name.start].strip(_BESIDE):
            joined.append(name)
        elif _is_general(last, lower) and name.head in {_Head.ACOEM, _Head.CHAPTER}:
            joined[-1] = _Named(_Head.GENERAL, last.start, _end_of_both(last, name, lower))
        elif last.head is _Head.ACOEM and _is_general(name, lower):
            joined[-1] = _Named(_Head.GENERAL, last.start, name.end)
        else:
            joined.append(name)
    return joined


def _end_of_both(general: _Named, name: _Named, lower: str) -> int:
    """Where the name of the General Approaches ends: behind "(ACOEM)", and before a chapter."""
    if name.head is _Head.CHAPTER:
        return general.end
    return name.end + (lower[general.end : name.end].count("(") > 0 and lower.startswith(")", name.end))


def _is_general(name: _Named, lower: str) -> bool:
    return lower.startswith("general approach", name.start) or name.head is _Head.GENERAL


def _begins(lower: str, start: int, context: Context) -> bool:
    """Whether a name at ``start`` begins a citation: at the start, after a mark, or after a word that joins."""
    if start == 0 or context is Context.BARE:
        return True
    before = lower[max(0, start - _LOOK_BACK) : start].rstrip()
    if before.rstrip("(").rstrip().endswith(("approach", "approaches")):  # General Approaches (ACOEM)
        return True
    return before[-1:] in set(",;:./") or before.endswith((" and", " on", " the", " mtus", "acoem", ")"))


def _counts(name: _Named, earlier: list[_Named], lower: str, context: Context) -> bool:
    """Whether a name means a guideline here: chapters need ACOEM, short names a year or the first place."""
    if name.head is _Head.CHAPTER:
        is_of_acoem = context is Context.MTUS or any(other.head is _Head.ACOEM for other in earlier)
        return is_of_acoem or _has_title_of_acoem(name, lower)
    if name.head not in {_Head.SHORT, _Head.COMPLAINTS}:
        return True
    if context is Context.NON_MTUS or (name.head is _Head.SHORT and context is not Context.MTUS):
        return False
    return name.start == 0 or (context is Context.MTUS and _SOON_YEAR.match(lower, name.end) is not None)


def _has_title_of_acoem(chapter: _Named, lower: str) -> bool:
    """Whether the title that only a chapter of ACOEM has follows its number at once."""
    title = _names_pattern().search(lower, chapter.end)
    if title is None or title.lastgroup != _Head.COMPLAINTS.value:
        return False
    return not lower[chapter.end : title.start()].strip(_MARKS + _BESIDE)


def _misspelt(text: str, context: Context) -> list[_Named]:
    """The name at the start of ``text`` where it is none of the catalogue's but says that it is a guideline."""
    match = _GUIDELINE_SOMEHOW.match(text)
    if match is None:
        return []
    known = find_guideline(match.group())
    if known is None:
        return [_Named(_Head.MTUS, 0, match.end())] if context is Context.MTUS else []
    return [_Named(_Head(edition_by_id(known.id).family.value), 0, match.end())]


def _read_piece(piece: _Piece, about: _About) -> GuidelineCitation:
    """One citation out of its name and the words that follow it."""
    if piece.head is _Head.UNKNOWN and about.context is not Context.MTUS:
        title, imprint = take_imprint(piece.rest, title=True)
        return _cited(CitationFamily.OTHER, imprint, guideline=title.strip(_MARKS))
    rest = piece.rest
    if about.context is Context.BARE:
        rest = before_talk_of_names(rest)
    elif about.context is Context.PROSE:
        rest = before_talk(rest)
    rest, imprint = take_imprint(rest)
    if imprint.edition is None:
        imprint = Imprint(imprint.pages, piece.edition or about.edition, imprint.updated_on)
    rest = _tidied(_SECTION_LABEL.sub("", rest))
    return _placed(piece.head, piece.name.strip(_MARKS), rest, imprint, about.acoem)


def _placed(head: _Head, name: str, rest: str, imprint: Imprint, acoem: CitationFamily) -> GuidelineCitation:
    """The citation of a named guideline; ``rest`` is where in it, ``acoem`` the family that ACOEM belongs to here."""
    chapter, section = "", rest
    family = CitationFamily.OTHER if head is _Head.OTHER else CitationFamily.MTUS
    if head is _Head.ODG:
        family = CitationFamily.ODG
        full = _ODG_NAME.search(name)
        name = full.group() if full else name.split("(", maxsplit=1)[0].strip()
        chapter, section = _odg_place(_ODG_VOLUME.sub("", rest))
    elif head is _Head.GENERAL:
        chapter, section = _acoem_place(rest)
    elif head in {_Head.ACOEM, _Head.CHAPTER}:
        family = acoem
        name = "ACOEM" if "(acoem)" in name.lower() else name
        chapter, section = _acoem_place(rest)
    elif head is _Head.COMPLAINTS:
        family = acoem
        chapter = name
        name, section = ("ACOEM", "") if "acoem" in rest.lower() else ("", rest)
    return _cited(family, imprint, guideline=name, chapter=chapter, section=section)


def _cited(
    family: CitationFamily,
    imprint: Imprint,
    *,
    guideline: str = "",
    chapter: str = "",
    section: str = "",
) -> GuidelineCitation:
    """The citation, with what is empty absent, identified in the catalogue."""
    return identified(
        GuidelineCitation(
            family=family,
            guideline=guideline or None,
            chapter=chapter or None,
            section=section or None,
            pages=imprint.pages,
            edition=imprint.edition,
            updated_on=imprint.updated_on,
        )
    )


def _tidied(words: str) -> str:
    """Words without marks at their ends or a word that only joined them to what follows; a broken hyphen closed."""
    words = _BROKEN_HYPHEN.sub("-", words).strip(_MARKS)
    while words.lower().endswith(_JOINED_ON):
        words = words.rpartition(" ")[0].strip(_MARKS)
    return "" if f" {words.lower()}" in _JOINED_ON else words


def _odg_place(rest: str) -> tuple[str, str]:
    """What follows the name of ODG: a chapter where it says so or the catalogue knows it as one; the rest a section."""
    labelled = _CHAPTER_LABEL.match(rest)
    if labelled:
        rest = rest[labelled.end() :]
    if not labelled and (match := _CHAPTER_WORD.match(rest)):
        return match["chapter"], rest[match.end() :].strip(_MARKS)
    if match := _odg_chapter().match(rest.lower()):
        return rest[: match.end()], rest[match.end() :].strip(_MARKS)
    first = _FIRST_PIECE.split(rest, maxsplit=1)[0]
    known = find_section("odg", first, SectionKind.CHAPTER)
    if labelled or (known and known.score >= _ALIKE and len(first.split()) <= len(known.id.split()) + 1):
        return first, rest[len(first) :].strip(_MARKS)
    return "", rest


def _acoem_place(rest: str) -> tuple[str, str]:
    """What follows ACOEM: a numbered or titled chapter, then a section."""
    match = _acoem_title().match(rest)
    if match is None:
        return "", rest
    return match.group().strip(_MARKS), rest[match.end() :].strip(_MARKS)


def _escaped(names: Iterable[str]) -> str:
    """One alternation of names, the longest first."""
    return "|".join(re.escape(name) for name in sorted(set(names), key=lambda name: (-len(name), name)))


@cache
def _names_pattern() -> re.Pattern[str]:
    """All names of the catalogue, in small letters; the group tells what is named."""
    by_family: dict[GuidelineFamily, set[str]] = {family: set() for family in GuidelineFamily}
    for edition in editions():
        by_family[edition.family].update(alias.lower() for alias in edition.aliases)
    long = {name for name in by_family[GuidelineFamily.MTUS] if re.search(r"guideline|formulary|approach", name)}
    short = by_family[GuidelineFamily.MTUS] - long
    acoem, odg = by_family[GuidelineFamily.ACOEM], by_family[GuidelineFamily.ODG]
    complaints = {title for title in _acoem_titles() if title.endswith("complaints")}
    also = rf"(?:\s?\((?:{_escaped({*acoem, *odg, 'twc'})})\))*"
    return re.compile(
        rf"(?<!\w)(?:(?P<odg>(?:{_escaped(odg)}){also})|(?P<acoem>(?:{_escaped(acoem)}){also})|(?P<mtus>{_escaped(long)})"
        rf"|(?P<chapter>ch(?:apter|\.)\s?\d{{1,2}})|(?P<complaints>{_escaped(complaints)})"
        rf"|(?P<other>(?:{_escaped(by_family[GuidelineFamily.OTHER])})(?:\sguidelines?)?)|(?P<short>{_escaped(short)}))(?!\w)"
    )


@cache
def _acoem_titles() -> tuple[str, ...]:
    """The titles of chapters of ACOEM, also without the comma before their last "and"."""
    titles = [alias.lower() for row in sections() if row.guideline == "acoem-2004" for alias in row.aliases]
    return tuple(dict.fromkeys((*titles, *(title.replace(", and ", " and ") for title in titles))))


@cache
def _acoem_title() -> re.Pattern[str]:
    titles = _escaped(_acoem_titles())
    return re.compile(
        rf"Ch(?:apter|\.)\s?\d{{1,2}}(?:\s*[:–-]?\s*\(?(?:{titles}|[^,;.()]{{3,60}}?(?:Complaints|Conditions)|[^,;.()]+)\)?)?"
        rf"|(?:{titles})(?:\sChapter)?(?!\w)",
        re.IGNORECASE,
    )


@cache
def _odg_chapter() -> re.Pattern[str]:
    names = _escaped(
        alias.lower()
        for section in sections()
        if section.guideline == "odg" and section.kind is SectionKind.CHAPTER
        for alias in section.aliases
    )
    return re.compile(rf"(?:{names})(?=\s*[,;:–-]|\s*$|(?<=\))\s)")
