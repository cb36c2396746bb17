"""Reads at one glance the sentence that closes most rationales, "The request is (not) medically necessary" or its like.

What is worded otherwise, by a single word, is left to :mod:`openimr.determinations.conclusions`, which is thorough and
takes ten times as long.

Source: wording of the rationales in ``determination-formats.md`` section 3.
"""

from __future__ import annotations

import re
from functools import lru_cache

from openimr.determinations.conclusions import Necessity
from openimr.treatments.phrases import word_set, words_among

__all__ = ["plain_closing"]

_LEAD = (
    r"(?:(?:therefore|thus|hence|consequently|accordingly|as such|as a result|in summary|in conclusion"
    r"|for (?:these|this|the above) reasons?|based on (?:the above|this)),? )?"
)
_PLAIN = r"[a-z0-9 /#%'(),:+&-]"
_POINT = r"\.(?=\d)"
# What is asked for, letter by letter; the engine is three times as fast on a run of plain letters as on a choice.
_WHAT = rf"(?:{_PLAIN}|{_POINT}){_PLAIN}*?(?:{_POINT}{_PLAIN}*?)*?"
_THE_REQUEST = r"(?:the|this) requests?(?P<{0}>(?:(?:ed| for) " + _WHAT + ")?)"
_NECESSARY = r"(?:(?:appropriate|reasonable) and )?medically necessary(?: (?:and|or) appropriate)?(?: at this time)?"
_SUPPORTED = r"(?:supported|substantiated|justified|warranted|indicated)"
# A full stop that surely ends a sentence, and the one sentence that comes after it.
_CLOSING = re.compile(
    rf"(?<![ .]\w)(?<!\bdr)(?<!\bno)(?<!\bvs)\. {_LEAD}(?:{_THE_REQUEST.format('what')} (?:is|are) (?:"
    rf"(?:therefore |thus )?(?:(?:found|deemed|considered) (?:to be )?)?(?P<no>not )?{_NECESSARY}"
    rf"|(?P<nor>not {_SUPPORTED} and (?:(?:is |are )?(?:therefore |thus )?)?not ){_NECESSARY})"
    rf"|medical necessity (?:of|for) {_THE_REQUEST.format('whose')} (?:has|is) (?P<never>not )?(?:been )?"
    r"established)\.?"
)
_LONGEST_BEFORE = 4
# With one of these in it, the sentence may be about less, by somebody else, only supposed, or say two things.
_DOUBTFUL = word_set(
    "not no non nor neither cannot never fail fails failed failure insufficient lack lacks lacking unable without",
    "hardly if whether unless until should would could may might determine order question decide considered",
    "before prior to once provided partial partially part partly modified portion but however yet whereas while",
    "although though even despite necessary necessity appropriate indicated warranted reasonable justified needed",
    "supported substantiated certified recommend recommends recommended recommendation approved authorized",
    "authorised supportable certifiable granted unnecessary inappropriate unwarranted unsupported unjustified",
    "unsubstantiated unreasonable denied noncertified upheld overturned reversed notmedically nonmedically",
    "medicallynecessary notmedicallynecessary medically doubt utilization utilisation ur review reviewer",
    "determination decision denial administrator insurer insurance carrier adjuster advisor guideline guidelines",
    "mtus acoem odg official literature studies evidence fda ccr workers worker provider physician doctor treater",
    "surgeon patient claimant employee applicant attorney dr psychologist therapist chiropractor was were is are",
    "be been that which find finds found consider considers deem deems believe how why",
)
_A_SHARE = re.compile(r"\d (?:out )?of ")


@lru_cache(maxsize=64)
def plain_closing(rationale: str) -> Necessity | None:
    """What a plainly worded last sentence concludes, which then is the reviewer's last word; ``None`` for any other.

    >>> plain_closing("He has pain. Therefore, the request for Norco 10/325 mg is not medically necessary.").value
    'not_necessary'
    >>> plain_closing("He has pain. If so, the request is medically necessary.") is None
    True
    """
    stop = max(rationale.rfind(". "), 0)
    start = max(stop - _LONGEST_BEFORE, 0)
    closing = _CLOSING.fullmatch(rationale[start:].lower(), stop - start)
    if closing is None:
        return None
    what = closing["what"] or closing["whose"] or ""
    if words_among(_DOUBTFUL, what) or _A_SHARE.search(what):
        return None
    return Necessity.NOT_NECESSARY if closing["no"] or closing["nor"] or closing["never"] else Necessity.NECESSARY
