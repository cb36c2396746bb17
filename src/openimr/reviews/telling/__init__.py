"""Tells the overview of a case on one page, as text for a terminal, as HTML, or as JSON for a program.

The parts of the page are said once, as blocks (:mod:`openimr.reviews.telling.blocks`), so that text and HTML say the
same. Nothing here says what is to be decided; reviewers are told by their registry numbers; what is not verified is
marked so; what nobody documented is told as not documented, and never as "no".

Source: design, sections 1 and 4; issue of the case file, part H.
"""

from openimr.reviews.telling.blocks import Depth
from openimr.reviews.telling.html import as_html
from openimr.reviews.telling.plain import as_json
from openimr.reviews.telling.text import as_text

__all__ = ["Depth", "as_html", "as_json", "as_text"]
