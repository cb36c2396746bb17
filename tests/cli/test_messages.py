from __future__ import annotations

import io
import sys

import pytest

from openimr.cli.messages import meter, say


class Clock:
    """Seconds that pass when a test says so."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


class Terminal(io.StringIO):
    """Standard error that somebody watches."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True

    def taken(self) -> str:
        """What was shown since it was last asked."""
        shown = self.getvalue()
        self.seek(0)
        self.truncate()
        return shown


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("openimr.cli.messages.monotonic", clock)
    return clock


def watched(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal in the place of standard error; not a fixture, because pytest puts its own there before a test."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    return terminal


def test_a_message_goes_to_standard_error_alone(capsys: pytest.CaptureFixture[str]) -> None:
    say("a.txt: It is empty.")
    out, err = capsys.readouterr()
    assert (out, err) == ("", "openimr: a.txt: It is empty.\n")


def test_codes_that_steer_a_terminal_are_shown_and_not_obeyed(capsys: pytest.CaptureFixture[str]) -> None:
    say("a\x1b[2J\x9b\x07\x7f.txt\rb\nc\td")
    assert capsys.readouterr().err == "openimr: a\\x1b[2J\\x9b\\x07\\x7f.txt\\x0db\nc\td\n"


def test_a_pipe_is_told_nothing(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    with meter("reading") as show:
        clock.now += 100
        show(7)
    assert capsys.readouterr() == ("", "")


def test_work_of_less_than_a_second_shows_nothing(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = watched(monkeypatch)
    with meter("reading") as show:
        for count in range(9):
            clock.now += 0.1
            show(count)
    assert terminal.taken() == ""


def test_longer_work_shows_what_is_done_and_how_much(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = watched(monkeypatch)
    with meter("reading") as show:
        clock.now += 1.5
        show(41)
        shown = terminal.taken()
        assert "reading" in shown
        assert "41" in shown
        clock.now += 0.01
        show(42)
        assert terminal.taken() == ""
        clock.now += 0.1
        show(43)
        assert "43" in terminal.taken()


@pytest.mark.parametrize("error", [None, KeyboardInterrupt, ValueError])
def test_the_line_is_taken_away_at_the_end_however_it_comes(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, error: type[BaseException] | None
) -> None:
    terminal = watched(monkeypatch)

    def work() -> None:
        with meter("reading") as show:
            clock.now += 2
            show(1)
            terminal.taken()
            if error is not None:
                raise error

    if error is None:
        work()
    else:
        with pytest.raises(error):
            work()
    last = terminal.taken()
    assert "\x1b[2K" in last  # the line is erased
    assert "\x1b[?25h" in last  # the cursor is shown again
