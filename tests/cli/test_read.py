from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

COMMAND = [sys.executable, "-c", "from openimr.cli import main; main()"]


def test_one_file_is_one_object(run: Callable[..., Any], letters: Path) -> None:
    ended = run("read", letters / "a.txt")
    assert ended.code == 0
    assert ended.err == ""
    assert json.loads(ended.out)["layout"] == "L4a"
    assert "\n  " in ended.out


def test_several_files_are_a_list(run: Callable[..., Any], letters: Path) -> None:
    assert len(json.loads(run("read", letters).out)) == 3
    assert len(json.loads(run("read", letters / "a.txt", letters / "b.txt", "--processes", "1").out)) == 2


def test_a_file_of_json_lines_reads_as_the_list_that_it_is(run: Callable[..., Any], letters: Path) -> None:
    output = letters.parent / "lines"
    assert run("read", letters, "-o", output, "-f", "jsonl").code == 0
    assert len(json.loads(run("read", output).out)) == 3


def test_json_lines_have_one_determination_each(run: Callable[..., Any], letters: Path) -> None:
    lines = run("read", letters, "--format", "jsonl").out.splitlines()
    assert [json.loads(line)["layout"] for line in lines] == ["L4a"] * 3


def test_a_table_shows_each_treatment(run: Callable[..., Any], letters: Path) -> None:
    ended = run("read", letters / "a.txt", "-f", "table")
    assert "upheld" in ended.out
    assert "Yoga 6 sessions" in ended.out
    assert "a.txt" in ended.out


def test_nothing_to_show_shows_nothing(run: Callable[..., Any], tmp_path: Path) -> None:
    assert run("read", tmp_path, "-f", "table").out == ""
    assert run("read", tmp_path).out == "[]\n"


def test_csv_has_a_row_for_each_treatment(run: Callable[..., Any], letters: Path, tmp_path: Path) -> None:
    assert run("read", letters, "-o", tmp_path / "out.csv").code == 0
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text("utf-8"))))
    assert [(row["outcome"], row["employee_age_years"], row["reviewer_licence_states"]) for row in rows] == [
        ("upheld", "50", "CA")
    ] * 3
    assert rows[0]["invented"] == "false"


def test_every_value_of_parquet_has_its_type(run: Callable[..., Any], letters: Path, tmp_path: Path) -> None:
    assert run("read", letters, "-o", tmp_path / "out.parquet").code == 0
    table = pq.read_table(tmp_path / "out.parquet")
    assert table.num_rows == 3
    types = {field.name: field.type for field in table.schema}
    assert types["injury_on"] == pa.date32()
    assert types["employee_age_years"] == pa.int32()
    assert types["reviewer_uses_mtus"] == pa.bool_()
    assert types["reviewer_licence_states"] == pa.list_(pa.string())
    assert table.column("employee_age_years").to_pylist() == [50] * 3
    assert not isinstance(table.column("injury_on")[0].as_py(), dt.datetime)


def test_parquet_without_pyarrow_says_what_to_install(
    run: Callable[..., Any], letters: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    ended = run("read", letters, "-o", tmp_path / "out.parquet")
    assert ended.code == 3
    assert "pip install 'openimr[parquet]'" in ended.err
    assert not (tmp_path / "out.parquet").exists()


def test_a_refusal_goes_to_standard_error_and_the_others_are_read(run: Callable[..., Any], letters: Path) -> None:
    (letters / "b.txt").write_bytes(b"\x00\x01")
    ended = run("read", letters, letters / "none.pdf")
    assert ended.code == 2
    assert len(json.loads(ended.out)) == 2
    assert ended.err.count("openimr: ") == 2
    assert "b.txt: It is not text." in ended.err
    assert "none.pdf: There is no such file." in ended.err


def test_one_refused_file_prints_nothing(run: Callable[..., Any]) -> None:
    assert run("read", "none.pdf").out == ""


def test_a_letter_of_nobody_we_know_is_a_result_and_is_told(run: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Dear Sir, thank you for your order.", "utf-8")
    ended = run("read", tmp_path / "a.txt")
    assert ended.code == 2
    assert json.loads(ended.out)["layout"] == "unknown"
    assert "a.txt" in ended.err


def test_an_input_is_never_overwritten(run: Callable[..., Any], letters: Path) -> None:
    before = (letters / "a.txt").read_bytes()
    ended = run("read", letters / "a.txt", "-o", letters / "a.txt", "-f", "json")
    assert ended.code == 2
    assert "overwritten" in ended.err
    assert (letters / "a.txt").read_bytes() == before


@pytest.mark.parametrize(
    ("output", "word"), [("out.docx", "suffix"), ("out", "suffix"), (".", "folder"), ("no/such/out.json", "folder")]
)
def test_an_output_that_cannot_be_is_refused(
    run: Callable[..., Any], letters: Path, monkeypatch: pytest.MonkeyPatch, output: str, word: str
) -> None:
    monkeypatch.chdir(letters)
    ended = run("read", "a.txt", "-o", output)
    assert ended.code == 2
    assert word in ended.err


def test_an_output_in_the_folder_that_is_read_is_not_read(run: Callable[..., Any], letters: Path) -> None:
    for name in ("out.json", "out.jsonl", "out.json", "out.jsonl"):
        for given in (str(letters), f"{letters}{os.sep}"):
            assert run("read", given, "-o", letters / name).code == 0
        (letters / name).unlink()


def test_an_error_leaves_the_old_output(
    run: Callable[..., Any], letters: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "out.json").write_text("old", "utf-8")

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a name")

    monkeypatch.setattr("openimr.cli.read.read_batches", fail)
    ended = run("read", letters, "-o", tmp_path / "out.json")
    assert ended.code == 3
    assert "a name" not in ended.err
    assert "OPENIMR_TRACEBACK" in ended.err
    assert (tmp_path / "out.json").read_text("utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["letters", "out.json"]


def test_resuming_needs_json_lines_in_a_file(run: Callable[..., Any], letters: Path, tmp_path: Path) -> None:
    assert run("read", letters, "--resume").code == 2
    assert run("read", letters, "--resume", "-o", tmp_path / "out.json").code == 2


def test_a_whole_run_has_nothing_to_resume(run: Callable[..., Any], letters: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    run("read", letters, "-o", output)
    before = output.read_bytes()
    ended = run("read", letters, "-o", output, "--resume")
    assert ended.code == 0
    assert "nothing to resume" in ended.err
    assert output.read_bytes() == before


@pytest.mark.parametrize("processes", [1, 2])
def test_a_killed_run_resumes_with_nothing_lost_and_nothing_repeated(tmp_path: Path, processes: int) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    for i in range(1500):
        (folder / f"{i:04}.txt").write_text(f"Letter {i} of somebody.\n", "utf-8")
    (folder / "0000.txt").write_bytes(b"")
    output = tmp_path / "out.jsonl"
    command = [*COMMAND, "read", str(folder), "-o", str(output), "--resume", "--processes", str(processes)]
    kills = 0
    for _ in range(4):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
            size = output.stat().st_size if output.exists() else 0
            while process.poll() is None and (not output.exists() or output.stat().st_size <= size + 40_000):
                time.sleep(0.002)
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
                kills += 1
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert kills > 0
    assert ended.returncode == 2
    assert "0000.txt: It is empty." in ended.stderr
    names = [json.loads(line)["source"]["name"] for line in output.read_text("utf-8").splitlines()]
    assert [Path(name).name for name in names] == [f"{i:04}.txt" for i in range(1, 1500)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["letters", "out.jsonl"]


def test_standard_input_is_read(letters: Path) -> None:
    with (letters / "a.txt").open("rb") as file:
        ended = subprocess.run([*COMMAND, "read", "-"], stdin=file, capture_output=True, text=True, check=False)
    assert ended.returncode == 0
    assert json.loads(ended.stdout)["source"]["name"] == "-"


def test_a_reader_that_goes_away_is_no_fault(letters: Path) -> None:
    for i in range(300):
        (letters / f"x{i}.txt").write_bytes((letters / "a.txt").read_bytes())
    with subprocess.Popen([*COMMAND, "read", str(letters)], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_an_output_that_is_no_file_is_left_alone(run: Callable[..., Any], letters: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for form in ("json", "jsonl", "csv"):
        ended = run("read", letters, "-o", tmp_path / "pipe", "-f", form)
        assert ended.code == 2
        assert "pipe: The output is no file." in ended.err
    assert (tmp_path / "pipe").is_fifo()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["letters", "pipe"]


@pytest.mark.parametrize("suffix", [".json", ".jsonl"])
def test_a_link_to_the_output_stays_a_link(run: Callable[..., Any], letters: Path, tmp_path: Path, suffix: str) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / f"link{suffix}").symlink_to(tmp_path / "there" / f"out{suffix}")
    assert run("read", letters, "-o", tmp_path / f"link{suffix}").code == 0
    assert (tmp_path / f"link{suffix}").is_symlink()
    assert [path.name for path in (tmp_path / "there").iterdir()] == [f"out{suffix}"]


def test_an_output_that_may_not_be_written_is_refused(
    run: Callable[..., Any], letters: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "out.json").write_text("old", "utf-8")
    monkeypatch.setattr("os.access", lambda _, rights: rights != os.W_OK)
    ended = run("read", letters, "-o", tmp_path / "out.json")
    assert ended.code == 2
    assert "out.json: It is there, and may not be written." in ended.err
    assert (tmp_path / "out.json").read_text("utf-8") == "old"


def test_a_folder_that_takes_no_file_is_told_by_the_name_of_the_output(
    run: Callable[..., Any], letters: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied", "a name that nobody gave")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    ended = run("read", letters, "-o", tmp_path / "out.json")
    assert ended.code == 2
    assert "out.json: Permission denied." in ended.err
    assert "nobody" not in ended.err


def limited(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The command in a process whose files may have 300,000 bytes, as on a disk that is almost full."""
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000));"
        "from openimr.cli import main; main()"
    )
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_full_disk_is_told_and_the_run_goes_on_when_there_is_room(
    run: Callable[..., Any], letters: Path, tmp_path: Path
) -> None:
    for i in range(150):
        (letters / f"x{i:03}.txt").write_bytes((letters / "a.txt").read_bytes())
    output = tmp_path / "out.jsonl"
    ended = limited("read", letters, "-o", output)
    assert ended.returncode == 2
    assert "out.jsonl: What was read so far is kept." in ended.stderr
    assert "out.jsonl: File too large." in ended.stderr
    assert "Traceback" not in ended.stderr
    assert run("read", letters, "-o", output, "--resume").code == 0
    assert run("read", letters, "-o", tmp_path / "whole.jsonl").code == 0
    assert output.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    ended = limited("read", letters, "-o", tmp_path / "out.json")
    assert ended.returncode == 2
    assert "out.json: File too large." in ended.stderr
    assert not (tmp_path / "out.json").exists()


def test_an_interrupted_run_says_how_to_go_on_and_leaves_no_process(
    run: Callable[..., Any], letters: Path, tmp_path: Path
) -> None:
    for i in range(3000):
        (letters / f"x{i:04}.txt").hardlink_to(letters / "a.txt")
    output = tmp_path / "out.jsonl"
    # What runs in the background of a shell has Ctrl-C switched off, and the tests may run there.
    switched_on = f"import signal; signal.signal(signal.SIGINT, signal.default_int_handler); {COMMAND[2]}"
    command = [sys.executable, "-c", switched_on, "read", str(letters), "-o", str(output), "--processes", "2"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        while process.poll() is None and (not output.exists() or output.stat().st_size < 40_000):
            time.sleep(0.002)
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate()
    assert process.returncode == 130
    assert "--resume" in said
    assert said.endswith("openimr: Stopped.\n")
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
    assert run("read", letters, "-o", output, "--resume").code == 0
    assert len(output.read_bytes().splitlines()) == 3003


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_run_leaves_no_process_behind(letters: Path, tmp_path: Path, how: signal.Signals) -> None:
    for i in range(3000):
        (letters / f"x{i:04}.txt").hardlink_to(letters / "a.txt")
    output = tmp_path / "out.jsonl"
    command = [*COMMAND, "read", str(letters), "-o", str(output), "--processes", "2"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True) as process:
        while process.poll() is None and (not output.exists() or output.stat().st_size < 40_000):
            time.sleep(0.002)
        process.send_signal(how)
        try:
            # Standard error is at its end only when everybody who could write to it has gone.
            process.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            pytest.fail("its worker processes go on")


def test_a_name_that_is_no_characters_does_not_stop_a_run(
    run: Callable[..., Any], letters: Path, tmp_path: Path
) -> None:
    (letters / "a.txt").rename(letters / "\udcff.txt")
    (letters / "\udcfe.txt").write_bytes(b"")
    for suffix in (".jsonl", ".json", ".csv", ".parquet"):
        ended = run("read", letters, "-o", tmp_path / f"out{suffix}")
        assert ended.code == 2
        assert ended.err.count("openimr: ") == 1
        assert "It is empty." in ended.err
    assert len((tmp_path / "out.jsonl").read_bytes().splitlines()) == 3


def test_a_terminal_gets_a_table(letters: Path) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen([*COMMAND, "read", str(letters / "a.txt")], stdout=theirs, stderr=theirs)
    os.close(theirs)
    shown = b""
    while True:
        try:
            data = os.read(ours, 4096)
        except OSError:  # Linux says so when the other end is closed
            break
        if not data:
            break
        shown += data
    os.close(ours)
    assert process.wait() == 0
    assert "Disputed" in shown.decode()
