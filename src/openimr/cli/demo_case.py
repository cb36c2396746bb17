"""The part of ``openimr demo`` that takes one invented case the whole way, and says at each stage what happened."""

from __future__ import annotations

import datetime as dt
import shutil
import textwrap
from dataclasses import dataclass
from pathlib import Path

import typer

from openimr.casefile.indexing import Indexed, index_files
from openimr.casefile.model import CaseFile
from openimr.casefile.pages import Ocr
from openimr.casefile.redaction import Judgment, Redaction, Verdict
from openimr.casefile.store import FolderStore, case_file
from openimr.casefile.timeline import as_html as timeline_page
from openimr.casefile.timeline import timeline
from openimr.errors import Unavailable
from openimr.reviews.building import overview_of
from openimr.reviews.folder import DETERMINATION, RECORDS, REVIEW_FILE, STORE, whole_case
from openimr.reviews.form import empty_form
from openimr.reviews.issuing import Issue, NotIssued, issue
from openimr.reviews.outputs import copy_files, issue_files
from openimr.reviews.overview import Overview
from openimr.reviews.publishing import Copy, copy_of
from openimr.reviews.review import Review
from openimr.reviews.review_files import write_review
from openimr.reviews.telling import as_html
from openimr.reviews.whole_case import WholeCase
from openimr.samples.casefiles import Scans
from openimr.samples.whole_cases import WholeCaseSample, signed_review, whole_case_sample

__all__ = ["show_case"]

_CASE = "002"
_WIDTH = 100
_MOST_REASONS = 3
_DIRECTOR = "medical-director-1"


def show_case(folder: Path) -> None:
    """Take the case from its application to the issued determination; the files lie in ``folder``, made anew."""
    if folder.exists():
        shutil.rmtree(folder)  # an earlier run made it
    demo = _CaseDemo(folder)
    sample = demo.invent()
    file = demo.index(sample)
    whole = whole_case(folder)
    overview = overview_of(whole, on=whole.last_on)
    demo.tell_records(file)
    demo.tell_overview(overview)
    demo.write_form(whole, overview)
    if sample.review is not None:
        demo.refuse(whole, sample.review)
        demo.issue(whole, sample.review)


@dataclass(frozen=True, slots=True)
class _CaseDemo:
    """The stages, each of which writes files below ``folder`` and says so."""

    folder: Path

    def invent(self) -> WholeCaseSample:
        """The case folder: with records that are partly pictures, where this machine can read them."""
        has_ocr = shutil.which("tesseract") is not None
        sample = whole_case_sample(_CASE, scans=Scans.SOME if has_ocr else Scans.NONE)
        for name, content in sample.files().items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        disputed = sample.filing.disputed_treatments
        _say(f"1. An application came in, case {sample.filing.application.number}. In dispute:")
        for treatment in disputed:
            action = treatment.ur.action.value if treatment.ur else "not documented"
            _say(f"“{treatment.listed.wording}”; utilization review: {action}.", 5)
        _say(f"The folder of the case is {self.folder}", 3)
        if not has_ocr:
            _say("tesseract is not on this machine, so the records of this case are typed and not scanned.", 3)
        return sample

    def _indexed(self, store: FolderStore, ocr: Ocr | None) -> Indexed:
        now = dt.datetime.now(tz=dt.UTC)
        return index_files([self.folder / RECORDS], store, at=now, ocr=ocr, beside=self.folder)

    def index(self, sample: WholeCaseSample) -> CaseFile:
        """The case file, made of the records."""
        store = FolderStore(self.folder / STORE)
        try:
            indexed = self._indexed(store, Ocr())
        except Unavailable:  # tesseract is there, and does not know English
            indexed = self._indexed(store, None)
        file = case_file(store)
        copies = sum(page.duplicate_of is not None for page in file.pages)
        _say(
            f"\n2. Its records came in {len(sample.records)} files: {len(file.pages)} pages, of which"
            f" {indexed.outcome.by_ocr} are pictures that were read by OCR, and {copies} repeat others. They were split"
            f" into {len(file.documents)} documents, in which {len(file.findings)} findings are proposed, each pinned"
            " to its page."
        )
        return file

    def tell_records(self, file: CaseFile) -> None:
        """What the records say, and where they contradict each other."""
        told = timeline(file.findings, file.documents)
        (self.folder / "timeline.html").write_text(timeline_page(told), "utf-8")
        _say("\n3. What the records say, in the order of time, and where they do not agree:")
        for contradiction in told.contradictions:
            _say(contradiction.says, 5)
        _say(f"The timeline as a picture: {self.folder / 'timeline.html'}", 3)

    def tell_overview(self, overview: Overview) -> None:
        """Eligibility, candidates, and what the guideline asks for."""
        (self.folder / "case.html").write_text(as_html(overview), "utf-8")
        standings = ", ".join(f"{row.treatment}: {row.standing.value}" for row in overview.screening.verdicts)
        _say(f"\n4. Eligibility by disputed treatment: {standings}.")
        if overview.panelists is not None:
            panel = overview.panelists
            count = panel.eligible_count + panel.others_count
            first = ", ".join(candidate.reviewer for candidate in panel.eligible[:_MOST_REASONS])
            _say(f"{panel.eligible_count} of {count} reviewers may be assigned, first of all {first}.", 3)
        for dispute in overview.disputes:
            for application in dispute.applications:
                for answer in application.answers[:1]:
                    _say(f"The guideline in force: {answer.topic}, {answer.citation.sentence()}.", 3)
            _say(f"{len(dispute.missing)} facts that could change its answer are not documented.", 3)
        _say(f"All of it on one page: {self.folder / 'case.html'}", 3)

    def write_form(self, whole: WholeCase, overview: Overview) -> None:
        """The empty form."""
        path = self.folder / REVIEW_FILE
        path.write_text(empty_form(whole, overview), "utf-8")
        _say(f"\n5. The form for the reviewer, with all that is known beside it and nothing decided: {path}")

    def refuse(self, whole: WholeCase, review: Review) -> None:
        """What comes of a review that nobody signed."""
        result = issue(whole, review)
        if isinstance(result, NotIssued):
            _say("\n6. An invented reviewer filled it in, and did not sign. The determination is refused:")
            for reason in result.reasons[:_MOST_REASONS]:
                _say(f"{reason.code}: {reason.says}", 5)

    def issue(self, whole: WholeCase, review: Review) -> None:
        """What comes of it once it is signed."""
        signed = signed_review(whole, review)
        (self.folder / "review-signed.yaml").write_text(write_review(signed), "utf-8")
        result = issue(whole, signed)
        if isinstance(result, NotIssued):  # told, so that a demonstration never shows less than there is
            _say("\n7. Signed, and refused all the same:")
            for reason in result.reasons:
                _say(reason.sentence(), 5)
            return
        first = copy_of(result.determination, whole.filing)
        judgments = tuple(_taken_out(one) for one in first.waiting)
        self._written(result, copy_of(result.determination, whole.filing, judgments=judgments), len(judgments))

    def _written(self, result: Issue, copy: Copy, judged: int) -> None:
        target = self.folder / DETERMINATION
        target.mkdir()
        for name, content in {**issue_files(result), **copy_files(copy)}.items():
            (target / name).write_bytes(content)
        _say(f"\n7. Signed text by text, and looked at by somebody else, it is issued as {result.digest[:12]}…:")
        for treatment in result.determination.disputed_treatments:
            outcome = treatment.outcome.value.replace("_", " ") if treatment.outcome else "not documented"
            _say(f"{outcome}: {treatment.heading}; {len(treatment.pins)} places in the records.", 5)
        found = len(result.findings)
        _say(f"The checks find no error in it, and {found} {'remark' if found == 1 else 'remarks'}.", 3)
        doubts = f"; an invented person judged {judged} of the stretches taken out" if judged else ""
        _say(f"The letter as PDF, HTML, text and JSON, and a public copy that names nobody{doubts}: {target}", 3)


def _taken_out(doubt: Redaction) -> Judgment:
    """What a cautious person says of a stretch that may tell who somebody is."""
    span = doubt.span
    return Judgment(
        page=doubt.page, start=span.start, end=span.end, verdict=Verdict.REDACT, by=_DIRECTOR, kind=doubt.kind
    )


def _say(words: str, indent: int = 0) -> None:
    """The words in lines of the terminal; a line break at their beginning is kept."""
    lead = "\n" if words.startswith("\n") else ""
    lines = textwrap.wrap(
        words.strip(),
        _WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent or 3),
        break_long_words=False,
        break_on_hyphens=False,
    )
    typer.echo(lead + "\n".join(lines))
