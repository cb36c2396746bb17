"""``openimr write`` from the outside: forms, outputs, refusals."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from openimr.cli.commands import app
from openimr.cli.write import _to_stdout
from openimr.determinations.model import Layout
from openimr.determinations.writing import Form, write
from openimr.errors import MalformedData, NotFound, UnreadableFile, UnusableArguments, UnusableInput
from unit.determinations.writing.letters import a_full_letter, a_letter


@pytest.fixture
def one(tmp_path: Path) -> str:
    path = tmp_path / "one.json"
    path.write_bytes(msgspec.json.encode(a_full_letter()))
    return str(path)


@pytest.fixture
def several(tmp_path: Path) -> str:
    path = tmp_path / "several.jsonl"
    letters = (a_full_letter(), a_letter())
    path.write_bytes(b"\n".join(msgspec.json.encode(letter) for letter in letters) + b"\n")
    return str(path)


def run(*arguments: str, stdin: str | None = None) -> bytes:
    result = CliRunner().invoke(app, ["write", *arguments], input=stdin, catch_exceptions=False)
    if result.exit_code:
        raise SystemExit(result.exit_code)
    return result.stdout_bytes


def test_text_goes_to_standard_output(one: str) -> None:
    assert run(one, "--to", "txt").startswith(b"INVENTED SAMPLE")


def test_json_comes_from_standard_input(one: str) -> None:
    assert run("-", "--to", "html", stdin=Path(one).read_text("utf-8")).startswith(b"<!DOCTYPE html>")


@pytest.mark.parametrize(("form", "start"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_a_file_is_written_whole(one: str, tmp_path: Path, form: str, start: bytes) -> None:
    output = tmp_path / f"letter.{form}"
    run(one, "--to", form, "-o", str(output), "--large-print")
    assert output.read_bytes().startswith(start)


def test_pdf_is_not_for_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    with pytest.raises(UnusableArguments):
        _to_stdout(b"%PDF", Form.PDF)


def test_what_does_not_fit_is_refused_or_dropped(one: str) -> None:
    with pytest.raises(MalformedData):
        run(one, "--to", "txt", "--layout", "l4a")
    assert b"HOW THE IMR" in run(one, "--to", "txt", "--layout", "L4a", "--drop-what-does-not-fit")


def test_several_letters_go_into_a_folder(several: str, tmp_path: Path) -> None:
    run(several, "--to", "txt", "-o", str(tmp_path / "letters"))
    assert sorted(path.name for path in (tmp_path / "letters").iterdir()) == ["0001-CM14-0012345.txt", "0002.txt"]


def test_several_letters_need_a_folder(several: str, one: str) -> None:
    with pytest.raises(UnusableArguments):
        run(several, "--to", "txt")
    with pytest.raises(UnusableArguments):
        run(several, "--to", "txt", "-o", one)


def test_the_others_are_written_where_one_cannot_be(several: str, tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        run(several, "--to", "txt", "--layout", "L4a", "-o", str(tmp_path / "letters"))
    assert ended.value.code == 2
    assert [path.name for path in (tmp_path / "letters").iterdir()] == ["0002.txt"]


def test_a_letter_can_be_written_again_without_json(tmp_path: Path, one: str) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_bytes(run(one, "--to", "txt"))
    assert run(str(letter), "--to", "txt") == letter.read_bytes()


def test_what_is_no_determination_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Dear Sir or Madam,\nthis is another letter.\n", "utf-8")
    with pytest.raises(UnusableInput):
        run(str(other), "--to", "txt")
    with pytest.raises(UnreadableFile):
        run(str(tmp_path / "missing.json"), "--to", "txt")
    (tmp_path / "empty").mkdir()
    with pytest.raises((NotFound, UnreadableFile)):
        run(str(tmp_path / "empty"), "--to", "txt")


def test_an_unknown_layout_is_refused(one: str) -> None:
    with pytest.raises(UnusableArguments):
        run(one, "--to", "txt", "--layout", "L2")


def refused(*arguments: str) -> str:
    with pytest.raises(MalformedData) as error:
        run(*arguments)
    return error.value.explain()


def test_a_refusal_names_the_file_and_the_options_that_help(one: str) -> None:
    told = refused(one, "--to", "txt", "--layout", "L4a")
    assert told.startswith(f"{one}: ")
    assert "issuer: The layout has no place for it. Give --layout openimr, mend the value, or give" in told
    assert "--drop-what-does-not-fit" in told


@pytest.mark.parametrize("layout", [Layout.OPEN, Layout.L1])
def test_our_own_layout_is_not_advised_where_it_is_that_already(tmp_path: Path, layout: Layout) -> None:
    path = tmp_path / "letter.json"
    path.write_bytes(msgspec.json.encode(a_letter(layout=layout, claim_number="two  blanks")))
    told = refused(str(path), "--to", "txt")
    assert "--layout" not in told
    assert "Mend the value, or give --drop-what-does-not-fit to write without it." in told


@pytest.mark.parametrize("option", [(), ("--drop-what-does-not-fit",)])
def test_a_sign_that_no_pdf_shows_is_refused_by_its_field(tmp_path: Path, option: tuple[str, ...]) -> None:
    path = tmp_path / "letter.json"
    path.write_bytes(msgspec.json.encode(a_letter(claim_number="\u4e2d")))
    told = refused(str(path), "--to", "pdf", *option)
    assert told.startswith(f"{path}: ")
    assert "claim_number: A PDF letter cannot show \u4e2d (U+4E2D)." in told
    assert "HTML" in told


def test_the_truth_of_an_invented_sample_is_written(tmp_path: Path) -> None:
    sample = {"truth": a_full_letter(), "planted": []}
    alone, line = tmp_path / "truth.json", tmp_path / "samples.jsonl"
    alone.write_bytes(msgspec.json.encode(sample))
    line.write_bytes(msgspec.json.encode({"text": "x", **sample}) + b"\n")
    for path in (alone, line):
        assert run(str(path), "--to", "txt").decode() == write(a_full_letter(), to=Form.TXT)


def test_a_fault_in_the_truth_of_a_sample_says_that_it_lies_there(tmp_path: Path) -> None:
    path = tmp_path / "truth.json"
    path.write_text('{"truth": {"layout": "L9"}, "planted": []}')
    assert refused(str(path), "--to", "txt").startswith(f"{path}, truth: ")


@pytest.fixture
def samples(tmp_path: Path) -> Path:
    """A folder as ``openimr sample`` writes it: true values by number, and the note that says what they are."""
    folder = tmp_path / "truth"
    folder.mkdir()
    for number in (1, 2):
        truth = {"truth": a_full_letter(), "planted": []}
        (folder / f"sample-{number:06}.json").write_bytes(msgspec.json.encode(truth))
    (folder / "samples.json").write_text('{"what": "invented letters", "seed": 1}\n')
    return folder


def test_json_of_something_else_in_a_folder_is_passed_over_and_told(samples: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["write", str(samples), "--to", "txt", "-o", str(tmp_path / "letters")])
    assert result.exit_code == 0
    assert result.stderr.endswith("samples.json: It is no determination and was passed over.\n")
    assert len(list((tmp_path / "letters").iterdir())) == 2


def test_a_damaged_determination_in_a_folder_is_not_passed_over(samples: Path, tmp_path: Path) -> None:
    (samples / "damaged.json").write_text('{"layout": "L9"}')
    (samples / "cut.json").write_text('{"layout": "L4a", "case_numb')
    result = CliRunner().invoke(app, ["write", str(samples), "--to", "txt", "-o", str(tmp_path / "letters")])
    assert result.exit_code == 2
    assert "damaged.json" in result.stderr
    assert "cut.json" in result.stderr


def test_a_folder_without_any_determination_is_refused(tmp_path: Path) -> None:
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_text('{"seed": 1}')
    with pytest.raises(NotFound):
        run(str(tmp_path), "--to", "txt", "-o", str(tmp_path / "letters"))
