"""Proposes what to take out of a text or of pages, so that a person can judge it.

The text is looked at again with each stretch that was found folded into one mark, until nothing new is found; a text in
which tokens stand for these stretches looks the same, so that a second run proposes nothing.

Source: Labor Code 4610.6(m); 45 CFR 164.514(b)(2).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from openimr.casefile.model import Page
from openimr.casefile.redaction.eponyms import eponyms_in
from openimr.casefile.redaction.firms import known_firms, known_values
from openimr.casefile.redaction.found import NAMES, Found, merged
from openimr.casefile.redaction.given import named_in_prose
from openimr.casefile.redaction.known import known_people, words_of
from openimr.casefile.redaction.letterhead_rest import rest_of_letterhead
from openimr.casefile.redaction.letterheads import letterheads, places_of_care
from openimr.casefile.redaction.model import Kind, Profile, Redaction
from openimr.casefile.redaction.parties import Subjects, subjects
from openimr.casefile.redaction.patterns import by_pattern
from openimr.casefile.redaction.places import places_in
from openimr.casefile.redaction.titles import beside_titles
from openimr.cases.parties import Parties
from openimr.citations import Span

__all__ = ["TOKEN", "Tokens", "propose"]

_MARK = "\ue000"
# The rule of a form, which a scanner reads as a part of what stands on it: "CL4455667_".
_LOOSE_RULE = re.compile(r"(?<![^\W_])_+|_+(?![^\W_])")
TOKEN = re.compile(
    r"\[(?:" + "|".join(kind.words for kind in sorted(Kind, key=lambda kind: -len(kind.words))) + r")(?: [0-9A-Z ]+)?\]"
)
"""What stands in the place of an identifier."""


class Tokens:
    """Gives the same token to the same person or organization, and another one to the next."""

    def __init__(self) -> None:
        """Nobody has a token yet."""
        self._numbers: dict[Kind, dict[str, int]] = {}

    def token(self, found: Found, quote: str) -> str:
        """The token for what was found; ``quote`` tells persons apart who are not known.

        >>> tokens = Tokens()
        >>> roe = Found(0, 3, Kind.PROVIDER, "", 1.0, True, 0, who="roe")
        >>> tokens.token(roe, "Roe"), tokens.token(roe._replace(who="poe"), "Poe"), tokens.token(roe, "Roe")
        ('[PROVIDER]', '[PROVIDER 2]', '[PROVIDER]')
        """
        if found.kind not in NAMES:
            return f"[{found.kind.words}{' ' if found.detail else ''}{found.detail}]"
        of_kind = self._numbers.setdefault(found.kind, {})
        number = of_kind.setdefault(found.who or quote.lower(), len(of_kind) + 1)
        return f"[{found.kind.words}]" if number == 1 else f"[{found.kind.words} {number}]"


def propose(
    material: str | Iterable[Page],
    parties: Parties,
    profile: Profile,
    *,
    numbers: tuple[tuple[Kind, str], ...] = (),
) -> tuple[Redaction, ...]:
    """All that should be taken out of a text or of pages, in order; the same person has the same token throughout.

    ``numbers`` are numbers of the case that the parties do not hold, such as its claim number. No two stretches of a
    page overlap.
    """
    texts = [(0, material)] if isinstance(material, str) else [(page.running, page.text) for page in material]
    known = subjects(parties, numbers=numbers)
    known = msgspec.structs.replace(known, firms=(*known.firms, *letterheads(text for _, text in texts)))
    tokens = Tokens()
    return tuple(one for page, text in texts for one in _proposed(text, page, known, profile, tokens))


def _proposed(text: str, page: int, known: Subjects, profile: Profile, tokens: Tokens) -> Iterable[Redaction]:
    for one in _all(text, known, profile):
        quote = text[one.start : one.end]
        yield Redaction(
            span=Span(one.start, one.end, one.confidence),
            kind=one.kind,
            token=tokens.token(one, quote),
            reason=one.reason,
            quote=quote,
            page=page,
            is_certain=one.is_certain,
        )


def _all(text: str, known: Subjects, profile: Profile) -> list[Found]:
    hidden = [(match.start(), match.end()) for match in TOKEN.finditer(text)]
    result: list[Found] = []
    while True:
        folded, places = _folded(text, hidden)
        found = merged(list(_once(folded, known, profile)))
        new = [one for one in (_placed(one, places, hidden) for one in found) if one]
        if not new:
            rest = (_placed(one, places, hidden) for one in rest_of_letterhead(folded, _MARK))
            return sorted([*result, *(one for one in rest if one)])
        result += new
        hidden = sorted(hidden + [(one.start, one.end) for one in new])


def _folded(text: str, hidden: list[tuple[int, int]]) -> tuple[str, list[int]]:
    """The text with each hidden stretch as one mark, and where each of its characters stands in ``text``."""
    pieces: list[str] = []
    places: list[int] = []
    at = 0
    for start, end in hidden:
        pieces += [text[at:start], _MARK]
        places += [*range(at, start), start]
        at = end
    pieces.append(text[at:])
    places += [*range(at, len(text)), len(text)]
    return "".join(pieces), places


def _placed(one: Found, places: list[int], hidden: list[tuple[int, int]]) -> Found | None:
    """The stretch in the text itself, without marks at its ends; ``None`` where nothing is left of it.

    A stretch over a mark is cut before it: what is behind it is found on the next look.
    """
    starts = {start for start, _ in hidden}
    inside = [place for place in places[one.start : one.end] if place not in starts]
    if not inside:
        return None
    last = inside[0]
    for place in inside[1:]:
        if place != last + 1:
            break
        last = place
    return one._replace(start=inside[0], end=last + 1)


def _once(text: str, known: Subjects, profile: Profile) -> Iterable[Found]:
    text = _LOOSE_RULE.sub(lambda match: " " * len(match[0]), text)
    stays = list(eponyms_in(text))
    words = words_of(text)
    people, firms = known_people(text, words, known), known_firms(text, words, known)
    for one in (*people, *firms, *beside_titles(text), *places_of_care(text), *named_in_prose(text, words)):
        if not any(start <= one.start and one.end <= end for start, end in stays):
            yield one
    yield from known_values(text, known)
    yield from by_pattern(text, profile)
    yield from places_in(text, profile)
