from __future__ import annotations

import pytest

from openimr.determinations.reading.relied import part_relied_on


@pytest.mark.parametrize(
    ("text", "administrator", "reviewer"),
    [
        ("The Claims Administrator used A. The Expert Reviewer used B.", "The Claims Administrator used A. ",
         "The Expert Reviewer used B."),
        ("The Claims Administrator used A.", "The Claims Administrator used A.", None),
        ("The Expert Reviewer used B.", None, "The Expert Reviewer used B."),
        (" The ODG. The Claims Administrator used A.", None, "The ODG. The Claims Administrator used A."),
        ("The Claims Administrator used A. Per the Strength of Evidence, B.", "The Claims Administrator used A. ",
         "Per the Strength of Evidence, B."),
        ("  ", None, None),
    ],
)  # fmt: skip
def test_the_account_is_parted_between_the_two(text: str, administrator: str | None, reviewer: str | None) -> None:
    first, second = part_relied_on(text, 0, len(text))
    assert (first and text[slice(*first)]) == administrator
    assert (second and text[slice(*second)]) == reviewer
