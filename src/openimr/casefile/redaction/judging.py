"""Writes what waits for a person as a file of judgments to be completed, and names the form of that file.

Nobody is named in it: a release refuses a judgment that does not say who judged.

Source: the plan of the case file, part D: a person releases, with the differences shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from openimr.casefile.redaction.model import Judgment, Redaction, Verdict
from openimr.citations import Value

__all__ = ["Judgments", "judgments_to_complete"]

_AROUND = 40


class Judgments(Value, frozen=True):
    """A file of judgments, as a person writes it."""

    judgments: tuple[Judgment, ...] = ()


def judgments_to_complete(texts: Mapping[int, str], waiting: Iterable[Redaction]) -> str:
    """YAML with a judgment for each stretch that waits, and the words around it; ``texts`` are those of the pages.

    Each is to be looked at; the verdict that takes out is written already, since that harms nobody.
    """
    lines = [
        "# Each stretch below may tell who somebody is, or may be nothing of the kind. Look at each: verdict: redact",
        "# takes it out, verdict: keep leaves it. Write who judges under by, and give the file with --judgments.",
        "judgments:",
    ]
    for one in waiting:
        around = texts[one.page][max(one.span.start - _AROUND, 0) : one.span.end + _AROUND]
        lines += [
            f"  # …{' '.join(around.split())}… ({one.reason})",
            f"  - {{page: {one.page}, start: {one.span.start}, end: {one.span.end}, kind: {one.kind.value},",
            f"     verdict: {Verdict.REDACT.value}, by: ''}}",
        ]
    return "\n".join(lines) + "\n"
