"""Invented determinations with their true values, for tests, demonstration and measuring."""

from openimr.samples.determinations import sample_determinations
from openimr.samples.sample import PlantedError, Sample

__all__ = ["PlantedError", "Sample", "sample_determinations"]
