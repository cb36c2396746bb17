"""The rulebook: law, guidelines and vocabulary as dated, cited data, and the one loader that reads it."""

from openimr.rulebook.loader import Sheet, load

__all__ = ["Sheet", "load"]
