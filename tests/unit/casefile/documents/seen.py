"""Invented documents by which the rules were made."""

from __future__ import annotations

from openimr.casefile.model import DocumentKind as K
from unit.casefile.documents.scans import Template

SEEN = (
    Template(K.APPLICATION, """
State of California, Division of Workers' Compensation
APPLICATION FOR INDEPENDENT MEDICAL REVIEW
DWC Form IMR
TO REQUEST INDEPENDENT MEDICAL REVIEW: sign and send this form with the decision.
Type of Utilization Review: [x] Regular [ ] Expedited
Employee Name: {name}   Date of Birth: {dob}
Claim Number: {claim}   Date of Injury: {doi}
Date of Utilization Review Decision: {ago}
Requesting Physician Name: {other}
List each specific requested medical services: {n} sessions of relaxation training
Consent to Obtain Medical Records
Employee Signature: {doc}      Date: {day}
"""),
    Template(K.APPLICATION, """
APPLICATION FOR INDEPENDENT MEDICAL REVIEW, DWC FORM IMR
Employee (completed by administrator): {name}
Primary Diagnosis: strain of the low back
Disputed medical treatment: {n} visits
Is the claims administrator disputing liability: No
\f
Request for Review and Consent
I request independent medical review of the treatment above. I consent to obtain medical records.
Employee Signature: {doc}
Date: {day}
"""),
    Template(K.UR_DECISION, """
{org}
{street}, Suite {n}, Phone {phone}
{day}
{other}
RE: {name}, Claim Number: {claim}, Date of Injury: {doi}
NOTICE OF UTILIZATION REVIEW DETERMINATION
Dear Provider:
Date Request for Authorization received: {ago}
The request for {n} sessions is non-certified. It is not medically necessary.
\f
Clinical Summary: {s1} {s2}
Documents reviewed: PR-2 dated {ago}; DWC Form RFA dated {ago}
Guidelines: MTUS, ACOEM, Official Disability Guidelines
Clinical rationale: {s3}
\f
You have a right to disagree with decisions affecting your claim. Mandatory independent medical review form is enclosed.
This decision will remain effective for 12 months.
Sincerely,
Physician Reviewer
""", author="org"),
    Template(K.UR_DECISION, """
{org}
PEER REVIEW REPORT
Decision Date: {day}
Patient: {name}
Claim No: {claim}
Utilization review physician reviewer: {doc}
Determination: recommend non-certification of {n} visits; modified to 4 visits.
Criteria: ODG. {s1}
Explanation of findings: {s2}
Internal appeal: within ten days.
"""),
    Template(K.REQUEST_FOR_AUTHORIZATION, """
State of California, Division of Workers' Compensation
REQUEST FOR AUTHORIZATION
DWC Form RFA
Attach the Doctor's First Report of Occupational Injury or Illness, Form DLSR 5021, a Progress Report, DWC Form PR-2, or
equivalent narrative report.
New Request [x]   Resubmission - Change in Material Facts [ ]
Expedited Review: check box if employee faces an imminent and serious threat
Employee Information: Name: {name}  Date of Injury: {doi}  Date of Birth: {dob}  Claim Number: {claim}
Requesting Physician Information
Name: {doc}
Service/Good Requested: psychotherapy   Frequency, Duration, Quantity: {n} visits
Requesting Physician Signature: {doc}    Date: {day}
"""),
    Template(K.REQUEST_FOR_AUTHORIZATION, """
Request for Authorization for Medical Treatment
Date of RFA: {day}
Employee: {name}  DOB: {dob}  Claim Number: {claim}
Requesting Physician: {doc}   NPI number: 1000000000
Requested treatment: see instructions for guidance
ICD code: 724.2   CPT/HCPCS code: 97810   {n} visits
Claims Administrator/Utilization Review Organization (URO) Response
Approved / Denied / Modified (see separate decision letter)
"""),
    Template(K.PROGRESS_REPORT, """
State of California, Division of Workers' Compensation
PRIMARY TREATING PHYSICIAN'S PROGRESS REPORT (PR-2)
Check the box(es) which indicate why you are submitting a report at this time.
[x] Periodic Report (required 45 days after last report)  [ ] Change in treatment plan
Patient: {name}   Date of Birth: {dob}   Date of Injury: {doi}
Claim Number: {claim}
Date of exam: {day}
Subjective complaints: {s1}
Objective findings: {s2}
\f
Diagnoses: lumbar strain
Treatment plan: {s3}
Work Status: remain off work until {next}
Primary Treating Physician: {doc}
I declare under penalty of perjury that this report is true.
"""),
    Template(K.PROGRESS_REPORT, """
{org}
{street}, Suite {n}, Phone {phone}
PROGRESS NOTE
Patient: {name}   DOB: {dob}   DOI: {doi}
Date of Service: {day}
Chief complaint: back pain
Interval history: {s1}
Current medications: the same
Physical examination: {s2}
\f
{name}   Date of Service: {day}   Page 2
Assessment: strain
Plan: {s3} Return to clinic {next}.
Electronically signed by: {doc}
"""),
    Template(K.FIRST_REPORT, """
STATE OF CALIFORNIA
DOCTOR'S FIRST REPORT OF OCCUPATIONAL INJURY OR ILLNESS
Within 5 days of your initial examination, for every occupational injury or illness, send two copies of this report
1. Insurer name and address: {place} Mutual   2. Employer name: {place} Foods
Patient name: {name}   Date of Birth: {dob}   Occupation: packer
Date and hour of injury: {doi}   Date last worked: {doi}
Date of exam: {day}
Describe how the accident or exposure happened: {s1}
Are your findings and diagnosis consistent with patient's account of injury? Yes
Treatment rendered: ice
Physician: {doc}
Form 5021 (Rev. 4)
"""),
    Template(K.FIRST_REPORT, """
Doctor's First Report of Injury
Patient please complete this portion: {name}
Nature of business: packing   DOI {doi}
\f
Have you or your office previously treated patient? No
X-ray and laboratory results: none
Is there any other current condition that will impede or delay patient's recovery? No
Doctor's signature: {doc}    Date: {day}
"""),
    Template(K.CONSULTATION, """
{org}
{street}, Suite {n}, Phone {phone}
{day}
RE: {name}   Claim {claim}
INITIAL PAIN MANAGEMENT CONSULTATION
Dear Dr. Fenwick:
Thank you for referring this patient. History of present illness: {s1}
Past medical history: none. Social history: none. Family history: none.
\f
Review of systems: none. Physical examination: {s2}
Impression: strain. Recommendations: {s3}
Thank you for allowing me to participate in the care of this patient.
Sincerely,
{doc}
"""),
    Template(K.CONSULTATION, """
ORTHOPEDIC CONSULTATION REPORT
Date of Consultation: {day}
Patient: {name}    DOB: {dob}
Referring Physician: {other}
Reason for consultation: knee pain
Past surgical history: none. Allergies: none.
Medical records reviewed: {s1}
Discussion: {s2}
Consultant: {doc}
"""),
    Template(K.IMAGING, """
{place} Advanced Imaging
{street}, Phone {phone}, Fax 555-0100
Patient: {name}   DOB: {dob}
Referring Physician: {other}
Date of Exam: {day}
EXAM: MRI OF THE LUMBAR SPINE WITHOUT CONTRAST
TECHNIQUE: Sagittal and axial T1 weighted and T2 weighted images.
FINDINGS: Disc desiccation at L4-5. The conus medullaris is normal. Neural foramina are open.
IMPRESSION: Disc bulge at L4-5.
Electronically signed by: {doc}
"""),
    Template(K.IMAGING, """
ELECTRODIAGNOSTIC STUDY
Patient: {name}
Test date: {day}
Referring physician: {other}
Motor nerve conduction: distal latency normal. Sensory nerve conduction: normal.
Needle: insertional activity normal; no fibrillation potentials.
Impression: normal study.
Examiner: {doc}
"""),
    Template(K.OPERATIVE_REPORT, """
{place} Surgery Center
OPERATIVE REPORT
Patient: {name}
Date of Surgery: {day}
Surgeon: {doc}
Preoperative diagnosis: torn cuff
Postoperative diagnosis: torn cuff
Estimated blood loss: 10 cc
The patient was brought to the operating room and was prepped and draped in sterile fashion.
The patient was taken to the recovery room.
"""),
    Template(K.OPERATIVE_REPORT, """
PROCEDURE NOTE
Date of Procedure: {day}   Patient: {name}
Procedure performed: lumbar epidural steroid injection
Informed consent was obtained. Under fluoroscopic guidance the needle was advanced.
The patient tolerated the procedure well. Complications: none
Performed by: {doc}
"""),
    Template(K.THERAPY_NOTE, """
{place} Rehabilitation
PHYSICAL THERAPY DAILY NOTE
Patient: {name}    Visit number: {n}
Date of Service: {day}
Subjective: {s1}
Objective: therapeutic exercise, manual therapy, hot packs, electrical stimulation
Assessment: patient tolerated treatment well
Plan: home exercise program
Therapist: {doc}
""", degree="note"),
    Template(K.THERAPY_NOTE, """
PSYCHOTHERAPY PROGRESS NOTE
Client: {name}   Session number: {n}   Session date: {day}
Interventions used: cognitive restructuring, coping. 90837
Response to treatment: {s1}
Plan: next session {next}
Signed by: {doc}
""", degree="psych"),
    Template(K.ACUPUNCTURE_NOTE, """
{place} Acupuncture Clinic
ACUPUNCTURE TREATMENT NOTE
Patient: {name}
Date of Treatment: {day}    Treatment number: {n}
TCM diagnosis: qi stagnation. Tongue: pale. Pulse: wiry.
Points used: LI4, GB34, ashi. Needles were retained 20 minutes. Cupping.
Acupuncturist: {doc}
""", degree="acu"),
    Template(K.ACUPUNCTURE_NOTE, """
Acupuncture Progress Note
Name: {name}   Date: {day}
{s1}
Electroacupuncture 97813. Number of needles: 12. Infrared lamp.
Licensed acupuncturist: {doc}
""", degree="acu"),
    Template(K.PSYCHOLOGICAL_EVALUATION, """
PSYCHOLOGICAL EVALUATION REPORT
Patient: {name}    DOB: {dob}
Date of Evaluation: {day}
Referred by: {other}
Psychosocial history: {s1}
Educational history: {s2}
\f
Mental status examination: mood low, affect flat, no suicidal ideation.
Tests administered: Beck Depression Inventory 22, Beck Anxiety Inventory 15, MMPI.
\f
Axis I: depressive disorder. Axis V: Global Assessment of Functioning 55.
Respectfully submitted,
{doc}
Licensed Psychologist
""", degree="psych"),
    Template(K.PSYCHOLOGICAL_EVALUATION, """
{org}
BEHAVIORAL HEALTH EVALUATION
Date of service: {day}    Patient: {name}
Clinical interview: {s1}
Behavioral observations: neat. Thought process in order.
Depression and anxiety are moderate. Sleep is poor.
Page 1 of 2
\f
Recommendation: cognitive behavioral psychotherapy.
{doc}
Page 2 of 2
""", degree="psych"),
    Template(K.MEDICAL_LEGAL, """
{doc}
{street}, Suite {n}, Phone {phone}
PANEL QUALIFIED MEDICAL EVALUATION
RE: {name}   Panel number: 100{n}
Date of Evaluation: {day}
ML 104: face to face time one hour.
{s1}
\f
REVIEW OF MEDICAL RECORDS
PR-2 of {ago}: {s2}
Consultation report of {ago}: {s3}
\f
PHYSICAL EXAMINATION
{s4}
Whole person impairment under the AMA Guides: {n} percent.
Apportionment under Labor Code section 4663: none.
Future medical care: {s5}
I have not violated Labor Code section 139.3.
Sincerely,
{doc}
"""),
    Template(K.MEDICAL_LEGAL, """
QME SUPPLEMENTAL REPORT
{day}
RE: Applicant: {name}
Causation of injury and apportionment stand as in my report.
With reasonable medical probability permanent disability is as rated.
\f
{s1} {s2}
Respectfully submitted,
{doc}
"""),
    Template(K.PHARMACY, """
{org}
PATIENT PRESCRIPTION PROFILE
Patient: {name}    Printed: {later}
Date filled: {day}
Rx number 7000{n}  Hydrocodone 10-325 tablet  qty 90  days supply 30  refills 0  NDC 00000-0000
Prescriber: {other}
""", author="org"),
    Template(K.PHARMACY, """
{org}
MEDICATION DISPENSING RECORD
Date dispensed: {day}
Patient: {name}
Gabapentin 300 mg capsules  quantity dispensed 60  sig take one capsule
Dispense as written. Dispensing fee 7.25
""", author="org"),
    Template(K.MONITORING, """
{org}
URINE DRUG SCREEN
Patient: {name}   Specimen ID: {n}{n}
Collected: {day}   Received: {later}
Cutoff ng/mL   Opiates positive   Oxycodone not detected   Benzodiazepines negative
Creatinine 90   Specific gravity 1.015
Consistent with prescribed medications.
""", author="org"),
    Template(K.MONITORING, """
{org}
TOXICOLOGY REPORT
Name: {name}
Date collected: {day}   Date reported: {later}
LC-MS/MS confirmatory. Specimen validity: normal.
\f
Amphetamines none detected. Cocaine none detected. THC negative.
Inconsistent: prescribed medication not detected.
CLIA 05D0000
""", author="org"),
    Template(K.CORRESPONDENCE, """
LAW OFFICES OF {place}
{street}, Suite {n}, Phone {phone}
{day}
Re: {name} v. {place} Foods
Dear Claims Examiner:
Please be advised that this office represents the applicant. Enclosed please find a notice.
{s1}
Very truly yours,
{doc}
cc: our client
""", degree="md"),
    Template(K.CORRESPONDENCE, """
{org}
{day}
To Whom It May Concern:
RE: {name}
I am writing to ask that the treatment be allowed. {s1}
Please do not hesitate to contact my office.
Sincerely,
{doc}
"""),
    Template(K.FAX_COVER, """
{org}
FAX COVER SHEET
To: Utilization Review   Fax: 555-0100
From: {place} office
Date: {day}
Number of pages including cover: {n}
Re: {name}
Confidentiality notice: this fax is intended only for the recipient.
""", author="org"),
    Template(K.FAX_COVER, """
FACSIMILE TRANSMITTAL
To: Claims   From: {org}
Date: {day}   Total pages: {n}
Urgent   For your review   Please reply
""", author="org"),
)  # fmt: skip
