"""The data of invented whole cases, read from ``samples/data/whole_cases``."""

from __future__ import annotations

from importlib import resources

__all__ = ["data"]


def data(name: str) -> str:
    """The text of a file of ``samples/data/whole_cases``."""
    return resources.files("openimr.samples").joinpath("data", "whole_cases", name).read_text("utf-8")
