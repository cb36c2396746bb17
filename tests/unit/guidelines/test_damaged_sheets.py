"""A sheet of records that was damaged by hand is refused with its file, the line of the damage, and what to do."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.errors import Fault, MalformedData
from openimr.guidelines.library import recommendations_from

HEAD = "about: A sheet that is damaged.\nsource: Invented.\nrows:\n"
ROW = """\
  - id: XX-CBT
    topic: Therapy
    kind: recommendation
    scope: mtus
    source:
      cite: MTUS p. 23
      licence: public
      document: chronic-pain-2009
      pages: [23]
    effective:
    - {from: 2009-07-18, to: 2016-07-28, trigger: request_date}
    verification: verified
    checking:
      certainty:
      - {field: all, codes: [DEC]}
      sources:
      - {kind: decision, ref: invented}
    services: [cbt]
    drugs: []
    codes: ['90834']
    conditions:
      phase: [chronic]
    prerequisites:
    - {id: screened, test: Screened.}
    phases:
    - {name: trial, qty: {unit: visit, min: 3, max: 4}, period: {unit: week, max: 2}}
    - {name: continue, qty: {unit: visit, max: 10}, gate: {kind: functional_improvement}}
    maximum:
    - {per: course, qty: {unit: visit, max: 10}}
    superseded_by: [chronic-pain-2016]
"""
TIME = "    - {from: 2009-07-18, to: 2016-07-28, trigger: request_date}\n"
SOURCES = "      sources:\n      - {kind: decision, ref: invented}\n"
SCREENED = "{id: screened, test: Screened.}"


def refused(folder: Path, text: str) -> tuple[Fault, ...]:
    sheet = folder / "damaged.yaml"
    sheet.write_text(text, "utf-8")
    with pytest.raises(MalformedData) as caught:
        recommendations_from([str(sheet)])
    faults = caught.value.faults
    assert all(fault.where.startswith(f"{sheet}, line ") for fault in faults)
    assert all(fault.remedy for fault in faults)
    return faults


def faults_of(sheet: Path) -> tuple[Fault, ...]:
    try:
        recommendations_from([str(sheet)])
    except MalformedData as error:
        return error.faults
    return ()


def line(fault: Fault) -> int:
    return int(fault.where.rpartition("line ")[2].split(",")[0].split()[0])


def criterion(text: str) -> str:
    return f"{{id: screened, test: Screened., criterion: {text}}}"


def test_the_sheet_is_good_before_it_is_damaged(tmp_path: Path) -> None:
    sheet = tmp_path / "good.yaml"
    sheet.write_text(HEAD + ROW, "utf-8")
    assert [record.id for record in recommendations_from([str(sheet)])] == ["XX-CBT"]


@pytest.mark.parametrize(
    ("change", "at", "words", "remedy"),
    [
        # No citation
        (("      cite: MTUS p. 23\n", ""), 8, "“cite” is missing", "Add cite"),
        (("cite: MTUS p. 23", "cite: ' '"), 9, "no citation", "source.cite"),
        (
            ("document: chronic-pain-2009", "document: chronic-pain-2008"),
            11,
            "no edition",
            "Did you mean chronic-pain-20",
        ),
        (("pages: [23]", "pages: [twenty-three]"), 12, "“twenty-three”", "whole number"),
        (("pages: [23]", "pages: [23, 0]"), 12, "no page 0", "Look up"),
        (("pages: [23]", "pages: [128]"), 12, "ends on page 127", "Look up"),
        ((SOURCES, ""), 16, "“sources” is missing", "Add sources"),
        (("field: all", "field: phases.trail"), 18, "no phases.trail", "phases.trial"),
        (("codes: [DEC]", "codes: [MEM+]"), 18, "from memory", "unverified"),
        (("codes: [DEC]", "codes: [DECIDED]"), 18, "“DECIDED”", "REG, DEC, SEC"),
        (("verification: verified", "verification: checked"), 15, "“checked”", "verified, partial"),
        (("    verification: verified\n", ""), 4, "“verification” is missing", "Add verification"),
        # No dates
        ((f"    effective:\n{TIME}", ""), 4, "“effective” is missing", "Add effective"),
        ((f"effective:\n{TIME}", "effective: []\n"), 13, "no dates", "from and trigger"),
        (("from: 2009-07-18, ", ""), 14, "“from” is missing", "Add from"),
        ((", trigger: request_date", ""), 14, "“trigger” is missing", "Add trigger"),
        (("trigger: request_date", "trigger: request_day"), 14, "“request_day”", "dispense_date"),
        (("2016-07-28", "2016-02-30"), 14, "“2016-02-30”", "a day such as"),
        (("2016-07-28", "July 2016"), 14, "“July 2016”", "a day such as"),
        ((TIME, f"{TIME}    - {{from: 2016-07-28, trigger: request_date}}\n"), 15, "overlap", "Let each day"),
        # No units
        (("{unit: visit, min: 3", "{min: 3"), 29, "“unit” is missing", "Add unit"),
        (("{unit: visit, min: 3", "{unit: vist, min: 3"), 29, "“vist”", "visit, session"),
        (("{unit: week, max: 2}", "{max: 2}"), 29, "“unit” is missing", "Add unit"),
        (("min: 3", "min: three"), 29, "“three”", "a number"),
        (("min: 3", "min: 5"), 29, "from 5 down to 4", "Change the places"),
        (("min: 3", "min: -3"), 29, "less than nothing", "sign"),
        (("min: 3", "min: .nan"), 29, "no number", "Leave out"),
        (("max: 4", "max: .inf"), 29, "no number", "Leave out"),
        (("min: 3, max: 4", ""), 29, "neither min nor max", "Give the number"),
        # No known services
        (("services: [cbt]", "services: [cbtt]"), 21, "no service cbtt", "Did you mean cbt?"),
        (("services: [cbt]", "services: []"), 21, "names no service", "vocabulary/services.yaml"),
        (("services: [cbt]", "services: cbt"), 21, "A list is needed", "dash"),
        (("drugs: []", "drugs: [gabapentine]"), 22, "no drug gabapentine", "Did you mean gabapentin?"),
        (("phase: [chronic]", "body: [lumber_spine]"), 24, "no part of the body", "Did you mean lumbar_spine?"),
        (("phase: [chronic]", "phase: [cronic]"), 25, "“cronic”", "acute, subacute"),
        # Codes without words
        (("codes: ['90834']", "codes: [90834]"), 23, "“90834”", "in quotes: '90834'"),
        (("codes: ['90834']", "codes: ['90834 and words']"), 23, "no CPT or HCPCS number", "no words"),
        (("codes: ['90834']", "codes: [90837-90834]"), 23, "holds no number", "lower number first"),
        (("codes: ['90834']", "codes: [90834-]"), 23, "no CPT or HCPCS number", "a range such as"),
        # No successor
        (("    superseded_by: [chronic-pain-2016]\n", ""), 13, "nothing is named", "superseded_by"),
        (("[chronic-pain-2016]", "[chronic-pain-2012]"), 33, "neither a record nor", "Did you mean chronic-pain-201"),
        (("[chronic-pain-2016]", "[XX-CBT]"), 33, "supersedes itself", "another record"),
        # Names that are none, or stand twice
        (("id: XX-CBT", "id: xx-cbt"), 4, "no id of a record", "CP09-CBT"),
        (("topic: Therapy", "topic: ''"), 5, "what it is about", "topic"),
        (("    topic: Therapy\n", "    topic: Therapy\n    topic: Other\n"), 6, "given twice", "Keep one"),
        (("    topic: Therapy\n", "    topic: Therapy\n    topics: Other\n"), 6, "no such name", "Did you mean topic?"),
        (("name: trial", "name: trail"), 29, "“trail”", "trial, continue"),
        ((SCREENED, f"{SCREENED}\n    - {SCREENED}"), 26, "the id screened", "its own id"),
        # Criteria that nobody could answer
        ((SCREENED, criterion("{is: comparing, fact: age}")), 27, "“comparing” is no is", "compare"),
        ((SCREENED, criterion("{is: compare, fact: agee}")), 27, "no fact agee", "Did you mean age?"),
        (
            (
                SCREENED,
                criterion("{is: not, of: {is: compare, fact: age, value: {kind: number, amount: 9, unit: visit}}}"),
            ),
            27,
            "age is counted in year",
            "Use its unit",
        ),
        (
            (
                SCREENED,
                criterion("{is: any, of: [{is: compare, fact: age, value: {kind: number, amount: 9, unit: yer}}]}"),
            ),
            27,
            "no unit yer",
            "units.yaml",
        ),
        (
            (SCREENED, criterion("{is: compare, fact: goals, value: {kind: number, amount: 9, unit: visit}}")),
            27,
            "goals is no number",
            "facts.yaml",
        ),
        # What is no YAML
        (("pages: [23]", "pages: [23"), 13, "It is not YAML", "Mend that line or the one above"),
        (("topic: Therapy", "topic: Therapy: short"), 5, "It is not YAML", "Mend that line"),
        (("    topic: Therapy", "\ttopic: Therapy"), 5, "It is not YAML", "Mend that line"),
    ],
)
def test_a_damaged_record_is_refused_at_its_line_with_a_remedy(
    tmp_path: Path, change: tuple[str, str], at: int, words: str, remedy: str
) -> None:
    old, new = change
    assert old in ROW
    (fault,) = refused(tmp_path, HEAD + ROW.replace(old, new, 1))
    assert (line(fault), words in fault.what, remedy in fault.remedy) == (at, True, True), fault.sentence()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "not empty"),
        ("- a\n", "not a list"),
        ("rows:\n" + ROW, "“about” is missing"),
        (HEAD + "  []\n", "It is empty"),
        (HEAD + "  a: b\n", "A list is needed"),
        (HEAD + "  - XX-CBT\n", "Names with values are needed"),
        (HEAD.replace("A sheet that is damaged.", "''") + ROW, "It is empty"),
        (HEAD + ROW + "---\nabout: another\n", "It is not YAML"),
        ("\x00", "control character"),
        (HEAD.replace("rows", "row") + ROW, "no such name here"),
    ],
)
def test_a_sheet_of_another_shape_is_refused(tmp_path: Path, text: str, words: str) -> None:
    assert words in " ".join(fault.what for fault in refused(tmp_path, text))


def test_everything_that_is_wrong_with_a_record_is_told_at_once_in_the_order_of_its_lines(tmp_path: Path) -> None:
    text = HEAD + ROW.replace("pages: [23]", "pages: [a]").replace("min: 3", "min: b").replace(
        "2016-07-28", "2016-99-99"
    )
    assert [line(fault) for fault in refused(tmp_path, text)] == [12, 14, 29]


def test_an_id_that_stands_twice_is_told_at_the_second_place(tmp_path: Path) -> None:
    (fault,) = refused(tmp_path, HEAD + ROW + ROW)
    assert line(fault) == 34


TORN = st.tuples(
    st.integers(0, len(ROW)), st.integers(0, 12), st.sampled_from(["", "-", ":", "{", "'", "\t", "null", "&a", "!x "])
)


@given(TORN)
def test_a_sheet_that_is_torn_anywhere_is_read_or_refused_with_place_and_remedy(torn: tuple[int, int, str]) -> None:
    at, length, put = torn
    text = HEAD + ROW[:at] + put + ROW[at + length :]
    with tempfile.TemporaryDirectory() as folder:
        sheet = Path(folder) / "torn.yaml"
        sheet.write_text(text, "utf-8")
        assert all(fault.where.startswith(str(sheet)) and fault.remedy for fault in faults_of(sheet))
