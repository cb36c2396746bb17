"""What imaging says in short."""

from __future__ import annotations

import pytest

from openimr.treatments import parse
from openimr.treatments.request import Contrast


@pytest.mark.parametrize(
    ("wording", "contrast"),
    [
        ("MRI lumbar spine w/o", Contrast.WITHOUT),
        ("MRI w/o, left knee", Contrast.WITHOUT),
        ("MRI w/out left knee", Contrast.WITHOUT),
        ("MRI wo 3T left knee", Contrast.WITHOUT),
        ("CT head without", Contrast.WITHOUT),
        ("MRI brain w/ and w/o", Contrast.WITH_AND_WITHOUT),
        ("MRI brain with & without", Contrast.WITH_AND_WITHOUT),
        ("MRI brain w/", Contrast.WITH),
        ("MRI brain with and with", Contrast.WITH),
        ("MRI without delay", None),
        ("MRI left knee with report", None),
        ("MRI left knee w/o contrast", Contrast.WITHOUT),
        ("PT left knee w/o", None),
        ("MRI knee, PT w/o", None),
    ],
)
def test_contrast_is_read_without_its_word_where_nothing_else_follows(wording: str, contrast: Contrast | None) -> None:
    assert parse(wording)[0].contrast is contrast


def test_the_short_form_is_marked_unverified() -> None:
    (request,) = parse("MRI left knee w/o")
    assert request.unverified_words == ("w / o",)
    assert request.spans["unverified_words[0]"].quote("MRI left knee w/o") == "w/o"
