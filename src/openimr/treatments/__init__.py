"""The wording of a requested treatment: which services, how many, which part of the body, side and spinal level."""

from openimr.treatments.anatomy import find_body_parts, find_levels, find_sides
from openimr.treatments.parsing import parse
from openimr.treatments.quantities import find_quantities
from openimr.treatments.services import find_services

__all__ = ["find_body_parts", "find_levels", "find_quantities", "find_services", "find_sides", "parse"]
