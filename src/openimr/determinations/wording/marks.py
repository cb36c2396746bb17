"""The mark that tells an invented determination from a real one."""

from __future__ import annotations

__all__ = ["MARK_OF_INVENTION"]

MARK_OF_INVENTION = "INVENTED SAMPLE: not about a real person"
"""The line that every invented determination carries, on each page."""
