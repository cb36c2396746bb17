"""Reads a picture with rapidocr, where it is installed: a second reader for what tesseract is unsure of.

Source: the documented interface of rapidocr 3 (``RapidOCR()(picture)`` gives ``boxes``, ``txts`` and ``scores``).
"""

from __future__ import annotations

import importlib
import importlib.util
import io
from functools import cache
from typing import Any

from PIL import Image

from openimr.casefile.model import Box
from openimr.casefile.pages.order import Fragment, set_out
from openimr.casefile.pages.tesseract import Sight

__all__ = ["has_rapidocr", "read_with_rapidocr", "sight_of"]

_MODULE = "rapidocr"


def has_rapidocr() -> bool:
    """Whether rapidocr is installed here."""
    return importlib.util.find_spec(_MODULE) is not None


def read_with_rapidocr(picture: Image.Image) -> Sight | None:
    """What rapidocr reads off ``picture``; ``None`` where it is not installed."""
    if not has_rapidocr():
        return None
    content = io.BytesIO()
    picture.save(content, "BMP")
    return sight_of(_engine()(content.getvalue()))


def sight_of(output: Any) -> Sight:
    """The lines that rapidocr found, in reading order, from its output."""
    if output.boxes is None or not output.txts:
        return Sight("", (), 0.0)
    fragments: list[Fragment] = []
    letters = sure = 0.0
    for corners, words, score in zip(output.boxes, output.txts, output.scores, strict=True):
        shown = words.strip()
        if not shown:
            continue
        across, down = [float(corner[0]) for corner in corners], [float(corner[1]) for corner in corners]
        fragments.append(Fragment(shown, Box(min(across), min(down), max(across), max(down))))
        letters += len(shown)
        sure += len(shown) * float(score)
    text, lines = set_out(fragments)
    return Sight(text, lines, min(1.0, sure / letters) if letters else 0.0)


@cache
def _engine() -> Any:
    """The engine, made once for each process, since loading it takes seconds."""
    return importlib.import_module(_MODULE).RapidOCR(params={"Global.log_level": "critical"})
