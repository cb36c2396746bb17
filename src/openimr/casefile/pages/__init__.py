"""Pages of a case file: their text with boxes, OCR, how well they can be read, and prints to find repeated ones by.

Source: 8 CCR 9792.10.5(a)(1); features F17, F19, F20 and F29 of the plan.
"""

from openimr.casefile.pages.cures import Cure, cure_list, numbers_in_words
from openimr.casefile.pages.prints import bits_apart, picture_print, words_print
from openimr.casefile.pages.reading import Outcome, Progress, Stage, read_pages, redo
from openimr.casefile.pages.settings import Ocr, SecondReader

__all__ = [
    "Cure",
    "Ocr",
    "Outcome",
    "Progress",
    "SecondReader",
    "Stage",
    "bits_apart",
    "cure_list",
    "numbers_in_words",
    "picture_print",
    "read_pages",
    "redo",
    "words_print",
]
