"""The command line: one module per command, each of which only carries things in and out of the core."""

from openimr.cli.main import main

__all__ = ["main"]
