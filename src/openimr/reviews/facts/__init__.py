"""Turns what the case file's findings and the filing say into the named facts that guidelines ask for, with pins.

What no page says is missing: an unknown number of sessions is unknown and never none. Values that differ stay side by
side. What a person refused is never used; what is denied, planned, or said of the family never becomes "it is so".

Source: design, section 4; ``rulebook/casefile/fact_of_finding.yaml`` for which finding gives which fact.
"""

from openimr.reviews.facts.building import facts_in, facts_of
from openimr.reviews.facts.material import Asking, Material, material_of
from openimr.reviews.facts.mentions import mentions
from openimr.reviews.facts.sheets import conditions_told

__all__ = ["Asking", "Material", "conditions_told", "facts_in", "facts_of", "material_of", "mentions"]
