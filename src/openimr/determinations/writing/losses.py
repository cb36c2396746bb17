"""Finds what a layout cannot say of a determination: what would be gone, or read as something else, once written.

Nothing is assumed about a layout: the letter is written as text, read again, and compared value by value.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import msgspec

from openimr.citations import Value
from openimr.determinations import reading
from openimr.determinations.model import Basis, Determination, Layout
from openimr.determinations.writing.blocks import Letter
from openimr.determinations.writing.plain import render_text
from openimr.errors import Fault

__all__ = ["Loss", "Losses", "said_by", "worded"]
