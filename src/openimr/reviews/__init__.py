"""The whole way of a case: all that is known of it on one page, the reviewer's review, and what comes of it.

Here the rooms below meet: the law of the case, its records, the guidelines, the reviewers, the determination. A case is
a folder of files (:mod:`openimr.reviews.folder`); nothing here needs a server. The program proposes and refuses; what
is decided, a licensed reviewer wrote and signed (:mod:`openimr.reviews.review`).

Source: Labor Code 4610.5, 4610.6; 8 CCR 9792.10.1 to 9792.10.6; design, sections 1 and 4.
"""
