"""Whatever is handed in, reader and checker keep their promises: no exception, no lost character, no false place.

Runs for ``FUZZ_SECONDS`` (default 2 for each target), from seeds that are told, so that a failure can be run again with
``FUZZ_SEED``. Letters are torn, glued, doubled and garbled; files are cut and their bytes changed.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator

import pytest

from effort import HANG_SECONDS
from openimr.determinations.checking import check
from openimr.determinations.model import Determination, Layout
from openimr.determinations.opening import Original, open_bytes
from openimr.determinations.reading import read_text
from openimr.determinations.writing import Form, Losses, write
from openimr.samples import sample_determinations

SECONDS = float(os.environ.get("FUZZ_SECONDS", "2"))
FIRST_SEED = int(os.environ.get("FUZZ_SEED", "0"))
ODD_PIECES = (
    "\f", "\r\n", "\n\n\n\n", " \n", "\u00a0", "\ufb01", "\u00ad", "\u200b", "\ufeff", "\x00", "\U0001f9d1", "“", "”",
    ": Upheld", ": Overturned", "Decision rationale:", "Claims Administrator guideline:", "MAXIMUS guideline:",
    "CLINICAL CASE SUMMARY", "IMR DECISION(S) AND RATIONALE(S)", "1)", "2.", "Page(s): 1-99999999", "13/45/2014",
    "is notmedically necessary", "(" * 40, ")" * 40, "a" * 3000, "1 " * 800, ", and " * 300, "x 12 " * 100,
)  # fmt: skip


def seeds_until_time_is_up() -> Iterator[int]:
    """Numbers, one after the other, until the time of this target is over; at least ten."""
    end = time.monotonic() + SECONDS
    seed = FIRST_SEED
    while time.monotonic() < end or seed < FIRST_SEED + 10:
        yield seed
        seed += 1


@pytest.fixture(scope="module")
def letters() -> list[str]:
    return [sample.text for sample in sample_determinations(count=60, seed=7)]


def garbled(text: str, chance: random.Random) -> str:
    """The letter after one to eight accidents."""
    for _ in range(chance.randint(1, 8)):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice((1, 5, 40, 400, 4000)))
        piece = text[start:end]
        accidents: tuple[Callable[[], str], ...] = (
            lambda: text[:start] + text[end:],  # noqa: B023  # Each is called at once, in this turn of the loop.
            lambda: text[:start] + piece + piece + text[end:],  # noqa: B023  # The same.
            lambda: text[:start] + chance.choice(ODD_PIECES) + text[start:],  # noqa: B023  # The same.
            lambda: text[:start] + "".join(piece.split()) + text[end:],  # noqa: B023  # The same.
            lambda: text[:start] + piece.upper() + text[end:],  # noqa: B023  # The same.
            lambda: text[:start] + piece[::-1] + text[end:],  # noqa: B023  # The same.
            lambda: text[:start] + piece.replace(" ", "\n") + text[end:],  # noqa: B023  # The same.
            lambda: text[start:] + text[:start],  # noqa: B023  # The same.
        )
        text = chance.choice(accidents)()[:40_000]
    return text


def assert_promises(text: str, determination: Determination) -> None:
    """Every non-blank character belongs to one part, and every place lies inside the text."""
    owners = bytearray(len(text))
    for part in determination.parts:
        for place in range(part.span.start, part.span.end):
            owners[place] += 1
    # Marks without width are blanks to a reader, and an empty letter has no part.
    lost = [i for i, count in enumerate(owners) if count != 1 and text[i].strip() and text[i].isprintable()]
    assert not lost, lost[:5]
    for span in [*determination.spans.values(), *(fact.span for fact in determination.facts)]:
        assert 0 <= span.start <= span.end <= len(text)
    for finding in check(determination):
        assert finding.message


def test_no_garbled_letter_breaks_reader_or_checker(letters: list[str]) -> None:
    for seed in seeds_until_time_is_up():
        chance = random.Random(seed)
        text = garbled(chance.choice(letters), chance)
        began = time.monotonic()
        try:
            assert_promises(text, read_text(text))
        except Exception as error:
            raise AssertionError(f"run again with FUZZ_SEED={seed} FUZZ_SECONDS=0") from error
        assert time.monotonic() - began < HANG_SECONDS, f"FUZZ_SEED={seed} takes too long"


def test_no_letters_glued_to_one_break_reader_or_checker(letters: list[str]) -> None:
    for seed in seeds_until_time_is_up():
        chance = random.Random(seed)
        text = chance.choice(("\f", "\n", "")).join(chance.sample(letters, k=chance.randint(2, 4)))
        try:
            assert_promises(text, read_text(text))
        except Exception as error:
            raise AssertionError(f"run again with FUZZ_SEED={seed} FUZZ_SECONDS=0") from error


def test_no_broken_file_breaks_the_opening() -> None:
    samples = list(sample_determinations(count=4, seed=3, layouts=(Layout.L4A,)))
    files = [sample.text.encode() for sample in samples]
    for form in (Form.PDF, Form.HTML, Form.DOCX):
        written = write(samples[0].truth, to=form, accept=Losses.DROP)
        files.append(written if isinstance(written, bytes) else written.encode())
    for seed in seeds_until_time_is_up():
        chance = random.Random(seed)
        data = bytearray(chance.choice(files))
        for _ in range(chance.randint(1, 30)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        if chance.random() < 0.5:
            del data[chance.randrange(len(data)) :]
        began = time.monotonic()
        try:
            for opened in open_bytes(bytes(data), name="broken"):
                if isinstance(opened, Original):
                    read_text(opened.text)
                else:
                    assert opened.what
        except Exception as error:
            raise AssertionError(f"run again with FUZZ_SEED={seed} FUZZ_SECONDS=0") from error
        assert time.monotonic() - began < HANG_SECONDS, f"FUZZ_SEED={seed} takes too long"
