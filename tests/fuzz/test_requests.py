"""Whatever wording is handed in, the reading of requests keeps its promises: no exception, no false place, no delay.

Runs for ``FUZZ_SECONDS`` (default 2 for each target), from seeds that are told, so that a failure can be run again with
``FUZZ_SEED``. Wordings are torn, glued, doubled and garbled.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator

import msgspec
import pytest

from effort import HANG_SECONDS, assert_grows_evenly, growth
from openimr.citations import Span
from openimr.treatments import parse
from openimr.treatments.wording import write
from sheets import beside, sheet

SECONDS = float(os.environ.get("FUZZ_SECONDS", "2"))
FIRST_SEED = int(os.environ.get("FUZZ_SEED", "0"))
RULES = beside("vocabulary")
ODD_PIECES = (
    "\f", "\r\n", " \n", "\u00a0", "\ufb01", "\u00ad", "\u200b", "\x00", "\U0001f9d1", "\u201c", "\u2013", "(" * 40,
    ")" * 40, "a" * 3000, "1 " * 800, ", and " * 300, "x 12 " * 100, "L4-5, " * 200, "10/325/" * 100, "9" * 5000,
    "Norco #" * 50, "1/2/14 - " * 80, ": Upheld", "\u00b9", "\u0663", "12.", ".5", "1,000,000",
)  # fmt: skip


def seeds_until_time_is_up() -> Iterator[int]:
    """Numbers, one after the other, until the time of this target is over; at least ten."""
    end = time.monotonic() + SECONDS
    seed = FIRST_SEED
    while time.monotonic() < end or seed < FIRST_SEED + 10:
        yield seed
        seed += 1


@pytest.fixture(scope="module")
def wordings() -> list[str]:
    files = sorted(RULES.glob("*.yaml"))
    return [case["wording"] for file in files for case in sheet(file)["cases"]]


def garbled(text: str, chance: random.Random) -> str:
    """The wording after one to six accidents."""
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice((1, 3, 10, 40)))
        piece = text[start:end]
        accidents: tuple[Callable[[], str], ...] = (
            lambda: text[:start] + text[end:],  # noqa: B023  # Each is called at once, in this turn of the loop.
            lambda: text[:start] + piece + piece + text[end:],  # noqa: B023  # The same.
            lambda: text[:start] + chance.choice(ODD_PIECES) + text[start:],  # noqa: B023  # The same.
            lambda: text[:start] + "".join(piece.split()) + text[end:],  # noqa: B023  # The same.
            lambda: text[:start] + piece[::-1] + text[end:],  # noqa: B023  # The same.
            lambda: text[start:] + text[:start],  # noqa: B023  # The same.
        )
        text = chance.choice(accidents)()[:9000]
    return text


REPEATED = (
    "physical therapy and ", "2x6, ", "Norco 10/325 #60, ", "left knee, ", "left L4-5, ", "MRI ,,,, ", "MRI neck, ",
    "MRI w/o x ", "certified 6 sessions ", "PT right knee, then left, ", "hot tub, ", "Norco 2 month supply ",
    "TENS rental 30 days, ", "Norco DOS 1/2/2014, ", "PT (", "shower chair, commode and ", "CBC, UA, ",
    "refer to for PT ", "ESI L4-5, L5-S1 arthrogram ", "shoulder and wrist ", "  upheld ", "... ",
    "2x6 PT ", "PT 12 ", "12 PT ", "Norco # 1 1 ", "PT (right) ", "senna/docusate ",
)  # fmt: skip
# Of wordings longer than 4,000 characters the rest is not read, so that nothing could grow there.
LONG = 950
TOO_LONG = 16_000


def repeated(piece: str) -> Callable[[int], object]:
    """Reads so many characters of the piece again and again."""
    return lambda length: parse((piece * length)[:length])


@pytest.mark.parametrize("piece", REPEATED)
def test_a_repetition_asks_for_work_in_proportion_to_its_length(piece: str) -> None:
    assert growth(repeated(piece), LONG) < 5  # All take between 3 and 4.5; quadratic reading took up to 12.


@pytest.mark.parametrize("piece", REPEATED)
def test_a_repetition_without_end_is_read_up_to_a_limit(piece: str) -> None:
    assert growth(repeated(piece), TOO_LONG) < 1.1
    assert_grows_evenly(repeated(piece), TOO_LONG)


def spans(value: object) -> Iterator[Span]:
    """Every place that a request holds, however deep."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from spans(getattr(value, name))
    elif isinstance(value, dict):
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from spans(inner)


def assert_promises(wording: str) -> None:
    """There is a request; each says what it is for or why not; every place lies inside; it can be written and read."""
    requests = parse(wording)
    assert requests
    for request in requests:
        assert request.service.code is not None or request.flags
        for span in spans(request):
            assert 0 <= span.start < span.end <= len(wording)
        assert parse(write(request))


def test_no_garbled_wording_breaks_the_reading(wordings: list[str]) -> None:
    for seed in seeds_until_time_is_up():
        chance = random.Random(seed)  # Accidents to a wording need no secrecy.
        began = time.monotonic()
        try:
            assert_promises(garbled(chance.choice(wordings), chance))
        except Exception as error:
            raise AssertionError(f"run again with FUZZ_SEED={seed} FUZZ_SECONDS=0") from error
        assert time.monotonic() - began < HANG_SECONDS, f"FUZZ_SEED={seed} takes too long"


def test_no_wordings_glued_to_one_break_the_reading(wordings: list[str]) -> None:
    for seed in seeds_until_time_is_up():
        chance = random.Random(seed)  # Accidents to a wording need no secrecy.
        glue = chance.choice((", ", " and ", " ", "\n", ";", "/", ""))
        try:
            assert_promises(glue.join(chance.sample(wordings, k=chance.randint(2, 6))))
        except Exception as error:
            raise AssertionError(f"run again with FUZZ_SEED={seed} FUZZ_SECONDS=0") from error
