"""Invented documents by which the rules were not made: they only measure them."""

from __future__ import annotations

from openimr.casefile.model import DocumentKind as K
from unit.casefile.documents.scans import Template

UNSEEN = (
    Template(K.APPLICATION, """
STATE OF CALIFORNIA
Division of Workers' Compensation
APPLICATION FOR INDEPENDENT MEDICAL REVIEW
Worker: {name}      Born: {dob}
Claim: {claim}      Injured: {doi}
Utilization review decision of: {ago}
Treatment that was refused: {n} visits of hands-on treatment for the low back
I ask that an independent physician look at this refusal. My records may be sent for this purpose.
Signature of Employee: {doc}      Date: {day}
Page 1 of 1
""", degree="md"),
    Template(K.APPLICATION, """
DWC Form IMR
Independent Medical Review - Application
Part 1 - to be filled in by the claims administrator
Employee name {name}   Date of Birth {dob}
Claim No. {claim}   Date of Injury {doi}
Requesting physician: {other}
Disputed medical treatment: compound cream, {n} sessions of pool exercise
\f
Part 2 - Consent
I agree that my physicians send my records to the review organization.
{s1}
Employee Signature: {doc}
Date: {day}
""", degree="md"),
    Template(K.UR_DECISION, """
{org}
Utilization Management Department
{street}, Suite {n}
{day}
{name}
RE: Claim {claim}, DOI {doi}
NOTICE OF DETERMINATION - TREATMENT NOT CERTIFIED
Dear {name}:
Your doctor asked for {n} visits. The request came to us on {ago}. A physician reviewer finds that the visits are not
medically necessary under the MTUS.
{s1}
\f
Clinical rationale
{s2}
{s3}
Records looked at: progress report dated {ago}, MRI lumbar spine dated {ago}.
The guidelines ask for a functional gain before further visits.
\f
How to object
You may ask for independent medical review within 30 days. A form is enclosed.
Your doctor may call for a peer to peer talk.
Sincerely,
Utilization Review Nurse
""", author="org"),
    Template(K.UR_DECISION, """
{org}
UTILIZATION REVIEW - PHYSICIAN ADVISOR'S REPORT
Date of review: {day}
Claimant: {name}   Claim number: {claim}
Requests and outcomes
1. Tablets, {n} - modified
2. Brace - denied
Page 1 of 2
\f
Explanation of findings
{s1} {s2}
Official Disability Guidelines were used because the MTUS is silent.
{s3}
Reviewer: {doc}
Page 2 of 2
"""),
    Template(K.REQUEST_FOR_AUTHORIZATION, """
State of California, Division of Workers' Compensation
REQUEST FOR AUTHORIZATION
DWC Form RFA
[x] New Request  [ ] Resubmission
Name (Last, First): {name}
Date of Injury: {doi}   Date of Birth: {dob}
Claim Number: {claim}
Requesting Physician: {doc}
Practice: {org}   Phone {phone}
Diagnosis: low back strain   ICD 847.2
Service: {n} visits, two a week
Date of Request: {day}
Response (to be filled in by the administrator): approved / denied / modified
"""),
    Template(K.REQUEST_FOR_AUTHORIZATION, """
{org}
{street}  Phone {phone}  Fax 555-0100
Treatment Authorization Request (RFA)
Date: {day}
To: Claims Department
Employee {name}, claim {claim}
We request authorization for: {n} sessions with a trainer; a cushion.
CPT 97110, 97140
Please answer within five working days.
Physician signature: {doc}
"""),
    Template(K.PROGRESS_REPORT, """
{org}
{street}, Suite {n}
Tel {phone}   Fax 555-0100
FOLLOW-UP PAIN VISIT
Patient: {name}
DOB: {dob}    DOI: {doi}
Date of Visit: {day}
Chief Complaint: low back pain
Interval History: {s1} {s2}
Current Medications: as before.
Exam: {s3}
\f
{name}   {day}
Assessment
1. Lumbar strain
Plan: {s4}
Work status: modified duty.
Return in four weeks, {next}.
Electronically signed by {doc} on {later}
"""),
    Template(K.PROGRESS_REPORT, """
Encounter
{name} (MRN {n}{n}1)
Office Visit {day}   Provider: {doc}
Subjective
{s1}
{s2}
Objective
Blood pressure 128/76. {s3}
Assessment and Plan
Low back pain. Refill. Follow up in 6 weeks.
Printed {later} 10:14 AM   Page 1 of 1
"""),
    Template(K.FIRST_REPORT, """
STATE OF CALIFORNIA
DOCTOR'S FIRST REPORT OF OCCUPATIONAL INJURY OR ILLNESS
1. INSURER NAME AND ADDRESS {place} Mutual
2. EMPLOYER NAME {place} Packing
5. PATIENT NAME {name}   7. Date of Birth {dob}
12. Injured at: loading dock   13. Date and hour of injury {doi} 9:30 AM
Date and hour of first examination: {day} 11:00 AM
17. {s1}
18. {s2}
\f
20. Diagnosis: sprain   ICD 847.2
23. Treatment rendered: ice, tablets
26. Is patient able to perform usual work? No
Doctor's Signature: {doc}
Date: {day}   CA License A{n}0001
"""),
    Template(K.FIRST_REPORT, """
{org}
Doctor's First Report of Injury (5021)
Employee: {name}    Employer: {place} Foods
Claim: {claim}   DOI {doi}
Exam date: {day}
How it happened: a box fell and {s1}
Findings: {s2}
X-ray: none taken.
Treatment today: ice.
Signed: {doc}
Page 1
"""),
    Template(K.CONSULTATION, """
{org}
{street}, Suite {n}, Phone {phone}
{day}
{other}
RE: {name}
DOB {dob}; Date of Injury {doi}
INITIAL ORTHOPAEDIC SURGICAL CONSULTATION
Dear Dr. Eastlake:
Thank you for sending this pleasant worker, whom I saw today.
History: {s1} {s2}
Past medical history: none of note. Family history: none.
\f
Physical examination: {s3} {s4}
Review of films: MRI of the lumbar spine dated {ago} shows a bulge.
\f
Impression: lumbar disc bulge.
Recommendation: {s5}
Thank you for letting me take part in this care.
Sincerely,
{doc}
Orthopaedic Surgery
"""),
    Template(K.CONSULTATION, """
NEUROLOGY NEW PATIENT EVALUATION
Date of Service: {day}
Patient: {name}    Referring physician: {other}
Reason for visit: headache after a fall
History of Present Illness
{s1} {s2}
Review of Systems: all else negative.
Social History: married, no tobacco.
page 1
\f
{name}  {day}  page 2
Neurological examination
{s3}
Impression and discussion
{s4}
Dictated by: {doc}
"""),
    Template(K.IMAGING, """
{place} Open MRI
{street}  Tel {phone}  Fax 555-0100
PATIENT: {name}    DOB: {dob}
REFERRING PHYSICIAN: {other}
DATE OF EXAM: {day}
MRI LEFT SHOULDER WITHOUT CONTRAST
HISTORY: shoulder pain
TECHNIQUE: Multisequence images in three planes.
FINDINGS: The cuff shows fraying of the supraspinatus. No full tear. The labrum is whole.
IMPRESSION:
1. Fraying of the supraspinatus tendon.
Interpreted by: {doc}
Transcribed {later}
"""),
    Template(K.IMAGING, """
Radiology Department - {place} Hospital
Name {name}   Exam date {day}
Lumbar spine, 3 views
Clinical indication: pain
Comparison: {ago}
There is mild narrowing at L5-S1. No fracture is seen. Alignment is kept.
Conclusion: mild disc space loss.
{doc}
Radiologist
"""),
    Template(K.OPERATIVE_REPORT, """
{place} Surgery Center
REPORT OF PROCEDURE
Patient: {name}    DOB {dob}
Date of Procedure: {day}
Surgeon: {doc}
Anesthesia: local with sedation
Preoperative diagnosis: radicular pain
Postoperative diagnosis: the same
Procedure: transforaminal injection at L5-S1 under fluoroscopy
The skin was cleaned and draped. A needle was advanced under live view. Dye spread along the root.
Complications: none. Blood loss: none.
The patient went home walking.
"""),
    Template(K.OPERATIVE_REPORT, """
{place} Hospital
Operative Note
Name: {name}   MR# {n}{n}
Surgery date: {day}
Pre-op dx: torn meniscus
Post-op dx: torn meniscus
Operation: arthroscopy of the knee, partial removal of the meniscus
Findings: {s1}
Description: After the leg was prepped, portals were made. Tourniquet time {n} minutes.
\f
{name}   Operative Note continued
The knee was washed out and closed. Sponge counts were correct.
Dictated: {later}
Signed by {doc}
"""),
    Template(K.THERAPY_NOTE, """
{place} Physical Therapy
Daily Visit Record
Patient: {name}   Visit {n} of 24   Date: {day}
S: {s1}
O: Ther ex 20 min, manual work 15 min, bike 5 min. Flexion 70 degrees.
A: Tolerated well. Slow gains.
P: Continue two times a week.
{doc}
""", degree="note"),
    Template(K.THERAPY_NOTE, """
OCCUPATIONAL THERAPY
Hand Clinic Treatment Note
Client {name}     DOS {day}
Referring MD: {other}
Pain 5/10 before, 4/10 after
Treatment: putty, paraffin, tendon glides 3 sets of 10
Goals: open a jar without pain by {next}
Response: {s1}
Therapist: {doc}
""", degree="note"),
    Template(K.ACUPUNCTURE_NOTE, """
{place} Acupuncture and Herbs
SOAP
Name: {name}   Date: {day}   Tx # {n}
S: {s1}
O: tongue pale with thin coat, pulse wiry
A: qi and blood stagnation
P: needles at UB23, UB40, GB30, 25 min with lamp; cups on low back
{doc}
""", degree="acu"),
    Template(K.ACUPUNCTURE_NOTE, """
ACUPUNCTURE TREATMENT PLAN AND NOTES
Patient {name}   DOB {dob}   DOI {doi}
Date of treatment {day}
Complaint: {s1}
Points: LI4, LV3, GB34; electro stim 20 minutes
Relief after: 30 percent
Next visit: {next}
Practitioner: {doc}
""", degree="acu"),
    Template(K.PSYCHOLOGICAL_EVALUATION, """
{place} Behavioral Medicine
INITIAL PSYCHOLOGICAL CONSULTATION AND TESTING
Patient: {name}    Claim {claim}
Date of Evaluation: {day}
Referred by: {other}
The interview lasted two hours. {s1}
Current complaints: low mood, poor sleep, worry about money.
\f
Mental status: dress was neat, speech was clear, mood was low, thinking in order. No wish to die.
History: {s2} School to the twelfth grade.
{s3}
\f
Tests: Beck Depression Inventory 24, Beck Anxiety Inventory 18.
Axis I: depressive disorder
Axis V: GAF 58
\f
Recommendations: {n} sessions of cognitive behavioral treatment.
Respectfully submitted,
{doc}
Clinical Psychologist
""", degree="psych"),
    Template(K.PSYCHOLOGICAL_EVALUATION, """
Psychiatric Intake Evaluation
Patient {name}   Date of service: {day}
Identification: worker with chronic pain, sent by {other}.
Psychiatric history: none before the injury.
Mental Status Exam: cooperative, affect blunted, no delusions, judgment fair.
Page 1 of 2
\f
{s1}
PHQ-9 is 17; GAD-7 is 12.
Diagnosis: major depressive disorder, single episode
Plan: {s2}
Electronically signed by: {doc}
Page 2 of 2
"""),
    Template(K.MEDICAL_LEGAL, """
{doc}
Qualified Medical Evaluator
{street}, Phone {phone}
{day}
RE: {name} v. {place} Packing
Claim: {claim}   DOI: {doi}
PANEL QUALIFIED MEDICAL EVALUATION
Date of Examination: {day}
This report is billed under ML-103. Face to face time was one hour.
{s1}
\f
REVIEW OF RECORDS
{ago}: Progress report of {other}. {s2}
{ago}: MRI lumbar spine: disc bulge at L4-5.
{ago}: Operative report: knee arthroscopy.
\f
PHYSICAL EXAMINATION
{s3} {s4}
IMPAIRMENT RATING
Under the AMA Guides the whole person impairment is {n} percent.
\f
CAUSATION AND APPORTIONMENT
It is medically probable that the work caused the condition. Apportionment is ten percent to older wear.
FUTURE MEDICAL CARE
{s5}
\f
I declare under penalty of perjury that this report is true. I have not violated Labor Code 139.3.
Signed in {place} County on {later}
{doc}
"""),
    Template(K.MEDICAL_LEGAL, """
{org}
AGREED MEDICAL EXAMINER'S SUPPLEMENTAL REPORT
{day}
To: Applicant attorney; Defense attorney
Re: {name}
I received more records and am asked whether my view of causation stands.
{s1}
Page 1 of 2
\f
My view is not changed. Permanent disability is as rated. {s2}
The opinions are within reasonable medical probability.
Sincerely,
{doc}
Page 2 of 2
"""),
    Template(K.PHARMACY, """
{org}
PRESCRIPTION LEDGER
Customer: {name}   DOB {dob}
Date filled: {day}
Rx 70{n}221  TRAMADOL 50 MG TAB  Qty 60  DS 30  Refills 1  Prescriber {other}
Rx 70{n}225  NAPROXEN 500 MG TAB  Qty 60  DS 30  NDC 00000-0000-00
Total paid: 84.12
""", author="org"),
    Template(K.PHARMACY, """
{org}
Medications dispensed in office
Patient {name}    Dispensed on {day}
Drug / strength / quantity / NDC
Omeprazole 20 mg #60  55555-0123-60
Cyclobenzaprine 7.5 mg #90  55555-0456-90
Sig: take one tablet by mouth at bedtime
Dispensed by: office staff
""", author="org"),
    Template(K.MONITORING, """
{org}
FINAL DRUG TEST REPORT
Patient: {name}    Collected: {day}   Received: {later}
Ordering provider: {other}
Specimen: urine   Validity: pH 6.1, creatinine 88
Test            Result       Cutoff
Opiates         Positive     300 ng/mL
Oxycodone       Negative     100 ng/mL
Cannabinoids    Negative     50 ng/mL
\f
Comments
Found drug is in line with the listed prescription.
Laboratory director on file
End of report
""", author="org"),
    Template(K.MONITORING, """
{org}
In-office urine screen
Name {name}
Collection date {day}
Amphetamines neg   Barbiturates neg   Benzodiazepines pos
Cocaine neg   Methadone neg   THC neg
Temperature strip in range
Result not consistent with prescribed medication
""", author="org"),
    Template(K.CORRESPONDENCE, """
LAW OFFICES OF {place}
{street}, Phone {phone}
{day}
Claims examiner, {place} Mutual
Re: {name}, claim {claim}
Dear Madam or Sir:
We act for the worker. Please send us all reports that you hold within ten days. {s1}
Very truly yours,
{doc}
""", degree="md"),
    Template(K.CORRESPONDENCE, """
{place} Mutual Insurance
{street}
Date: {day}
{name}
Subject: your claim {claim}
Dear {name},
We write to tell you that a decision on payment is delayed while we wait for a report.
If you have questions, call {phone}.
Sincerely,
{doc}
Claims Examiner
cc: {other}
""", degree="md"),
    Template(K.FAX_COVER, """
FAX
To: Claims Department     Fax: 555-0100
From: {org}
Date: {day}     Pages: {n}
Re: {name}
Please see the request that follows.
This message is private; if it came to you by mistake, destroy it.
""", author="org"),
    Template(K.FAX_COVER, """
{org}
Facsimile Transmittal Sheet
Attention: UR nurse
Sender: front desk
Date {day}
Number of pages with this one: {n}
[ ] Urgent [x] Please comment
""", author="org"),
)  # fmt: skip
