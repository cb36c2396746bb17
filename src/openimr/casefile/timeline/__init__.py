"""Sets what the findings say in the order of time, adds up, compares, and drafts a summary out of findings only."""

from openimr.casefile.timeline.building import timeline
from openimr.casefile.timeline.model import Contradiction, ContradictionKind, Course, Event, SessionCount, Timeline
from openimr.casefile.timeline.page import as_html
from openimr.casefile.timeline.picture import as_svg
from openimr.casefile.timeline.summary import Summary, summary, summary_text
from openimr.casefile.timeline.text import as_text

__all__ = [
    "Contradiction",
    "ContradictionKind",
    "Course",
    "Event",
    "SessionCount",
    "Summary",
    "Timeline",
    "as_html",
    "as_svg",
    "as_text",
    "summary",
    "summary_text",
    "timeline",
]
