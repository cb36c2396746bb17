"""The command that reads the wording of a requested treatment."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

Run = Callable[..., Any]


def test_a_wording_is_told_in_a_block(run: Run) -> None:
    ended = run("request", "Additional PT 2x6 weeks (10 sessions), right knee, CPT 97110, DOS 1/2/2014")
    assert ended.code == 0
    assert ended.out.splitlines()[1:-1] == [
        "  Service          physical therapy (rehabilitation; partial, checked in part only)",
        "  Quantity         10 sessions, as stated; 12 sessions, worked out from how often and how long",
        "  Frequency        twice a week",
        "  Duration         for 6 weeks",
        "  Body part        right knee",
        "  Said of it       additional, retrospective",
        "  Codes            CPT 97110",
        "  Given on         2014-01-02",
        (
            "  Look at          The number stated is not what frequency and duration come to: "
            "10 stated; 12 by frequency and duration. (QTY_CONFLICT)"
        ),
    ]


@pytest.mark.parametrize(
    ("wording", "words"),
    [
        (
            "Norco 10/325 #60 1 po q6-8h with 1 refill",
            ["60 tablets dispensed", "1 refill, 120 in all", "3 to 4 a day"],
        ),
        ("Norco 2 refills", ["2 refills"]),
        ("Norco prn", ["directions: prn"]),
        ("tramadol 50 mg bid #60", ["(2 a day)", "for 30 days"]),
        ("ketoprofen 10%, camphor 2% cream 60 gm", ["compound of ketoprofen 10%, camphor 2%", "60 grams dispensed"]),
        (
            "left L4-5, S1 ESI under fluoroscopy with IV sedation, outpatient",
            ["left L4-L5; left S1", "fluoroscopy", "IV"],
        ),
        (
            "home health 4-6 hours a day, 5 days a week for 2 weeks",
            ["20 to 30 hours", "4 to 6 hours a day, 5 days a week"],
        ),
        ("Follow-up in 4-6 weeks", ["4 to 6 weeks"]),
        ("MRI of the brain without contrast, 3T", ["without", "3T"]),
        ("TENS unit rental with supplies", ["rental", "supplies"]),
        ("Acupuncture x 6 DOS 3/1/13 - 4/15/13", ["2013-03-01 to 2013-04-15"]),
        ("relaxation training (hypnotherapy) for pain", ["relaxation training; or hypnotherapy", "pain"]),
        ("CBT and relaxation training x 4", ["cbt and relaxation training"]),
        ("Pain management consultation", ["pain management"]),
        ("associated surgical service: assistant surgeon", ["Falls with       surgery"]),
        ("gibberish", ["none that is known", "SERVICE_UNKNOWN"]),
        ("", ["(nothing)", "EMPTY"]),
    ],
)
def test_the_block_tells_what_is_asked_for(run: Run, wording: str, words: list[str]) -> None:
    ended = run("request", wording)
    assert ended.code == 0
    for each in words:
        assert each in ended.out


def test_json_is_a_list_with_the_names_of_the_fields(run: Run) -> None:
    ended = run("request", "--format", "json", "PT 8 and left L4-5 ESI x 1", "Norco #60")
    found = json.loads(ended.out)
    assert [each["service"]["code"] for each in found] == ["physical_therapy", "epidural_steroid_injection", "opioids"]
    assert set(found[0]["quantity"]) == {"stated", "derived", "min", "max", "unit", "span"}
    assert {"code", "category", "alternatives", "combined"} <= set(found[0]["service"])
    assert {"region": "lumbar", "from": "L4", "to": "L5", "side": "left"}.items() <= found[1]["levels"][0].items()
    assert {"name", "ingredients", "strength", "form", "sig", "dispensed", "days_supply", "refills", "total"} <= set(
        found[2]["drug"]
    )


def test_a_table_has_a_line_for_each(run: Run) -> None:
    ended = run("request", "-f", "table", "PT 8", "left L4-5 ESI and right knee PT x 6", "word " * 30)
    lines = ended.out.splitlines()
    assert len(lines) == 5
    assert lines[0].split() == ["request", "service", "quantity", "body", "flags"]
    assert "\u2026" in lines[-1]


def test_files_and_input_are_read_line_by_line(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "wordings.txt"
    file.write_text("PT x 6\n\nYoga x 6\n", "utf-8")
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"Norco #60\n")))
    found = json.loads(run("request", "-f", "json", file, "-").out)
    assert [each["service"]["code"] for each in found] == ["physical_therapy", "yoga", "opioids"]


def test_an_empty_file_is_told(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "wordings.txt"
    file.write_text("\n", "utf-8")
    ended = run("request", file)
    assert ended.code == 0
    assert "holds no wording" in ended.err


def test_a_file_that_is_no_text_is_refused(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "wordings.txt"
    file.write_bytes(b"\xff\xfe\x00\x80")
    ended = run("request", file)
    assert ended.code == 2
    assert "UTF-8" in ended.err


@pytest.mark.parametrize("wording", ["PT " * 3000, "PT\x006 visits"])
def test_a_wording_that_cannot_be_the_name_of_a_file_is_a_wording(run: Run, wording: str) -> None:
    if "\x00" in wording:
        wording = wording.replace("\x00", "/" * 300)
    assert run("request", wording).code == 0
