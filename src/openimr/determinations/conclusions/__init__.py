"""Finds where a rationale concludes whether the treatment is medically necessary, and whose conclusion that is.

Source: Labor Code 4610.6(a), (e); wording of the rationales in ``determination-formats.md`` section 3.
"""

from __future__ import annotations

from openimr.determinations.conclusions.finding import Conclusion, Necessity, Whose, find_conclusions, last_word

__all__ = ["Conclusion", "Necessity", "Whose", "find_conclusions", "last_word"]
