"""The determination linter: what does not hold together in a determination, where, why it matters, how to mend it.

>>> from openimr.determinations.checking import CHECKS, explain
>>> CHECKS[0].code
'D101'
"""

from __future__ import annotations

from collections.abc import Iterable

from openimr.determinations.checking.framework import Check, Context, Finding, Hit, Severity, run
from openimr.determinations.checking.registry import CHECKS, chosen, explain, page
from openimr.determinations.model import Determination

__all__ = ["CHECKS", "Check", "Context", "Finding", "Hit", "Severity", "check", "chosen", "explain", "page"]


def check(
    determination: Determination, *, select: Iterable[str] = (), ignore: Iterable[str] = ()
) -> tuple[Finding, ...]:
    """All that the chosen checks find in ``determination``, in the order of the document.

    ``select`` and ``ignore`` hold codes ("D101"), beginnings of codes ("D2") or names; all checks look where ``select``
    is empty.

    Raises:
        UnusableArguments: a word names no check.
    """
    return run(determination, CHECKS if not select and not ignore else chosen(select=select, ignore=ignore))
