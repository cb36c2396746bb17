"""What one invented sample is: its text, the true values, and the errors that were planted in it."""

from __future__ import annotations

from openimr.citations import Value
from openimr.determinations.model import Determination

__all__ = ["PlantedError", "Sample"]


class PlantedError(Value, frozen=True):
    """One error that was planted: the code of the check that should find it, the path of the value, its words there.

    ``quote`` is empty where the error is that something is missing.
    """

    code: str
    where: str
    quote: str = ""


class Sample(Value, frozen=True):
    """One invented determination.

    ``number`` counts from 1; ``text`` is the letter as a text layer gives it; ``truth`` is what a perfect reader
    returns for ``text``, errors included, since a reader reads what stands there.
    """

    number: int
    text: str
    truth: Determination
    planted: tuple[PlantedError, ...] = ()
