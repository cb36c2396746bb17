"""Grades how well a page can be read, from 0 to 1, and says in words why.

The score rests on what the reader says of itself and on how much of the text is words; faults of the picture take
something off. All figures: the sheet ``casefile/legibility.yaml``.
"""

from __future__ import annotations

from openimr.casefile.model import Grade, Legibility
from openimr.casefile.pages.cutoffs import cutoffs
from openimr.casefile.pages.picture import Measures
from openimr.casefile.pages.words import counted_words, share_of_words

__all__ = ["BROKEN", "NOT_READ", "TOO_LARGE", "TOO_MUCH", "grade_of_layer", "grade_of_reading", "needs_ocr"]

BROKEN = "The page is broken and cannot be opened."
TOO_LARGE = "Its picture has more dots than any scan of a page; it was not drawn."
TOO_MUCH = "It holds more text than any page shows; none of it was taken."
NOT_READ = "OCR failed on it, or took too long and was stopped."
_PICTURE_ONLY = "It is a picture without text."
_POOR_LAYER = "The text that came with the scan does not read like words."


def needs_ocr(text: str) -> Grade:
    """The grade of a page whose picture is still to be read; ``text`` is what came with it."""
    return Grade(legibility=Legibility.NEEDS_OCR, score=0.0, reasons=(_POOR_LAYER if text.strip() else _PICTURE_ONLY,))


def grade_of_layer(text: str, measures: Measures | None) -> Grade:
    """The grade of a page with a text layer; ``measures`` are those of its picture where it is a scan."""
    share = share_of_words(text)
    score = cutoffs().known_words.credit(share)
    if measures is not None:
        return _lowered(score, _word_reasons(share), measures)
    # Letters that are drawn from a font can be seen, whatever words they make.
    return _graded(max(score, cutoffs().readable.value), _word_reasons(share))


def grade_of_reading(text: str, confidence: float, measures: Measures) -> Grade:
    """The grade of a page read by OCR with this confidence, from 0 to 1."""
    limits = cutoffs()
    words = counted_words(text)
    if measures.ink < limits.blank_ink.value and words < limits.few_words.value:
        return Grade(legibility=Legibility.BLANK, score=1.0, reasons=("Nothing is on the page.",))
    if words < limits.few_words.value:
        reason = "Hardly a word can be read, though there is writing or a picture."
        return Grade(legibility=Legibility.ILLEGIBLE, score=0.0, reasons=(reason, *_picture_reasons(measures)))
    share = share_of_words(text)
    score = (limits.confidence.credit(confidence) * limits.known_words.credit(share)) ** 0.5
    reasons = _word_reasons(share)
    if limits.confidence.credit(confidence) < 1:
        reasons = (f"OCR is {round(confidence * 100)} % sure of it.", *reasons)
    # A fax that a machine reads badly is hard to read, not illegible, as long as words come of it.
    makes_sense = confidence * share >= limits.sensible.value
    return _lowered(score, reasons, measures, least=limits.doubtful.value if makes_sense else 0.0)


def _lowered(score: float, reasons: tuple[str, ...], measures: Measures, *, least: float = 0.0) -> Grade:
    """The grade after the faults of the picture, at ``least`` this score.

    Faults of the picture alone never make a page illegible whose words were read.
    """
    limits = cutoffs()
    faults = _faults(measures)
    less = max(score - sum(fault for fault, _ in faults), least)
    if score >= limits.readable.value:
        less = max(less, limits.doubtful.value)
    return _graded(max(0.0, less), (*reasons, *(reason for _, reason in faults)))


def _graded(score: float, reasons: tuple[str, ...]) -> Grade:
    limits = cutoffs()
    if score >= limits.readable.value:
        return Grade(legibility=Legibility.READABLE, score=round(score, 3), reasons=reasons)
    legibility = Legibility.DOUBTFUL if score >= limits.doubtful.value else Legibility.ILLEGIBLE
    return Grade(legibility=legibility, score=round(score, 3), reasons=reasons)


def _word_reasons(share: float) -> tuple[str, ...]:
    if cutoffs().known_words.credit(share) == 1:
        return ()
    return (f"{round(share * 100)} % of its letters stand in words that are known or likely.",)


def _picture_reasons(measures: Measures) -> tuple[str, ...]:
    return tuple(reason for _, reason in _faults(measures))


def _faults(measures: Measures) -> list[tuple[float, str]]:
    """What is wrong with the picture: how much each fault takes off, and what to say of it."""
    limits = cutoffs()
    found = [
        (
            limits.penalty_contrast,
            measures.contrast < limits.penalty_contrast.low,
            "The writing hardly stands out from the paper.",
        ),
        (limits.penalty_sharpness, measures.sharpness < limits.penalty_sharpness.low, "The picture is blurred."),
        (limits.penalty_noise, measures.noise > limits.penalty_noise.high, "The picture is full of specks."),
        (limits.penalty_border, measures.border > limits.penalty_border.high, "The margins are black."),
        (
            limits.penalty_resolution,
            0 < measures.dpi < limits.penalty_resolution.low,
            f"The scan is coarse: {round(measures.dpi)} dots an inch.",
        ),
    ]
    return [(limit.value, reason) for limit, is_found, reason in found if is_found]
