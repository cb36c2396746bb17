"""Lists the pages to ask for again before a physician is assigned, in words for a letter.

Source: 8 CCR 9792.10.5(a)(1): the claims administrator provides copies of the records; a copy that cannot be read says
nothing, and a reviewer who finds so only later decides without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from openimr.casefile.model import CaseFile, Document, DocumentKind, Legibility, Page, ReceivedFile
from openimr.casefile.pages.cutoffs import cutoffs
from openimr.citations import Value

__all__ = ["Cure", "cure_list", "numbers_in_words"]

_ASKED_AGAIN = (Legibility.ILLEGIBLE, Legibility.DOUBTFUL)
_SAID = {
    Legibility.ILLEGIBLE: "cannot be read",
    Legibility.DOUBTFUL: "can be read only in part",
}


class Cure(Value, frozen=True, kw_only=True):
    """Pages of one document of one file to ask for again.

    ``pages`` are running numbers, ``pages_of_file`` those in the file as it was sent; ``file`` is the name
    under which it came, and ``digest`` its SHA-256; ``document`` the number of the document, where the file was split
    already; ``reasons`` say why, most frequent first; ``says`` is the sentence for the letter.
    """

    digest: str
    file: str
    legibility: Legibility
    pages: tuple[int, ...]
    pages_of_file: tuple[int, ...]
    reasons: tuple[str, ...]
    says: str
    document: int | None = None


def cure_list(case_file: CaseFile) -> tuple[Cure, ...]:
    """What to ask for again: pages that cannot be read first, then pages that can be read only in part.

    A page is not asked for where another that repeats it can be read, nor where it is blank. A page that waits for OCR
    is not asked for either: nobody has tried to read it yet.
    """
    files = {received.digest: received for received in case_file.files}
    owners = {running: document for document in case_file.documents for running in document.pages}
    wanted = [page for page in case_file.pages if _is_wanted(page) and not _is_read_elsewhere(page, case_file)]
    cures: list[Cure] = []
    for legibility in _ASKED_AGAIN:
        graded = [page for page in wanted if page.grade and page.grade.legibility is legibility]
        for _, group in groupby(graded, key=lambda page: (page.file, _number(owners.get(page.running)))):
            pages = list(group)
            cures.append(_cure(pages, legibility, files.get(pages[0].file), owners.get(pages[0].running)))
    return tuple(cures)


def numbers_in_words(numbers: Sequence[int]) -> str:
    """Page numbers as a letter gives them: "page 4", "pages 4 to 6, 9 and 12"."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = [_run_in_words(run) for run in runs]
    listed = f"{', '.join(said[:-1])} and {said[-1]}" if len(said) > 1 else "".join(said)
    return f"page {listed}" if len(set(numbers)) == 1 else f"pages {listed}"


def _run_in_words(run: Sequence[int]) -> str:
    if len(run) == 1:
        return str(run[0])
    return f"{run[0]} to {run[-1]}" if len(run) > 2 else f"{run[0]}, {run[1]}"


def _is_wanted(page: Page) -> bool:
    return page.grade is not None and page.grade.legibility in _ASKED_AGAIN


def _is_read_elsewhere(page: Page, case_file: CaseFile) -> bool:
    """Whether the page that this one repeats, or one that repeats it, can be read."""
    same = page.duplicate_of or page.running
    return any(
        other.grade is not None and other.grade.legibility is Legibility.READABLE
        for other in case_file.pages
        if same in (other.running, other.duplicate_of)
    )


def _number(document: Document | None) -> int | None:
    return document.number if document else None


def _cure(
    pages: Sequence[Page], legibility: Legibility, received: ReceivedFile | None, document: Document | None
) -> Cure:
    running = tuple(page.running for page in pages)
    of_file = tuple(page.number for page in pages)
    name = received.names[0] if received and received.names else ""
    reasons = _reasons(pages)
    # The sender knows the file by its name, not by the folder in which it arrived here.
    short = name.replace("\\", "/").rsplit("/", 1)[-1]
    subject = f"{numbers_in_words(running)} of the case file ({_place(of_file, short, document)})"
    sentence = f"{subject[0].upper()}{subject[1:]} {_SAID[legibility]}: {_in_one(reasons)}"
    return Cure(
        digest=pages[0].file,
        file=name,
        legibility=legibility,
        pages=running,
        pages_of_file=of_file,
        reasons=reasons,
        says=f"{sentence} Please send a clear copy, scanned from the original at 300 dots an inch.",
        document=_number(document),
    )


def _place(of_file: Sequence[int], name: str, document: Document | None) -> str:
    """Where the pages are, as the sender knows them: the file, and the document with its title and day."""
    places = [f"{numbers_in_words(of_file)} of {name}" if name else numbers_in_words(of_file)]
    if document is not None:
        titled = document.title or _kind_in_words(document.kind)
        dated = f" of {document.dated_on:%m/%d/%Y}" if document.dated_on else ""
        places.append(f"{titled}{dated}")
    return "; ".join(places)


def _kind_in_words(kind: DocumentKind) -> str:
    return "document" if kind is DocumentKind.OTHER else kind.value.replace("_", " ").replace("ur ", "UR ")


def _reasons(pages: Iterable[Page]) -> tuple[str, ...]:
    """Why the pages were graded so, most frequent first; a tilt that was mended is told where it is a strong one."""
    counts: dict[str, int] = {}
    for page in pages:
        told = [_without_figures(reason) for reason in (page.grade.reasons if page.grade else ())]
        if abs(page.skew) >= cutoffs().tilt_told.value:
            told.append("The page was scanned askew.")
        for reason in dict.fromkeys(told):
            counts[reason] = counts.get(reason, 0) + 1
    return tuple(sorted(counts, key=lambda reason: -counts[reason]))


def _without_figures(reason: str) -> str:
    """The reason as the sender can use it: shares that differ from page to page are said in words."""
    if "OCR is" in reason:
        return "The letters are not clear."
    if "stand in words" in reason:
        return "Much of it does not read as words."
    if "scan is coarse" in reason:
        return "The scan is coarse."
    return reason


def _in_one(reasons: Sequence[str]) -> str:
    """The reasons in one sentence, each beginning small."""
    if not reasons:
        return "the writing is not clear."
    return "; ".join(f"{reason[0].lower()}{reason[1:].rstrip('.')}" for reason in reasons) + "."
