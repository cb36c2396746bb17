"""The values of a case file: files received, their pages with text and boxes, documents, findings with pins.

A page has three numbers: in its file, in its document, and in the running count of the whole case file; a reviewer
cites the last. Offsets always point into a page's text as it was read; when a page is read again the earlier text
stays.

Source: 8 CCR 9792.10.5(a)(1), 9792.10.6(d); features F16 to F32 of the plan.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from openimr.citations import Pin, Value

__all__ = [
    "Box",
    "CaseFile",
    "Document",
    "DocumentKind",
    "FileKind",
    "Finding",
    "FindingKind",
    "FindingState",
    "Grade",
    "Legibility",
    "Line",
    "Mode",
    "Page",
    "PagePin",
    "PageText",
    "ReceivedFile",
    "RefusedFile",
    "TextSource",
]


class Box(Value, frozen=True):
    """A rectangle on a page as shown upright, in points from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


class PagePin(Pin, frozen=True):
    """A pin into the case file: ``document`` is the document's number in words ("3"), ``page`` the running number.

    The span counts in the text of the page that was current when the pin was made; ``box`` is where the words stand.
    """

    box: Box | None = None


class FileKind(StrEnum):
    """What a file is, by its content; its name does not count."""

    PDF = "pdf"
    TIFF = "tiff"
    JPEG = "jpeg"
    PNG = "png"
    DOCX = "docx"
    TEXT = "text"


class ReceivedFile(Value, frozen=True, kw_only=True):
    """A file as received: its SHA-256, the names under which it came, and what its sanitised copy leaves out.

    The same file twice is one file with two names. ``pages`` is their number, ``first_running`` the running number of
    its first page in the case file.
    """

    digest: str
    names: tuple[str, ...]
    kind: FileKind
    size_bytes: int
    received_at: dt.datetime
    pages: int
    first_running: int
    removed: tuple[str, ...] = ()


class RefusedFile(Value, frozen=True, kw_only=True):
    """A file that is not in the case file: what is wrong, why one stops there, and what to do.

    ``is_quarantined`` says that its bytes were kept apart, under its digest.
    """

    name: str
    what: str
    why: str = ""
    remedy: str = ""
    digest: str = ""
    is_quarantined: bool = False


class TextSource(StrEnum):
    """Where the text of a page comes from."""

    LAYER = "layer"
    WRITTEN = "written"
    TESSERACT = "tesseract"
    RAPIDOCR = "rapidocr"


class Line(Value, frozen=True):
    """A line of a page: its stretch of the text, and where it stands on the page as shown upright."""

    start: int
    end: int
    box: Box


class PageText(Value, frozen=True, kw_only=True):
    """One reading of a page. ``confidence`` is from 0 to 1, as the reader of the picture says; 1 for a text layer.

    ``unsure`` are the stretches of the text that the reader of the picture was not sure of, from start to before end.
    """

    source: TextSource
    text: str
    lines: tuple[Line, ...] = ()
    confidence: float = 1.0
    unsure: tuple[tuple[int, int], ...] = ()


class Legibility(StrEnum):
    """How well a page can be read."""

    READABLE = "readable"
    DOUBTFUL = "doubtful"
    ILLEGIBLE = "illegible"
    BLANK = "blank"
    NEEDS_OCR = "needs_ocr"


class Grade(Value, frozen=True, kw_only=True):
    """The legibility of a page: its score from 0 to 1, and why."""

    legibility: Legibility
    score: float
    reasons: tuple[str, ...] = ()


class Page(Value, frozen=True, kw_only=True):
    """A page: where it is, its size in points as shown upright, its readings (the last one counts), and its grade.

    ``turned`` are the degrees by which it was turned clockwise to stand upright, ``skew`` those mended after that.
    ``words_print`` and ``picture_print`` are 64-bit prints of its words and its picture, near for pages that are alike;
    ``duplicate_of`` is the running number of the page that it repeats.
    """

    file: str
    number: int
    running: int
    width: float
    height: float
    texts: tuple[PageText, ...] = ()
    grade: Grade | None = None
    turned: int = 0
    skew: float = 0.0
    words_print: int = 0
    picture_print: int = 0
    duplicate_of: int | None = None

    @property
    def text(self) -> str:
        """The text that counts; empty where the page was not read."""
        return self.texts[-1].text if self.texts else ""


class DocumentKind(StrEnum):
    """What a document is."""

    APPLICATION = "application"
    UR_DECISION = "ur_decision"
    REQUEST_FOR_AUTHORIZATION = "request_for_authorization"
    PROGRESS_REPORT = "progress_report"
    FIRST_REPORT = "first_report"
    CONSULTATION = "consultation"
    IMAGING = "imaging"
    OPERATIVE_REPORT = "operative_report"
    THERAPY_NOTE = "therapy_note"
    ACUPUNCTURE_NOTE = "acupuncture_note"
    PSYCHOLOGICAL_EVALUATION = "psychological_evaluation"
    MEDICAL_LEGAL = "medical_legal"
    PHARMACY = "pharmacy"
    MONITORING = "monitoring"
    CORRESPONDENCE = "correspondence"
    FAX_COVER = "fax_cover"
    OTHER = "other"


class Document(Value, frozen=True, kw_only=True):
    """A document of the case file: the running numbers of its first and last page, and what it is.

    ``confidence`` is from 0 to 1 and belongs to the kind. ``corrected`` names the fields that a person set; the program
    never changes them again. ``evidence`` pins what kind, date and author were read from. ``date_doubts`` say why the
    date is uncertain, each in a sentence. ``is_opened`` says whether a reviewer opened it.
    """

    number: int
    first: int
    last: int
    kind: DocumentKind
    confidence: float
    title: str = ""
    dated_on: dt.date | None = None
    author: str = ""
    evidence: tuple[PagePin, ...] = ()
    date_doubts: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()
    is_opened: bool = False

    @property
    def pages(self) -> range:
        """The running numbers of its pages."""
        return range(self.first, self.last + 1)


class FindingKind(StrEnum):
    """What a finding is about."""

    VISIT = "visit"
    DIAGNOSIS = "diagnosis"
    INJURY = "injury"
    TREATMENT = "treatment"
    SESSIONS = "sessions"
    REQUEST = "request"
    RESPONSE = "response"
    PAIN = "pain"
    SCORE = "score"
    MEDICATION = "medication"
    WORK_STATUS = "work_status"
    UR_ACTION = "ur_action"
    PERSON = "person"


class FindingState(StrEnum):
    """What a person made of a finding that the program proposes."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


class Mode(StrEnum):
    """How the text speaks of it."""

    STATED = "stated"
    DENIED = "denied"
    HISTORICAL = "historical"
    FAMILY = "family"
    PLANNED = "planned"


class Finding(Value, frozen=True, kw_only=True):
    """Something that the records say, pinned to its page. What a kind does not have is absent.

    ``name`` is of the diagnosis, treatment, drug, instrument or status; ``code`` a diagnosis code or a service of the
    vocabulary; ``count`` sessions or tablets, ``value`` a score with its ``lowest`` and ``highest``; ``unit`` what is
    counted; ``on`` the day it speaks of, ``until`` the end of a stretch; ``side`` and ``part`` of the body; ``says``
    one sentence in plain words. ``by`` is the person who confirmed or refused it. ``levels`` are spinal segments
    ("L4-L5"). A ``person`` finding is an age in years (``name`` "age") or a sex (``name`` "sex", in ``code``).
    """

    id: str
    kind: FindingKind
    pin: PagePin
    mode: Mode = Mode.STATED
    name: str = ""
    code: str = ""
    count: float | None = None
    value: float | None = None
    lowest: float | None = None
    highest: float | None = None
    unit: str = ""
    on: dt.date | None = None
    until: dt.date | None = None
    part: str = ""
    side: str = ""
    says: str = ""
    confidence: float = 1.0
    state: FindingState = FindingState.PROPOSED
    by: str = ""
    levels: tuple[str, ...] = ()


class CaseFile(Value, frozen=True, kw_only=True):
    """A whole case file: what was received and refused, all pages in their running order, documents and findings."""

    files: tuple[ReceivedFile, ...] = ()
    refused: tuple[RefusedFile, ...] = ()
    pages: tuple[Page, ...] = ()
    documents: tuple[Document, ...] = ()
    findings: tuple[Finding, ...] = ()

    def page(self, running: int) -> Page:
        """The page of this running number.

        Raises:
            IndexError: there is no such page.
        """
        if not 1 <= running <= len(self.pages):
            raise IndexError(running)
        return self.pages[running - 1]
