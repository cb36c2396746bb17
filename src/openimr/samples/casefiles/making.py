"""Makes whole invented case files: a folder's files and their truth, by number and seed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

import msgspec

from openimr.casefile.model import DocumentKind
from openimr.cases.files import write_filing
from openimr.cases.filing import Filing
from openimr.citations import Value
from openimr.samples.casefiles.binding import bind
from openimr.samples.casefiles.drafts import Draft, Look, Role
from openimr.samples.casefiles.followed import followed_story
from openimr.samples.casefiles.forms import filing_drafts
from openimr.samples.casefiles.framing import Paper, framed
from openimr.samples.casefiles.inventing import invent_story
from openimr.samples.casefiles.piling import Scans, pile
from openimr.samples.casefiles.setting import set_papers
from openimr.samples.casefiles.story import Story
from openimr.samples.casefiles.telling import tell
from openimr.samples.casefiles.truth import CaseFileTruth

__all__ = ["CaseFileSample", "followed_case_file", "sample_case_files"]


class CaseFileSample(Value, frozen=True, kw_only=True):
    """An invented case file: its filing, its records by file name, and the truth about them."""

    filing: Filing
    records: dict[str, bytes]
    truth: CaseFileTruth

    def files(self) -> dict[str, bytes]:
        """The content of its folder by relative path: ``case.yaml``, ``records/*.pdf`` and ``truth.json``."""
        truth = msgspec.json.format(msgspec.json.encode(self.truth), indent=1) + b"\n"
        records = {f"records/{name}": content for name, content in self.records.items()}
        return {"case.yaml": write_filing(self.filing).encode(), **records, "truth.json": truth}


def sample_case_files(*, count: int, seed: int, pages: int = 50, scans: Scans = Scans.SOME) -> Iterator[CaseFileSample]:
    """``count`` case files of about ``pages`` pages; number i of a seed is the same whatever the count."""
    for place in range(1, count + 1):
        yield _made(invent_story(seed, place, pages=pages), seed=seed, place=place, scans=scans)


def followed_case_file(name: str, *, seed: int = 1, scans: Scans = Scans.SOME) -> CaseFileSample:
    """The case file that follows the facts of a published determination, "000" to "004".

    Raises:
        NotFound: none follows a determination of this name.
    """
    return _made(followed_story(name, seed), seed=seed, place=0, scans=scans)


def _made(story: Story, *, seed: int, place: int, scans: Scans) -> CaseFileSample:
    rng = Random(f"{seed}/{place}/{story.follows}/papers")  # noqa: S311 - samples, not secrets
    papers = _papers(story, rng)
    pages = set_papers([*papers, _blank(story, rng)])
    blank, pages = pages[-1], pages[:-1]
    sheets = pile(papers, pages, twice=story.twice, scans=scans, rng=rng)
    bound = bind(sheets, pages, blank=blank, rng=rng)
    truth = tell(story, papers, pages, sheets, bound, seed=seed)
    return CaseFileSample(filing=story.filing, records=bound.files, truth=truth)


def _papers(story: Story, rng: Random) -> Sequence[Paper]:
    return [framed(story, draft, rng) for draft in (*filing_drafts(story), *story.drafts)]


def _blank(story: Story, rng: Random) -> Paper:
    """An empty sheet."""
    on = story.filing.application.received_on
    draft = Draft(kind=DocumentKind.OTHER, by=Role.EMPLOYEE, on=on, sections=(), look=Look.BLANK)
    return msgspec.structs.replace(framed(story, draft, rng), blocks=(), foot="")
