"""Works out what the heading of each disputed treatment asks for.

Reading says what stands in a letter; what a heading asks for follows from its words alone. It is added where letters
are handed out (:mod:`.single`, :mod:`.bulk`), not where they are read, so that whoever needs only the letter does not
pay for it.
"""

from __future__ import annotations

import msgspec

from openimr.determinations.model import Determination
from openimr.treatments.headings import requests_in

__all__ = ["with_requests"]


def with_requests(determination: Determination) -> Determination:
    """The same determination, each of whose disputed treatments carries its ``request``."""
    treatments = tuple(
        msgspec.structs.replace(treatment, request=requests_in(treatment.heading))
        for treatment in determination.disputed_treatments
    )
    return msgspec.structs.replace(determination, disputed_treatments=treatments)
