"""Single sentences give exactly the diagnoses, medications and injuries that they tell.

Written before they were run, in three lots; at the first run 9 of 20 diagnoses, 11 of 20 medications and 15 of 20
injuries of the first lot were exact, 9 of 12, 8 of 10 and 7 of 10 of the second, and 8, 8 and 6 of 10 of the third.
After each run the faults were mended, so that all are seen now. Truths that were wrong themselves were mended: two
names of drugs, a class of drugs that is a treatment, two more conditions that are named, and a drug to be stopped.
"""

from __future__ import annotations

import msgspec
import pytest
import yaml

from openimr.casefile.model import DocumentKind, Finding, FindingKind
from unit.casefile.findings.scoring import NOTES, Note, found_in


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence, the kind of finding that it is about, and all of these that it tells."""

    kind: FindingKind
    text: str
    truth: tuple[str, ...]


SENTENCES = msgspec.convert(yaml.safe_load((NOTES / "sentences.yaml").read_text("utf-8")), list[Told])


def shown(finding: Finding) -> list[str]:
    """A finding in the words of the sheet."""
    if finding.kind is FindingKind.DIAGNOSIS:
        fields = [finding.name, finding.code]
    elif finding.kind is FindingKind.MEDICATION:
        strength = f"{finding.value:g} {finding.unit}" if finding.value is not None else ""
        fields = [finding.name, strength, f"{finding.count:g}" if finding.count is not None else ""]
    else:
        fields = [str(finding.on or ""), finding.name]
    return [finding.mode.value, *(field.lower() for field in fields)]


def is_same(wanted: list[str], found: list[str]) -> bool:
    """Whether the words of the sheet say what was found."""
    wanted = wanted + [""] * (len(found) - len(wanted))
    if wanted == found:
        return True
    *rest, how = wanted
    return rest == found[:-1] and bool(how) and bool(found[-1]) and (how in found[-1] or found[-1] in how)


@pytest.mark.parametrize("told", SENTENCES, ids=[f"{one.kind}-{one.text[:40]}" for one in SENTENCES])
def test_a_sentence_gives_what_it_tells_and_nothing_else(told: Told) -> None:
    found = [shown(one) for one in found_in(Note(DocumentKind.PROGRESS_REPORT, told.text, ())) if one.kind is told.kind]
    wanted = [[field.strip().lower() for field in line.split("|")] for line in told.truth]
    assert len(found) == len(wanted), found
    for line in wanted:
        assert any(is_same(line, one) for one in found), (line, found)
