"""Reads at one glance the sentence that closes most rationales, "The request is (not) medically necessary".

What is worded otherwise, by a single word, is left to :mod:`openimr.determinations.conclusions`, which is thorough and
takes ten times as long.

Source: wording of the rationales in ``determination-formats.md`` section 3.
"""

from __future__ import annotations

import re

from openimr.determinations.conclusions import Necessity
from openimr.treatments.phrases import word_set, words_in

__all__ = ["plain_closing"]

# A full stop that surely ends a sentence, and the one sentence that comes after it.
_CLOSING = re.compile(
    r"(?<![ .]\w)(?<!\bdr)(?<!\bno)(?<!\bvs)\. (?:(?:therefore|thus|hence|consequently|accordingly|as such|as a result"
    r"|for these reasons|based on the above), )?"
    r"(?:the|this) requests?(?P<what>(?:(?:ed| for) [a-z0-9 /#%'-]+?)?) (?:is|are) (?:therefore )?(?P<no>not )?"
    r"medically necessary(?: and appropriate)?(?: at this time)?\.?"
)
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


def plain_closing(rationale: str) -> Necessity | None:
    """What a plainly worded last sentence concludes, which then is the reviewer's last word; ``None`` for any other.

    >>> plain_closing("He has pain. Therefore, the request for Norco 10/325 mg is not medically necessary.").value
    'not_necessary'
    >>> plain_closing("He has pain. If so, the request is medically necessary.") is None
    True
    """
    low = rationale.lower()
    closing = _CLOSING.fullmatch(low, max(low.rfind(". "), 0))
    if closing is None or not _DOUBTFUL.isdisjoint(words_in(closing["what"])) or _A_SHARE.search(closing["what"]):
        return None
    return Necessity.NOT_NECESSARY if closing["no"] else Necessity.NECESSARY
