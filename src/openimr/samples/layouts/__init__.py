"""How letters of each layout looked: one module for each, from a determination to paragraphs."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from openimr.determinations.model import Determination, Layout
from openimr.samples.layouts import l1, l2, l3, l4, l5, own

__all__ = ["RENDERERS"]

RENDERERS: dict[Layout, Callable[[Determination, Random], list[str]]] = {
    Layout.L1: l1.render,
    Layout.L2: l2.render,
    Layout.L3: l3.render,
    Layout.L4A: l4.render,
    Layout.L4B: l4.render,
    Layout.L5: l5.render,
    Layout.OPEN: own.render,
}
