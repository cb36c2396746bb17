"""What is written when a determination is issued: the letter in each form, the record of the issue, the public copy.

Source: Labor Code 4610.6(d), (m); design, section 3.
"""

from __future__ import annotations

from typing import Any

import msgspec

from openimr.casefile.redaction import differences_text, judgments_to_complete
from openimr.determinations.model import Determination, Layout
from openimr.determinations.writing import Form, write
from openimr.reviews.issuing import Issue
from openimr.reviews.publishing import Copy

__all__ = ["LETTER", "PUBLIC", "copy_files", "issue_files"]

LETTER = "determination"
"""The name of the letter's files, without what follows the point."""
PUBLIC = "public"
"""The name of the files of the copy without identifiers."""
_TO_RELEASE = "to-release"


def issue_files(issue: Issue) -> dict[str, bytes]:
    """The letter as PDF, HTML, text and JSON, and ``issue.json``: digest, events, findings and notes."""
    return {**_letter(LETTER, issue.determination), "issue.json": _json(_record(issue))}


def copy_files(copy: Copy) -> dict[str, bytes]:
    """The public copy in the same forms with what was taken out of it; or what waits for a person, to be judged.

    What was taken out is for the person who releases, and is never published.
    """
    if copy.determination is None:
        texts = dict(enumerate(copy.values, start=1))
        return {f"{PUBLIC}-{_TO_RELEASE}.yaml": judgments_to_complete(texts, copy.waiting).encode()}
    files = _letter(PUBLIC, copy.determination)
    files[f"{PUBLIC}-differences.txt"] = _differences(copy).encode()
    return files


def _letter(name: str, determination: Determination) -> dict[str, bytes]:
    forms = {form: write(determination, to=form, layout=Layout.OPEN) for form in (Form.PDF, Form.HTML, Form.TXT)}
    files = {f"{name}.{form}": it if isinstance(it, bytes) else it.encode() for form, it in forms.items()}
    return {**files, f"{name}.json": _json(determination)}


def _json(value: Any) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def _record(issue: Issue) -> dict[str, Any]:
    """The issue as data; the case itself follows from its events."""
    return {
        "digest": issue.digest,
        "state": issue.case.state,
        "events": [row.event for row in issue.recorded],
        "findings": issue.findings,
        "notes": issue.notes,
    }


def _differences(copy: Copy) -> str:
    """What was taken out, value by value, for the person who releases."""
    changed = (
        differences_text(value, released)
        for value, released in zip(copy.values, copy.released, strict=True)
        if released.redactions or released.kept
    )
    return "".join(changed)
