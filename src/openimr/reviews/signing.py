"""The exact text that a reviewer signs for one disputed treatment, and its digest.

The text is the determination with this one decision in it, all that the reader of it would see but the day of issue,
which comes later. A changed letter anywhere in it gives another digest.

Source: Labor Code 4610.6(f); design, section 4 (the signature binds a digest of the exact text).
"""

from __future__ import annotations

import hashlib

import msgspec

from openimr.citations import Value
from openimr.determinations.model import Determination, Layout
from openimr.determinations.writing import Form, write

__all__ = ["ToSign", "digest_of", "texts_to_sign"]


class ToSign(Value, frozen=True, kw_only=True):
    """The text of one decision and its SHA-256, in 64 hexadecimal digits; ``treatment`` is the number in the case."""

    treatment: int
    text: str
    digest: str


def digest_of(text: str) -> str:
    """The SHA-256 of ``text`` in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def texts_to_sign(draft: Determination, numbers: tuple[int, ...]) -> tuple[ToSign, ...]:
    """The text of each decision of ``draft``, whose treatments have these ``numbers``, in their order.

    Raises:
        MalformedData: the determination cannot be written without loss; every value that would be lost is named.
    """
    undated = msgspec.structs.replace(draft, dates=msgspec.structs.replace(draft.dates, issued=None))
    found = []
    for number, treatment in zip(numbers, draft.disputed_treatments, strict=True):
        alone = msgspec.structs.replace(undated, disputed_treatments=(treatment,))
        text = str(write(alone, to=Form.TXT, layout=Layout.OPEN))
        found.append(ToSign(treatment=number, text=text, digest=digest_of(text)))
    return tuple(found)
