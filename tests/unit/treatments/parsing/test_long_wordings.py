"""A wording without end is read up to a limit, and says so."""

from __future__ import annotations

import pytest

from openimr.treatments import parse
from openimr.treatments.request import FlagKind


@pytest.mark.parametrize(("length", "is_flagged"), [(4000, False), (4001, True)])
def test_what_is_not_read_of_a_long_wording_is_flagged(length: int, *, is_flagged: bool) -> None:
    wording = "MRI of the left knee " + "x" * (length - 21)

    flags = {flag.kind for request in parse(wording) for flag in request.flags}

    assert (FlagKind.TOO_LONG in flags) is is_flagged
