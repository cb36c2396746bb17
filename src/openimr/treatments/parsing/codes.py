"""Reads billing, diagnosis and drug codes out of a wording.

Source: request-grammar.md, parsing rule 9; numbers only, no descriptors.
"""

from __future__ import annotations

import re

from openimr.treatments.parsing.marks import CodeMark, Marks
from openimr.treatments.request import CodeSystem

__all__ = ["read_bare_code", "read_codes", "read_diagnoses", "read_drug_code"]

_BETWEEN_CODES = frozenset({",", "and", "&", "/", ":", "#", "-", ";", "(", "code", "codes", "or", "are", "is", "."})
_PROCEDURE_DIGITS = 5
_HCPCS = frozenset("abcdeghjklmpqrstv")
_ICD = re.compile(r"[a-z]\d[0-9a-z](?:\.[0-9a-z]{1,4})?|\d{3}(?:\.\d{1,2})?", re.IGNORECASE)
_NDC = re.compile(r"\d{4,5}-\d{3,4}-\d{1,2}|\d{10,11}")


def read_codes(marks: Marks, at: int) -> int:
    """Note every procedure code of the list that begins at a token; return the token after it."""
    end = at
    while True:
        after = read_bare_code(marks, at)
        if after is not None:
            at = end = after
        elif marks.tokens.word(at) in _BETWEEN_CODES:
            at += 1
        else:
            return end


def read_bare_code(marks: Marks, at: int) -> int | None:
    """Note the one procedure code at a token and return the token after it, or ``None`` if there is none."""
    tokens = marks.tokens
    word = tokens.word(at)
    if len(word) == _PROCEDURE_DIGITS == tokens.ends[at] - tokens.starts[at] and word.isdigit():
        marks.codes.append(CodeMark(at, at + 1, CodeSystem.CPT, word))
        return at + 1
    digits = tokens.word(at + 1)
    if word in _HCPCS and len(digits) == _PROCEDURE_DIGITS - 1 and digits.isdigit() and tokens.joined(at):
        marks.codes.append(CodeMark(at, at + 2, CodeSystem.HCPCS, f"{word}{digits}".upper()))
        return at + 2
    return None


def read_diagnoses(marks: Marks, at: int) -> int:
    """Note every diagnosis code of the list that begins at a token; return the token after it."""
    return _read_each(marks, at, _ICD)


def read_drug_code(marks: Marks, at: int) -> int:
    """Note the national drug code that begins at a token; return the token after it."""
    return _read_each(marks, at, _NDC)


def _read_each(marks: Marks, at: int, pattern: re.Pattern[str]) -> int:
    tokens = marks.tokens
    end = at
    while at < tokens.count:
        if tokens.word(at) in _BETWEEN_CODES:
            at += 1
            continue
        match = pattern.match(tokens.text, tokens.starts[at])
        if match is None:
            break
        after = at
        while after < tokens.count and tokens.starts[after] < match.end():
            after += 1
        if tokens.ends[after - 1] != match.end():
            break
        marks.codes.append(CodeMark(at, after, _system(pattern, match[0]), match[0].upper()))
        at = end = after
    return end


def _system(pattern: re.Pattern[str], code: str) -> CodeSystem:
    """The system of a code: the ninth revision has only digits before the point."""
    if pattern is _NDC:
        return CodeSystem.NDC
    return CodeSystem.ICD9 if code[0].isdigit() else CodeSystem.ICD10
