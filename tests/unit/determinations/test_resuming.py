from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.determinations.opening import Unopened
from openimr.determinations.resuming import Keys, ResumableOutput, journal_path
from openimr.errors import UnreadableFile

REFUSAL = Unopened(where="c.txt", what="It is empty.")


class Stopped(Exception):
    """The run is stopped."""


def stopped_run(output: Path) -> None:
    with pytest.raises(Stopped), ResumableOutput(output, resume=False) as lines:  # noqa: PT012 - the run is the block
        lines.append([b'{"a":1}', b'{"b":2}'], keys=("a.txt", "b.txt"))
        lines.append([b'{"d":4}'], keys=("c.txt", "d.txt"), refusals=(REFUSAL,), incomplete=1)
        raise Stopped


def test_a_run_that_ends_leaves_no_journal(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    with ResumableOutput(output, resume=False) as lines:
        lines.append([b"{}"], keys=("a",))
    assert output.read_bytes() == b"{}\n"
    assert not journal_path(output).exists()


def test_a_run_that_was_stopped_knows_what_is_finished(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    stopped_run(output)
    with ResumableOutput(output, resume=True) as lines:
        assert [key for key in ("a.txt", "b.txt", "c.txt", "d.txt", "e.txt", "") if key in lines.finished] == [
            "a.txt",
            "b.txt",
            "c.txt",
            "d.txt",
        ]
        assert list(lines.refusals()) == [REFUSAL]
        assert lines.incomplete == 1
        lines.append([b'{"e":5}'], keys=("e.txt",))
    assert output.read_bytes() == b'{"a":1}\n{"b":2}\n{"d":4}\n{"e":5}\n'


@pytest.mark.parametrize("cut", range(0, 300, 7))
def test_wherever_the_journal_was_cut_nothing_is_lost_or_repeated(tmp_path: Path, cut: int) -> None:
    output = tmp_path / "out.jsonl"
    stopped_run(output)
    journal = journal_path(output)
    journal.write_bytes(journal.read_bytes()[:cut])
    output.write_bytes(output.read_bytes() + b'{"torn')
    everything = {"a.txt": b'{"a":1}', "b.txt": b'{"b":2}', "d.txt": b'{"d":4}'}
    with ResumableOutput(output, resume=True) as lines:
        for key, record in everything.items():
            if key not in lines.finished:
                lines.append([record], keys=(key,))
    assert output.read_bytes().split() == list(everything.values())


def test_a_whole_output_has_nothing_to_resume(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    output.write_bytes(b"{}\n")
    with ResumableOutput(output, resume=True) as lines:
        assert lines.is_complete
    assert output.read_bytes() == b"{}\n"


def test_resuming_what_never_began_begins_it(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    with ResumableOutput(output, resume=True) as lines:
        assert not lines.is_complete
        lines.append([b"{}"], keys=("a",))
    assert output.read_bytes() == b"{}\n"


def test_a_new_run_replaces_the_old_output(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    stopped_run(output)
    with ResumableOutput(output, resume=False) as lines:
        assert not any(key in lines.finished for key in ("a.txt", "b.txt", "c.txt", "d.txt"))
        assert list(lines.refusals()) == []
        lines.append([b"{}"], keys=("a",))
    assert output.read_bytes() == b"{}\n"


def test_an_output_that_was_cut_since_is_not_gone_on_with(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    stopped_run(output)
    output.write_bytes(b"{")
    with pytest.raises(UnreadableFile) as caught:
        ResumableOutput(output, resume=True)
    assert "changed" in caught.value.explain()
    output.unlink()
    with pytest.raises(UnreadableFile):
        ResumableOutput(output, resume=True)


def test_a_journal_of_somebody_else_is_not_gone_on_with(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    journal_path(output).write_text("50 %\n", "utf-8")
    with pytest.raises(UnreadableFile) as caught:
        ResumableOutput(output, resume=True)
    assert "--resume" in caught.value.explain()


@given(st.lists(st.text(), max_size=50), st.lists(st.text(), max_size=50))
def test_the_keys_are_the_set_of_what_was_put_in(within: list[str], others: list[str]) -> None:
    keys = Keys()
    keys.update(within)
    assert all(key in keys for key in within)
    assert all((key in keys) == (key in within) for key in others)
    assert 1 not in keys


def test_the_keys_may_be_names_that_are_no_characters() -> None:
    keys = Keys()
    keys.update(["a\udcff.txt"])
    assert "a\udcff.txt" in keys
    assert "a\udcfe.txt" not in keys


def test_two_keys_side_by_side_make_no_third(monkeypatch: pytest.MonkeyPatch) -> None:
    marks = {"a": b"0123456789abcdef", "b": b"ghijklmnopqrstuv", "between": b"89abcdefghijklmn"}
    monkeypatch.setattr("openimr.determinations.resuming._mark", marks.__getitem__)
    monkeypatch.setattr("openimr.determinations.resuming._heap_of", len)
    keys = Keys()
    keys.update(["a", "b"])
    assert "b" in keys
    assert "between" not in keys


def test_a_hundred_thousand_keys_take_less_than_three_megabytes() -> None:
    keys = Keys()
    tracemalloc.start()
    try:
        keys.update(f"letters/of-a-long-name/{number:09}.txt" for number in range(100_000))
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held < 3_000_000


def test_a_run_over_names_that_are_no_characters_goes_on_like_any_other(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    with pytest.raises(Stopped), ResumableOutput(output, resume=False) as lines:  # noqa: PT012 - the run is the block
        lines.append([b"{}"], keys=("a\udcff.txt", "b.txt"))
        raise Stopped
    with ResumableOutput(output, resume=True) as lines:
        assert "a\udcff.txt" in lines.finished
        assert "b.txt" in lines.finished
        assert "a\udcfe.txt" not in lines.finished


def test_a_run_that_cannot_write_its_output_leaves_no_journal(tmp_path: Path) -> None:
    (tmp_path / "out.jsonl").mkdir()
    with pytest.raises(IsADirectoryError):
        ResumableOutput(tmp_path / "out.jsonl", resume=False)
    assert not journal_path(tmp_path / "out.jsonl").exists()


def test_a_journal_that_was_there_stays_when_the_output_cannot_be_written(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    stopped_run(output)
    before = journal_path(output).read_bytes()
    output.unlink()
    output.mkdir()
    with pytest.raises(IsADirectoryError):
        ResumableOutput(output, resume=False)
    assert journal_path(output).read_bytes() == before
