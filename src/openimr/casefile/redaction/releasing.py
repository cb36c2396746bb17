"""Releases a text: takes out what was proposed or added, keeps what a person keeps, and refuses while a doubt is open.

Source: Labor Code 4610.6(m); the plan of the case file, part D (a person releases, with the differences shown).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from openimr.casefile.model import Page
from openimr.casefile.redaction.model import Judgment, Redaction, Released, Verdict
from openimr.citations import Span
from openimr.errors import Fault, MalformedData, RuleBroken

__all__ = ["apply", "open_proposals", "release", "share_for_a_person"]

_SHOWN = 10


def apply(text: str, redactions: Iterable[Redaction]) -> str:
    """``text`` with each token in the place of its stretch; nothing outside of the stretches changes.

    Raises:
        MalformedData: stretches overlap, or reach over the end of the text.
    """
    pieces: list[str] = []
    at = 0
    for one in sorted(redactions, key=lambda one: one.span.start):
        if one.span.start < at or one.span.end > len(text):
            fault = Fault(f"stretch {one.span.start} to {one.span.end}", "It overlaps another one, or the end.")
            raise MalformedData([fault], where=f"page {one.page}")
        pieces += [text[at : one.span.start], one.token]
        at = one.span.end
    return "".join([*pieces, text[at:]])


def open_proposals(proposals: Iterable[Redaction], judgments: Sequence[Judgment]) -> tuple[Redaction, ...]:
    """The proposals that wait for a person's word: those not certain on which there is no judgment."""
    return tuple(one for one in proposals if not one.is_certain and not _on(one, judgments))


def share_for_a_person(proposals: Sequence[Redaction]) -> float:
    """Which share of the proposals, from 0 to 1, waits for a person; 0 where there are none."""
    return sum(not one.is_certain for one in proposals) / len(proposals) if proposals else 0.0


def release(
    material: str | Iterable[Page], proposals: Sequence[Redaction], judgments: Sequence[Judgment] = ()
) -> tuple[Released, ...]:
    """What is released of a text (one) or of pages (one each); of two judgments on a stretch the last one counts.

    A judgment takes out or keeps each proposal that lies within it; what it takes out and no proposal covers is taken
    out as well.

    Raises:
        RuleBroken: proposals wait for a person still; nothing is released until each has its judgment.
        MalformedData: a judgment reaches over the end of its page or has no author, or proposals overlap.
    """
    texts = {0: material} if isinstance(material, str) else {page.running: page.text for page in material}
    _refuse_open(open_proposals(proposals, judgments))
    _refuse_faulty(texts, judgments)
    result = []
    for page, text in texts.items():
        here = [one for one in proposals if one.page == page]
        kept = tuple(one for one in here if _verdict(one, judgments) is Verdict.KEEP)
        taken = [one for one in here if _verdict(one, judgments) is not Verdict.KEEP]
        taken += _added(text, page, here, judgments)
        taken.sort(key=lambda one: one.span.start)
        result.append(Released(text=apply(text, taken), redactions=tuple(taken), kept=kept, page=page))
    return tuple(result)


def _on(one: Redaction, judgments: Sequence[Judgment]) -> list[Judgment]:
    span = one.span
    return [each for each in judgments if each.page == one.page and each.start <= span.start and span.end <= each.end]


def _verdict(one: Redaction, judgments: Sequence[Judgment]) -> Verdict | None:
    found = _on(one, judgments)
    return found[-1].verdict if found else None


def _added(text: str, page: int, here: list[Redaction], judgments: Sequence[Judgment]) -> list[Redaction]:
    """What a person takes out beyond the proposals: all of a stretch, or what no proposal covers of it."""
    added: list[Redaction] = []
    for each in judgments:
        if each.page == page and each.verdict is Verdict.REDACT:
            free = _free(text, each, [*here, *added])
            added += [_by_a_person(text, each, start, end) for start, end in free]
    return added


def _free(text: str, judgment: Judgment, taken: list[Redaction]) -> Iterable[tuple[int, int]]:
    """The parts of a judged stretch that hold a letter or figure and that nothing covers yet, in order."""
    at = judgment.start
    for one in sorted(taken, key=lambda one: one.span.start):
        if one.span.end <= at or judgment.end <= one.span.start:
            continue
        yield from _telling(text, at, one.span.start)
        at = one.span.end
    yield from _telling(text, at, judgment.end)


def _telling(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    """The stretch from its first letter or figure to its last, where it holds one."""
    told = [at for at in range(start, end) if text[at].isalnum()]
    if told:
        yield told[0], told[-1] + 1


def _by_a_person(text: str, judgment: Judgment, start: int, end: int) -> Redaction:
    return Redaction(
        span=Span(start, end),
        kind=judgment.kind,
        token=f"[{judgment.kind.words}]",
        reason="A person took it out.",
        quote=text[start:end],
        page=judgment.page,
    )


def _refuse_open(waiting: tuple[Redaction, ...]) -> None:
    if waiting:
        where = ", ".join(f"page {one.page} at {one.span.start}" for one in waiting[:_SHOWN])
        raise RuleBroken(
            f"{len(waiting)} proposals wait for a person's word.",
            where=where + (", and more" if len(waiting) > _SHOWN else ""),
            why="What is not certain must not be published unseen, nor taken out of a decision unseen.",
            remedy="Judge each: redact or keep.",
        )


def _refuse_faulty(texts: dict[int, str], judgments: Sequence[Judgment]) -> None:
    faults = [
        Fault(f"judgment {number}", what, "Give a stretch of a page that is there, and who judged it.")
        for number, each in enumerate(judgments, start=1)
        for what in _faults_of(each, texts)
    ]
    if faults:
        raise MalformedData(faults, where="judgments")


def _faults_of(each: Judgment, texts: dict[int, str]) -> Iterable[str]:
    if each.page not in texts:
        yield f"There is no page {each.page}."
    elif not 0 <= each.start < each.end <= len(texts[each.page]):
        yield "The stretch is empty or reaches over the page."
    if not each.by.strip():
        yield "It does not say who judged."
