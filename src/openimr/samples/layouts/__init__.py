"""How letters of each layout looked: one module for each, from a determination to paragraphs."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from openimr.determinations.model import Determination, Layout
from openimr.samples.layouts import l4

__all__ = ["RENDERERS"]

RENDERERS: dict[Layout, Callable[[Determination, Random], list[str]]] = {
    Layout.L4A: l4.render,
    Layout.L4B: l4.render,
}
