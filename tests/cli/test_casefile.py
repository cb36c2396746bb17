from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest

from openimr.casefile.store import case_file
from openimr.cli.casefile_folders import opened

Run = Callable[..., Any]

NOTE = """Redfern Medical Group
PRIMARY TREATING PHYSICIAN'S PROGRESS REPORT (PR-2)
Date of examination: 02/03/2026
The patient reports low back pain, rated 7/10. He has completed 6 sessions of physical therapy.
Diagnosis: lumbar radiculopathy.
Plan: request acupuncture 2 times a week for 3 weeks.
Lee Park, M.D.
"""


@pytest.fixture
def case(run: Run, tmp_path: Path) -> Path:
    """The folder of a case with one record, indexed."""
    records = tmp_path / "case" / "records"
    records.mkdir(parents=True)
    (records / "note.txt").write_text(NOTE, "utf-8")
    ended = run("casefile", "index", tmp_path / "case", "--processes", "1", "--ocr", "none")
    assert ended.code == 0, ended.err
    assert "1 file received, 0 refused; 1 page" in ended.out
    return tmp_path / "case"


def test_a_case_file_is_searched_by_page_with_the_words_around(run: Run, case: Path) -> None:
    ended = run("casefile", "search", case, '"physical therapy"')

    assert ended.code == 0
    assert "page 1, document 1" in ended.out
    assert "[physical therapy]" in ended.out


def test_what_is_found_nowhere_is_told_with_what_was_searched(run: Run, case: Path) -> None:
    ended = run("casefile", "search", case, "chiropractic")

    assert ended.code == 1
    assert "none of the 1 pages searched" in ended.out


def test_hits_as_json_hold_their_pins(run: Run, case: Path) -> None:
    shown = json.loads(run("casefile", "search", case, "acupuncture", "-f", "json").out)

    assert shown["absence"] is None
    assert shown["hits"]["pages"][0]["places"][0]["pin"]["quote"] == "acupuncture"


def test_a_phrase_over_a_page_break_is_told_with_both_pages(run: Run, tmp_path: Path) -> None:
    records = tmp_path / "case" / "records"
    records.mkdir(parents=True)
    lines = [f"On day {number} the patient walked {number * 7} steps around the block." for number in range(1, 99)]
    (records / "note.txt").write_text(NOTE + "\n".join(lines), "utf-8")
    run("casefile", "index", tmp_path / "case", "--processes", "1", "--ocr", "none")
    pages = case_file(opened(tmp_path / "case")).pages
    broken = " ".join([*pages[0].text.split()[-3:], *pages[1].text.split()[:3]])

    assert "page 1 to 2, document 1" in run("casefile", "search", tmp_path / "case", f'"{broken}"').out


def test_a_faulty_query_is_refused_with_its_place(run: Run, case: Path) -> None:
    ended = run("casefile", "search", case, '"open phrase')

    assert ended.code == 2
    assert "Traceback" not in ended.err


def test_documents_are_listed_with_kind_date_and_author(run: Run, case: Path) -> None:
    out = run("casefile", "documents", case).out

    assert "2026-02-03" in out
    assert "progress report" in out
    assert json.loads(run("casefile", "documents", case, "-f", "json").out)[0]["kind"] == "progress_report"


def test_what_is_missing_is_asked_for(run: Run, case: Path) -> None:
    ended = run("casefile", "missing", case, "--requested-on", "2026-02-04")

    assert ended.code == 1
    assert "Reports are required since 2025-08-04" in ended.out
    assert "checklist" in json.loads(run("casefile", "missing", case, "-f", "json").out)


def test_an_untouched_case_file_is_verified_and_a_changed_original_is_told(run: Run, case: Path) -> None:
    assert run("casefile", "verify", case).code == 0
    (original,) = (case / "casefile" / "files").glob("*/original")
    original.chmod(0o644)
    original.write_bytes(b"something else")
    ended = run("casefile", "verify", case)

    assert ended.code == 1
    assert "missing or was changed" in ended.out
    assert len(json.loads(run("casefile", "verify", case, "-f", "json").out)["changed"]) == 1


def test_indexing_again_takes_nothing_in_twice(run: Run, case: Path) -> None:
    again = run("casefile", "index", case, "--processes", "1", "--ocr", "none")

    assert again.code == 0
    assert "1 page" in again.out


def test_a_refused_file_is_told_and_the_others_are_taken_in(run: Run, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(NOTE, "utf-8")
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    ended = run("casefile", "index", tmp_path, "--processes", "1", "--ocr", "none")

    assert ended.code == 1
    assert "1 file received, 1 refused" in ended.out
    assert "bad.pdf" in ended.out


def test_a_folder_that_is_not_there_or_was_not_indexed_is_refused(run: Run, tmp_path: Path) -> None:
    assert "no such folder" in run("casefile", "index", tmp_path / "none").err
    assert "There is no case file" in run("casefile", "search", tmp_path, "x").err


@pytest.fixture
def whole(run: Run, case: Path) -> Path:
    """The same with the file of its case, so that its parties are known."""
    assert run("sample", "cases", "-n", "1", "-o", case.parent / "cases").code == 0
    (folder,) = (case.parent / "cases").iterdir()
    (case / "case.yaml").write_bytes((folder / "case.yaml").read_bytes())
    return case


@pytest.mark.parametrize(("form", "words"), [("text", "SESSIONS TO DATE"), ("svg", "<svg"), ("html", "<table")])
def test_a_timeline_is_told_in_each_form(run: Run, case: Path, form: str, words: str) -> None:
    assert words in run("casefile", "timeline", case, "-f", form).out


def test_a_timeline_as_json_holds_its_events(run: Run, case: Path) -> None:
    assert json.loads(run("casefile", "timeline", case, "-f", "json").out)["events"]


def test_a_draft_summary_carries_its_pins(run: Run, case: Path) -> None:
    assert "[document 1, page 1]" in run("casefile", "summary", case).out
    assert json.loads(run("casefile", "summary", case, "-f", "json").out)["sentences"]


def test_a_scanner_that_does_not_answer_stops_the_intake_with_a_remedy(run: Run, case: Path) -> None:
    (case / "records" / "new.txt").write_text("Neck pain.", "utf-8")
    ended = run("casefile", "index", case, "--ocr", "none", "--clamd", case / "no" / "clamd.ctl")
    assert ended.code == 3
    assert "Start clamd" in ended.err
    ended = run("casefile", "index", case, "--ocr", "none", "--clamd", "nowhere")
    assert "is no address of a scanner" in ended.err


def test_all_pages_are_bundled_with_their_numbers(run: Run, case: Path, tmp_path: Path) -> None:
    ended = run("casefile", "bundle", case, "-o", tmp_path / "records.pdf")
    assert "1 page of 1 document, in" in ended.err
    text = pdfium.PdfDocument(tmp_path / "records.pdf")[0].get_textpage().get_text_range()
    assert "Page 1 of 1" in text
    assert "low back pain" in text


def test_findings_are_listed_with_their_ids_and_judged_by_them(run: Run, case: Path, tmp_path: Path) -> None:
    listed = json.loads(run("casefile", "findings", case, "--kind", "pain", "-f", "json").out)
    assert [one["kind"] for one in listed] == ["pain"]
    identity = listed[0]["id"]
    assert identity in run("casefile", "findings", case, "--page", "1").out
    said = tmp_path / "corrections.yaml"
    said.write_text(
        f"by: qa-1\ndocuments: [{{number: 1, kind: consultation}}]\nfindings: [{{id: {identity}, state: refused}}]\n"
    )
    ended = run("casefile", "correct", case, said)
    assert ended.code == 0, ended.err
    assert "1 document corrected and 1 finding judged, as qa-1 says." in ended.err
    assert "consultation" in run("casefile", "documents", case).out
    assert "refused by qa-1" in run("casefile", "findings", case, "--state", "refused").out
    assert "0 findings." in run("casefile", "findings", case, "--page", "99").out


def test_faulty_corrections_are_refused_with_their_lines(run: Run, case: Path, tmp_path: Path) -> None:
    said = tmp_path / "corrections.yaml"
    said.write_text("by: qa-1\ndocuments:\n- {number: 1, kind: consultatoin}\nfindings:\n- {id: x}\n")
    ended = run("casefile", "correct", case, said)
    assert ended.code == 2
    assert "line 3" in ended.err
    assert "line 5" in ended.err


def test_a_query_may_begin_with_a_word_to_leave_out(run: Run, case: Path) -> None:
    found = run("casefile", "search", case, "-zebra therapy")
    assert found.code == 0, found.err
    assert "physical [therapy]" in found.out.lower()


def test_what_is_taken_out_is_proposed_and_released_as_a_new_pdf(run: Run, whole: Path, tmp_path: Path) -> None:
    proposed = run("casefile", "redact", whole, "-f", "json")
    proposals = json.loads(proposed.out)
    waiting = [one for one in proposals if not one["is_certain"]]
    assert any("Park" in one["quote"] for one in proposals)
    assert proposed.code == (1 if waiting else 0)
    assert "stretches to take out" in run("casefile", "redact", whole).out
    judgments = tmp_path / "judgments.yaml"
    rows = [
        {
            "page": one["page"],
            "start": one["span"]["start"],
            "end": one["span"]["end"],
            "verdict": "redact",
            "by": "qa-1",
        }
        for one in waiting
    ]
    judgments.write_text(json.dumps({"judgments": rows}), "utf-8")
    output = tmp_path / "public.pdf"
    differences = tmp_path / "differences.html"
    ended = run("casefile", "redact", whole, "--judgments", judgments, "-o", output, "--differences", differences)
    assert ended.code == 0, ended.err
    assert "<ins>" in differences.read_text("utf-8")
    text = "".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(output))
    assert "physical therapy" in text
    assert "Park" not in text
    assert "[" in text


def test_what_waits_is_written_as_a_file_of_judgments(run: Run, whole: Path, tmp_path: Path) -> None:
    form = tmp_path / "judge.yaml"
    ended = run("casefile", "redact", whole, "--to-judge", form)
    assert f"Written: {form}" in ended.err
    assert form.read_text("utf-8").count("by: ''") == ended.out.count(" as [")


def test_without_the_file_of_the_case_nothing_is_redacted(run: Run, case: Path) -> None:
    ended = run("casefile", "redact", case)

    assert ended.code == 2
    assert "case.yaml" in ended.err
