"""Puts letterhead, title, fields, foot and signature around what a paper says.

Source: names of forms from 8 CCR 9785, 9792.10.2 and 14006; layouts are invented (``data/casefiles/frames.yaml``).
"""

from __future__ import annotations

import datetime as dt
from random import Random

from openimr.calendars.words import day_in_words
from openimr.casefile.model import DocumentKind, FindingKind
from openimr.citations import Value
from openimr.samples.casefiles.drafts import Draft, Fact, Form, Look, Role, Said, Section, quotations, unmarked
from openimr.samples.casefiles.story import Author, Story
from openimr.samples.casefiles.tables import Frame, frames

__all__ = ["Block", "Paper", "framed", "shown_date"]

_SIZES = {"Libertinus Serif": 11.0, "New Computer Modern": 10.5, "DejaVu Sans Mono": 8.5}
_UNSIGNED = frozenset((DocumentKind.FAX_COVER, DocumentKind.PHARMACY))
_OF_A_VISIT = frozenset(
    (
        DocumentKind.PROGRESS_REPORT,
        DocumentKind.FIRST_REPORT,
        DocumentKind.CONSULTATION,
        DocumentKind.THERAPY_NOTE,
        DocumentKind.ACUPUNCTURE_NOTE,
        DocumentKind.PSYCHOLOGICAL_EVALUATION,
        DocumentKind.MEDICAL_LEGAL,
    )
)


class Block(Value, frozen=True, kw_only=True):
    """A piece of a page as the typesetter takes it: ``kind`` says how it stands, ``seed`` shakes what is by hand."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    seed: int = 0


class Paper(Value, frozen=True, kw_only=True):
    """A whole paper: its draft, its title and author, its blocks, and each fact with the words that say it."""

    draft: Draft
    title: str
    author: str
    blocks: tuple[Block, ...]
    quotes: tuple[tuple[str, Fact], ...]
    font: str
    size: float
    foot: str


def shown_date(day: dt.date, style: int) -> str:
    """``day`` as one of three kinds of offices writes it."""
    if style == 0:
        return f"{day:%m/%d/%Y}"
    return f"{day.month}/{day.day}/{day.year}" if style == 1 else day_in_words(day)


def framed(story: Story, draft: Draft, rng: Random) -> Paper:
    """The paper of ``draft``; offices differ in font and in how they write dates, but each keeps to its own."""
    author = story.authors[draft.by]
    frame = frames()[draft.kind]
    office = sum(map(ord, author.firm))
    font = tuple(_SIZES)[office % 3]
    seed = rng.randrange(1, 9000)
    title = draft.title or frame.titles[office % len(frame.titles)]
    head = _fields(story, draft, frame, office % 3)
    blocks = [
        *_top(frame, author, title, office, draft),
        *([Block(kind="fields", rows=tuple(_row(said) for said in head))] if head else []),
        *(block for section in draft.sections for block in _section(section, seed)),
        *_end(frame, author, draft, seed, office % 3),
    ]
    said = [*head, *(said for section in draft.sections for said in section.said)]
    return Paper(
        draft=draft,
        title=title,
        author=author.name.whole,
        blocks=tuple(blocks),
        quotes=tuple(quote for sentence in said for quote in quotations(sentence)),
        font=font,
        size=_SIZES[font],
        foot=frame.foot or author.firm,
    )


def _row(said: Said) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in unmarked(said).split("|"))


def _top(frame: Frame, author: Author, title: str, office: int, draft: Draft) -> list[Block]:
    above = [Block(kind="above", text=frame.above)] if frame.above else []
    titles = [Block(kind="title", text=title)] if title else []
    if not frame.has_letterhead or draft.by is Role.EMPLOYEE:
        return [*above, *titles]
    lines = [author.firm, ", ".join(author.address.lines)]
    lines.append(f"{author.address.city}, {author.address.state} {author.address.postal_code}")
    lines += [f"Telephone {author.phone} · Fax {author.fax}", author.email]
    return [Block(kind="letterhead", rows=tuple((line,) for line in lines), seed=office), *above, *titles]


def _fields(story: Story, draft: Draft, frame: Frame, style: int) -> list[Said]:
    rows = []
    if frame.date:
        shown = shown_date(draft.on, style)
        is_visit = draft.kind in _OF_A_VISIT
        facts = (Fact(kind=FindingKind.VISIT, on=draft.on, name=draft.kind),) if is_visit else ()
        rows.append(Said(f"{frame.date}|<<{shown}>>" if is_visit else f"{frame.date}|{shown}", facts))
    values = _values(story, style)
    return rows + [Said(f"{label}|{value}") for label, value in (values[name] for name in frame.fields) if value]


def _values(story: Story, style: int) -> dict[str, tuple[str, str]]:
    """Label and value of each field that the head of a paper may have."""
    filing, employee = story.filing, story.filing.parties.employee
    name = employee.name
    return {
        "patient": ("Patient", f"{name.last}, {name.first}" if style else name.whole),
        "born": ("Date of birth", shown_date(employee.born_on, style) if employee.born_on else ""),
        "sex": ("Sex", str(employee.sex or "").capitalize()),
        "injured": ("Date of injury", shown_date(filing.application.injured_on, style)),
        "claim": ("Claim number", filing.application.claim_number),
        "employer": ("Employer", filing.parties.employer.name),
        "administrator": ("Claims administrator", filing.parties.claims_administrator.name),
        "occupation": ("Occupation", story.occupation),
        "record": ("Record number", story.record_number),
        "ssn": ("Social Security number", story.social_security),
        "referred": ("Referred by", story.authors[Role.TREATING].signed),
        "physician": ("Requesting physician", story.authors[Role.TREATING].signed),
    }


def _section(section: Section, seed: int) -> list[Block]:
    heading = [Block(kind="heading", text=section.heading)] if section.heading else []
    if section.form is Form.PROSE:
        return [*heading, Block(kind="prose", text=" ".join(unmarked(said) for said in section.said))]
    if section.form is Form.HAND:
        words = " ".join(unmarked(said) for said in section.said)
        return [Block(kind="break"), *heading, Block(kind="hand", text=words, seed=seed)]
    return [*heading, Block(kind=section.form, rows=tuple(_row(said) for said in section.said))]


def _end(frame: Frame, author: Author, draft: Draft, seed: int, style: int) -> list[Block]:
    if draft.look is Look.BLANK:
        return []
    closing = [Block(kind="prose", text=frame.closing)] if frame.closing else []
    if draft.kind in _UNSIGNED:
        return closing
    lines = [author.signed, *([author.specialty] if author.specialty else [])]
    if author.licence:
        lines.append(f"License {author.licence}")
    lines.append(f"Signed {shown_date(draft.on, style)}")
    return [*closing, Block(kind="signature", rows=tuple((line,) for line in lines), seed=seed)]
