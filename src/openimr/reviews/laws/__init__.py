"""What forbids to issue a determination: one file for each group of laws, each of which names all that it finds.

Source: ``rulebook/law/issue_rules.yaml``; design, section 4.
"""

from __future__ import annotations

from openimr.cases.life_cycle import RefusedBecause
from openimr.reviews.laws import absences, acts, checks, decisions, grounds, pins, reviewer, signatures
from openimr.reviews.laws.look import Look, broken, issue_rules

__all__ = ["Look", "broken_laws", "issue_rules"]

_LAWS = (acts.find, reviewer.find, decisions.find, grounds.find, pins.find, absences.find, checks.find, signatures.find)


def broken_laws(look: Look) -> tuple[RefusedBecause, ...]:
    """Every law that does not hold, with each thing that is missing, in the order of the rulebook."""
    found: dict[str, list[str]] = {}
    for law in _LAWS:
        for code, missing in law(look):
            found.setdefault(code, []).append(missing)
    return tuple(broken(code, *found[code]) for code in issue_rules() if code in found)
