"""Reads the wording of a disputed treatment: services, quantities, parts, levels, drugs, codes and days.

The way of a wording: ``tokens`` breaks it into words, ``scanning`` marks what each stretch says (with ``plans``,
``levels``, ``dates`` and ``codes``), ``splitting`` decides which services are requests of their own, and ``building``
puts each together (with ``measuring``, ``drugs``, ``assigning`` and ``reviewing``).
"""

from openimr.treatments.parsing.reading import parse

__all__ = ["parse"]
