"""The rulebook: law, guidelines and vocabulary as dated, cited data, and the one loader that reads it."""

from openimr.rulebook.loader import Sheet, line_in_row, load

__all__ = ["Sheet", "line_in_row", "load"]
