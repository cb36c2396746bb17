"""The case file: from a pile of records to pages that can be found, counted and pinned.

No web framework and no database: a folder on disk with a manifest is its embedded form; other stores answer the same
protocol (:mod:`openimr.casefile.store`). Source: 8 CCR 9792.10.5, 9792.10.6; features F16 to F32 of the plan.
"""
