"""Invented scans of many documents with their truth: templates filled in, put on a pile, faxed, and misread."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from openimr.casefile.model import DocumentKind, Page, PageText, TextSource

FIRST = ("Alva", "Bertil", "Corinne", "Dario", "Edda", "Florian", "Greta", "Hugo", "Ines", "Jarl", "Kaja", "Leopold")
LAST = ("Almqvist", "Brandt", "Castellan", "Dorfman", "Eastlake", "Fenwick", "Grunewald", "Hartsoe", "Ibarra", "Jansky")
PLACES = ("Almond Grove", "Birch Hollow", "Cedar Point", "Dune Harbor", "Elder Creek", "Fig Tree Mesa")
DEGREES = {"note": ("PT", "DPT"), "acu": ("L.Ac.",), "psych": ("Ph.D.", "Psy.D."), "md": ("M.D.", "D.O.", "MD")}
SENTENCES = (
    "The patient describes pain that comes and goes through the day and is worse with long sitting.",
    "Strength is kept in both legs and the gait is slow but steady.",
    "Sleep is broken two or three times in a night, and mornings are stiff.",
    "Heat and rest help for an hour or so; the tablets help for about four hours.",
    "There is tenderness along the low back on the right, with spasm that can be felt.",
    "The shoulder lifts to about ninety degrees before pain stops it.",
    "No numbness was told today. Reflexes were equal on both sides.",
    "The worker does his own shopping but has others lift the bags.",
    "Prior care included tablets, exercises at home, and a brace for the wrist.",
    "Bending forward reaches to the knees; extension is cut by half.",
    "The knee does not give way on stairs, though it swells after a long walk.",
    "We spoke about pacing, posture and when to rest.",
)


@dataclass(frozen=True)
class Template:
    """An invented document: kind, whose name stands as author ("doc" or "org"), and pages apart by form feeds."""

    kind: DocumentKind
    text: str
    author: str = "doc"
    degree: str = "md"
    has_day: bool = True


@dataclass(frozen=True)
class TrueDocument:
    """What a document of a scan truly is; page numbers run from 1."""

    first: int
    last: int
    kind: DocumentKind
    dated_on: dt.date | None
    author: str
    template: Template


@dataclass(frozen=True)
class Scan:
    """A pile of pages and what they truly are."""

    pages: tuple[Page, ...]
    truth: tuple[TrueDocument, ...]
    noise: float
    is_faxed: bool = field(default=False)


def person(rng: random.Random) -> str:
    return f"{rng.choice(FIRST)} {rng.choice(LAST)}"


def told(day: dt.date, style: int) -> str:
    return (f"{day:%m/%d/%Y}", f"{day:%B} {day.day}, {day.year}", f"{day.month}/{day.day}/{day:%y}", f"{day:%m-%d-%Y}")[
        style
    ]


def filled(template: Template, rng: random.Random) -> tuple[list[str], dt.date, str]:
    """The pages of one document, its date, and its author."""
    day = dt.date(2013, 1, 7) + dt.timedelta(days=rng.randrange(700))
    style = rng.randrange(4)
    doc = f"{person(rng)}, {rng.choice(DEGREES[template.degree])}"
    org = f"{rng.choice(PLACES)} {rng.choice(('Medical Group', 'Pain Institute', 'Spine Center'))}"
    if template.author == "org":
        line = "Toxicology Laboratory" if template.kind is DocumentKind.MONITORING else "Services Inc"
        org = f"{rng.choice(PLACES)} {line}"
    values = {
        "day": told(day, style),
        "later": told(day + dt.timedelta(days=rng.randrange(1, 9)), style),
        "next": told(day + dt.timedelta(days=rng.randrange(21, 50)), style),
        "ago": told(day - dt.timedelta(days=rng.randrange(30, 200)), style),
        "dob": told(dt.date(1955, 1, 1) + dt.timedelta(days=rng.randrange(12000)), style),
        "doi": told(dt.date(2009, 3, 1) + dt.timedelta(days=rng.randrange(900)), style),
        "name": person(rng),
        "doc": doc,
        "other": f"{person(rng)}, M.D.",
        "org": org,
        "place": rng.choice(PLACES),
        "claim": f"{rng.choice('ABC')}{rng.randrange(10**6, 10**7)}",
        "n": str(rng.randrange(2, 24)),
        "phone": f"555-01{rng.randrange(10, 100)}",
        "street": f"{rng.randrange(100, 9900)} {rng.choice(('Larkspur', 'Meadow', 'Harbor'))} Street",
    }
    pages = []
    for page in template.text.strip("\n").split("\f"):
        fill = {f"s{i}": sentence for i, sentence in enumerate(rng.sample(SENTENCES, 6), start=1)}
        pages.append(page.strip("\n").format(**values, **fill))
    return pages, day, doc if template.author == "doc" else org


MISREAD = {
    "o": "0", "O": "0", "0": "O", "l": "1", "1": "l", "I": "l", "i": "l", "5": "S", "S": "5", "e": "c", "c": "e",
    "m": "rn", "a": "o", "t": "f", "h": "b", "n": "u", "u": "n", ",": ".", ".": ",", "B": "8", "g": "q", "r": "t",
}  # fmt: skip


def misread(text: str, rng: random.Random, share: float) -> str:
    """``text`` as a poor reader of pictures gives it: letters taken for others, or lost; spaces lost."""
    found = []
    for character in text:
        if rng.random() >= share or character == "\n":
            found.append(character)
        elif character in MISREAD and rng.random() < 0.8:
            found.append(MISREAD[character])
        elif character != " " and rng.random() < 0.5:
            continue
        else:
            found.append(character)
    return "".join(found)


def scan(templates: Sequence[Template], rng: random.Random, *, noise: float, is_faxed: bool = False) -> Scan:
    """One scan of documents made from ``templates`` in this order."""
    texts: list[str] = []
    truth: list[TrueDocument] = []
    for template in templates:
        pages, day, author = filled(template, rng)
        first = len(texts) + 1
        texts.extend(pages)
        truth.append(
            TrueDocument(first, len(texts), template.kind, day if template.has_day else None, author, template)
        )
    if is_faxed:
        sent = (
            f"{rng.randrange(1, 13):02}/{rng.randrange(1, 29):02}/2015 {rng.randrange(8, 18)}:{rng.randrange(10, 60)}"
        )
        number = f"555-01{rng.randrange(10, 100)}"
        texts = [f"{sent} FAX {number}   P.{i:03}/{len(texts):03}\n{text}" for i, text in enumerate(texts, start=1)]
    source = TextSource.TESSERACT if noise else TextSource.LAYER
    pages_read = tuple(
        Page(
            file="f" * 64,
            number=number,
            running=number,
            width=612.0,
            height=792.0,
            texts=(PageText(source=source, text=misread(text, rng, noise), confidence=1.0 - 4 * noise),),
        )
        for number, text in enumerate(texts, start=1)
    )
    return Scan(pages_read, tuple(truth), noise, is_faxed)


def scans(templates: Sequence[Template], *, count: int, seed: int) -> list[Scan]:
    """``count`` scans of 4 to 12 documents each: a third clean, a third misread a little, a third faxed and misread."""
    rng = random.Random(seed)
    found = []
    for number in range(count):
        chosen = [rng.choice(templates) for _ in range(rng.randrange(4, 13))]
        noise, is_faxed = ((0.0, False), (0.01, False), (0.03, True))[number % 3]
        found.append(scan(chosen, rng, noise=noise, is_faxed=is_faxed))
    return found
