"""The law that nothing is issued with an error that a check of the determination finds, or that cannot be written.

Source: design, section 4; ``docs/reference/checks.md``.
"""

from __future__ import annotations

from openimr.determinations.checking import Severity
from openimr.reviews.laws.look import Broken, Look

__all__ = ["find"]


def find(look: Look) -> Broken:
    """Each error that the checks find in the draft, and each value that it would lose when written."""
    for finding in look.findings:
        if finding.severity is Severity.ERROR:
            yield "checks-pass", f"{finding.code} {finding.name}, {finding.where}: {finding.message}"
    for words in look.unwritable:
        yield "writable", words
