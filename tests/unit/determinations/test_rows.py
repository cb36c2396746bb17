from __future__ import annotations

from openimr.determinations.model import (
    Basis,
    CitationFamily,
    Determination,
    DisputedTreatment,
    GuidelineCitation,
    Layout,
    Outcome,
    Problem,
    ProblemKind,
    Source,
)
from openimr.determinations.rows import rows_of

BASIS = Basis(
    uses_mtus=True,
    citations=(
        GuidelineCitation(family=CitationFamily.MTUS, guideline="Chronic Pain", section="Yoga"),
        GuidelineCitation(family=CitationFamily.ODG),
    ),
    text="as worded",
)


def test_each_disputed_treatment_has_a_row() -> None:
    first = DisputedTreatment(heading="Yoga", outcome=Outcome.UPHELD, reviewer_basis=BASIS, rationale="why")
    rows = list(
        rows_of(
            Determination(
                layout=Layout.L4A,
                case_number="CM1",
                disputed_treatments=(first, DisputedTreatment(heading="MRI", claims_administrator_basis=BASIS)),
                source=Source(name="a.txt", media_type="text/plain", sha256="00", text=""),
            )
        )
    )
    assert [(it.file, it.case_number, it.treatment_number, it.treatment_heading, it.outcome) for it in rows] == [
        ("a.txt", "CM1", 1, "Yoga", "upheld"),
        ("a.txt", "CM1", 2, "MRI", None),
    ]
    assert rows[0].reviewer_guidelines == ("Chronic Pain, Yoga", "odg")
    assert rows[0].claims_administrator_guidelines == ()
    assert rows[1].claims_administrator_uses_mtus is True


def test_a_determination_without_treatments_keeps_a_row() -> None:
    problem = Problem(kind=ProblemKind.UNKNOWN_LAYOUT, message="It is no letter.")
    (row,) = rows_of(Determination(layout=Layout.UNKNOWN, problems=(problem,)))
    assert row.treatment_number is None
    assert row.file == ""
    assert row.problems == ("It is no letter.",)
