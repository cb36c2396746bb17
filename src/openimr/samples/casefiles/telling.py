"""Tells the truth about a pile: where each document, fact, identifier and duplicate stands, and what is missing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from openimr.casefile.model import DocumentKind, Legibility
from openimr.samples.casefiles.binding import Bound
from openimr.samples.casefiles.framing import Paper
from openimr.samples.casefiles.looks import LEGIBILITY
from openimr.samples.casefiles.naming import identifiers
from openimr.samples.casefiles.piling import Sheet
from openimr.samples.casefiles.setting import SetPages
from openimr.samples.casefiles.story import Story
from openimr.samples.casefiles.truth import (
    CaseFileTruth,
    Gap,
    GapKind,
    TrueContradiction,
    TrueDocument,
    TrueFinding,
    TruePage,
)

__all__ = ["tell"]


def tell(
    story: Story,
    papers: Sequence[Paper],
    pages: Sequence[SetPages],
    sheets: Sequence[Sheet],
    bound: Bound,
    *,
    seed: int,
) -> CaseFileTruth:
    """The whole truth about the files of ``bound``."""
    numbers = _numbers(sheets)
    true_pages = _pages(sheets, pages, bound, numbers)
    documents = _documents(sheets, papers, numbers)
    findings = _findings(sheets, papers, true_pages)
    unreadable = tuple(
        Gap(kind=GapKind.PAGE, what="Nobody can read this page.", running=page.running)
        for page in true_pages
        if page.legibility is Legibility.ILLEGIBLE
    )
    return CaseFileTruth(
        number=story.filing.application.number,
        seed=seed,
        pages=true_pages,
        documents=documents,
        findings=findings,
        identifiers=identifiers(story, true_pages),
        contradictions=_contradictions(findings),
        gaps=(*story.gaps, *unreadable),
        follows=story.follows,
    )


def _numbers(sheets: Sequence[Sheet]) -> dict[tuple[int, int], int]:
    """The number of each document, by its paper and copy, in running order."""
    numbers: dict[tuple[int, int], int] = {}
    for sheet in sheets:
        if sheet.paper is not None:
            numbers.setdefault((sheet.paper, sheet.copy), len(numbers) + 1)
    return numbers


def _pages(
    sheets: Sequence[Sheet], pages: Sequence[SetPages], bound: Bound, numbers: dict[tuple[int, int], int]
) -> tuple[TruePage, ...]:
    places: dict[str, int] = {}
    first = {
        (it.paper, it.place): running
        for running, it in enumerate(sheets, start=1)
        if it.paper is not None and not it.copy
    }
    made = []
    for running, (sheet, shown) in enumerate(zip(sheets, bound.pictures, strict=True), start=1):
        places[sheet.file] = places.get(sheet.file, 0) + 1
        text = "" if sheet.paper is None else pages[sheet.paper].texts[sheet.place]
        made.append(
            TruePage(
                running=running,
                file=f"records/{sheet.file}",
                number=places[sheet.file],
                look=sheet.look,
                legibility=LEGIBILITY[sheet.look],
                document=None if sheet.paper is None else numbers[sheet.paper, sheet.copy],
                text=f"{sheet.header}\n{text}" if sheet.header else text,
                dpi=shown.dpi if shown else None,
                turned=shown.turned if shown else 0,
                skew=shown.skew if shown else 0.0,
                duplicate_of=first[sheet.paper, sheet.place] if sheet.paper is not None and sheet.copy else None,
                is_same_picture=sheet.is_same,
            )
        )
    return tuple(made)


def _documents(
    sheets: Sequence[Sheet], papers: Sequence[Paper], numbers: dict[tuple[int, int], int]
) -> tuple[TrueDocument, ...]:
    stretches: dict[tuple[int, int], list[int]] = {}
    for running, sheet in enumerate(sheets, start=1):
        if sheet.paper is not None:
            stretches.setdefault((sheet.paper, sheet.copy), []).append(running)
    return tuple(
        TrueDocument(
            number=numbers[key],
            first=runs[0],
            last=runs[-1],
            kind=papers[key[0]].draft.kind,
            title=papers[key[0]].title,
            dated_on=papers[key[0]].draft.on,
            author=papers[key[0]].author,
            repeats=numbers[key[0], 0] if key[1] else None,
        )
        for key, runs in stretches.items()
    )


def _findings(sheets: Sequence[Sheet], papers: Sequence[Paper], pages: Sequence[TruePage]) -> tuple[TrueFinding, ...]:
    runs: dict[int, list[TruePage]] = {}
    for sheet, page in zip(sheets, pages, strict=True):
        if sheet.paper is not None and not sheet.copy:
            runs.setdefault(sheet.paper, []).append(page)
    return tuple(
        TrueFinding(fact=fact, quote=quote, running=page.running, document=page.document or 0)
        for at, among in runs.items()
        for quote, fact in papers[at].quotes
        for page in [_page_of(quote, among, papers[at].draft.kind)]
    )


def _page_of(quote: str, among: Sequence[TruePage], kind: DocumentKind) -> TruePage:
    """The page on which ``quote`` stands.

    Raises:
        LookupError: it stands on none; a paper is set so that no sentence runs over a page.
    """
    words = re.compile(r"\s+".join(map(re.escape, quote.split())))
    for page in among:
        if words.search(page.text):
            return page
    raise LookupError(f"{kind}: {quote}")


def _contradictions(findings: Sequence[TrueFinding]) -> tuple[TrueContradiction, ...]:
    among: dict[str, list[int]] = {}
    for place, finding in enumerate(findings):
        if finding.fact.clash:
            among.setdefault(finding.fact.clash, []).append(place)
    return tuple(TrueContradiction(about=about, findings=tuple(places)) for about, places in among.items())
