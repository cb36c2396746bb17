"""Guidelines: which documents there are, when they were in force, and what a citation of one must hold."""

from openimr.guidelines.catalogue import GuidelineEdition, GuidelineSection, Match, edition_by_id, editions

__all__ = ["GuidelineEdition", "GuidelineSection", "Match", "edition_by_id", "editions"]
