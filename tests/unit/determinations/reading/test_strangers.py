"""Other people's letters, which no reader takes."""

from __future__ import annotations

import pytest

from openimr.determinations.model import Layout
from openimr.determinations.reading import read_text
from openimr.determinations.reading.flow import fold
from openimr.determinations.reading.l1 import is_l1
from openimr.determinations.reading.l2 import is_l2
from openimr.determinations.reading.l3 import is_l3
from openimr.determinations.reading.l4 import is_l4
from openimr.determinations.reading.l5 import is_l5

STRANGERS = {
    "explanation of benefits": """EXPLANATION OF BENEFITS
THIS IS NOT A BILL
Claim Number: 000-SAMPLE
Date of Service: 3/4/2014   Billed: $120.00   Allowed: $80.00
If you disagree you may ask for an Independent Medical Review.
""",
    "utilization review denial": """UTILIZATION REVIEW DETERMINATION
Date of Injury: 02/03/2012
Claim Number: SAMPLE-1
Decision Date: 04/05/2014
The request for 12 visits of physical therapy is not medically necessary and appropriate.
You may dispute this decision by an application for Independent Medical Review within 30 days. MAXIMUS Federal Services
will send a Notice of Independent Medical Review Determination. See "HOW THE IMR FINAL DETERMINATION WAS MADE" there.
Rationale: The guideline allows ten visits.
""",
    "determination of another department": """DEPARTMENT OF MANAGED HEALTH CARE
Independent Medical Review Determination
MAXIMUS Federal Services has determined that the requested service is medically necessary.
Nature of Statutory Criteria/Case Summary: An enrollee has requested authorization of a scan.
Findings: The physician reviewer found that the scan is likely to help. Final Result: Overturned
""",
    "news article": """Maximus Letters Get Longer
By Pat Reporter
The section headed IMR DECISION(S) AND RATIONALE(S) now runs to three pages, said a lawyer. "I look at HOW THE IMR FINAL
DETERMINATION WAS MADE first," she said. In one case, MAXIMUS Federal Services, Inc. has determined the request for a
hot tub is not medically necessary and appropriate, under a Notice of Independent Medical Review Determination.
""",
    "application form": """State of California
Division of Workers' Compensation
APPLICATION FOR INDEPENDENT MEDICAL REVIEW DWC Form IMR
Type of Utilization Review: Regular  Expedited  Modification after Appeal
Employee Name: Pat Example
Claim Number: SAMPLE-2     Date of Injury: 02/03/2012
Disputed Treatment: 1. Physical therapy 2. MRI
""",
    "opinion of a court": """IN THE COURT OF APPEAL OF THE STATE OF CALIFORNIA
PAT EXAMPLE, Petitioner, v. WORKERS' COMPENSATION APPEALS BOARD, Respondent.
The determination reads:
HOW THE IMR FINAL DETERMINATION WAS MADE
MAXIMUS Federal Services sent the complete case file to an expert reviewer.
IMR ISSUES, DECISIONS AND RATIONALES
Physical therapy: Upheld
Claims Administrator guideline: Decision based on MTUS.
We annul the award.
""",
    "opinion that quotes headings": """A part is called “HOW THE IMR FINAL DETERMINATION WAS MADE” and another
“IMR ISSUES, DECISIONS AND RATIONALES”, in which the request was upheld.
""",
    "opinion on a notice": """OPINION AND ORDER GRANTING PETITION FOR RECONSIDERATION
Notice of Independent Medical Review Determination
1) MAXIMUS Federal Services, Inc. has determined the request for a bed is not medically necessary and appropriate.
INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE
""",
    "peer review": """MEDICAL PROFESSIONAL REVIEW
Of our nurses: who is licensed, who is not.
""",
    "sheet far down": "One.\nTwo.\nThree.\nFour.\nMEDICAL PROFESSIONAL REVIEW\nISSUE AT DISPUTE:\nA bed\n",
    "letter of a lawyer": """Dear Counsel,
as to HOW THE IMR FINAL DETERMINATION WAS MADE we say nothing.
""",
    "letter of a lawyer on headings": """Dear Counsel,
as to IMR ISSUES, DECISIONS AND RATIONALES and to HOW THE IMR FINAL DETERMINATION WAS MADE we say nothing.
""",
    "order of another year": """An application for Independent Medical Review was filed on 3/4/2013 and lost.
Notice of Independent Medical Review Determination
""",
}


@pytest.mark.parametrize("name", STRANGERS)
def test_it_is_of_no_layout_and_is_kept_whole(name: str) -> None:
    text = STRANGERS[name]
    flow = fold(text)
    assert not [reader for reader in (is_l1, is_l2, is_l3, is_l4, is_l5) if reader(flow)]
    determination = read_text(text)
    assert determination.layout is Layout.UNKNOWN
    assert determination.problems
    assert [part.span.quote(text) for part in determination.parts] == [text]
