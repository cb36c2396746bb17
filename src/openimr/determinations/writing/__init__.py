"""Writes determinations: one set of blocks for a layout, rendered as text, HTML, PDF or DOCX."""

from openimr.determinations.writing.issuing import LAYOUTS, Form, losses, write
from openimr.determinations.writing.losses import Loss, Losses
from openimr.determinations.writing.sizes import PrintSize

__all__ = ["LAYOUTS", "Form", "Loss", "Losses", "PrintSize", "losses", "write"]
