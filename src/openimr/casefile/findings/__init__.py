"""Proposes what the records say, each finding with its pin; a person confirms or refuses it."""

from openimr.casefile.findings.checking import BrokenPin, check_pins
from openimr.casefile.findings.finding import find, judge

__all__ = ["BrokenPin", "check_pins", "find", "judge"]
