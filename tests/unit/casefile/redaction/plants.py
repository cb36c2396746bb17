"""Plants identifiers into invented sentences, as they are written and as scanners misread them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

KNOWN = (
    "Marisol Gonzalez", "MARISOL GONZALEZ", "Gonzalez, Marisol", "GONZALEZ, MARISOL L.", "Marisol L. Gonzalez",
    "Marisol Lucia Gonzalez", "M. Gonzalez", "M Gonzalez", "Gonzalez", "González", "GONZALEZ", "Marisol",
    "Marisol Ibarra",
    "Gonzalez-Ibarra", "Robert Whitlock", "Robert A. Whitlock", "Bob Whitlock",
    "WHITLOCK, ROBERT", "R. Whitlock", "R.A. Whitlock", "Whitlock", "Tamsin O'Rourke", "Tamsin O’Rourke", "ORourke",
    "T. O'Rourke", "Hugo Gonzalez", "Anneliese Van der Berg", "Anneliese van der Berg",
    "A. Van der Berg", "Piet Zandstra", "Zandstra", "Zandstra, Piet", "Rosalind Ibarra", "Ibarra", "Gonza-\nlez",
    "Gonzalez\nMarisol", "Marisol\nGonzalez", "MarisolGonzalez", "Whit lock", "Whit-\nlock", "G O N Z A L E Z",
    "Kestrel Orchards, Inc.", "KESTREL ORCHARDS", "Kestrel Orchards", "Kestrel", "Vantor Claims Services",
    "Vantor Claims", "Vantor", "VANTOR CLAIMS SVCS", "Ablon Indemnity Company", "Ablon Indemnity Co.", "Ablon",
    "Meridia Review", "Meridia",
    "Whitcombe Spine Institute", "Pacific Coast Medical Center", "O'Rourke & Delmonte LLP", "Delmonte",
    "M.L.G.", "M.G.", "MLG",
)  # fmt: skip
MISREAD = ("Gonzalez", "Marisol", "Whitlock", "Zandstra", "Kestrel", "Vantor", "Anneliese", "Ibarra", "O'Rourke")
STRANGERS = ("Okonkwo", "Tillery", "Brandvold", "Castellane", "Nakashima", "Petrossian", "Quillfeather", "Szabo")
GIVEN = ("Ann", "Joseph", "Lin", "Teresa", "Omar", "Grace", "Viktor")
CONFUSED = (("o", "0"), ("l", "1"), ("l", "I"), ("i", "1"), ("s", "5"), ("b", "8"), ("a", "@"), ("e", "3"), ("z", "2"))
SENTENCES = (
    "The patient was discussed with {} and remains on modified duty.",
    "{} reports low back pain, 7/10, after lifting boxes.",
    "According to {}, twelve sessions of physical therapy were approved.",
    "On examination {} had a positive straight leg raise at 40 degrees.",
    "Correspondence from {} was received and reviewed.",
    "I have explained the findings to {}. MRI shows a 4 mm disc protrusion at L4-5.",
)
FIELDS = ("{}\nThe lumbar spine was tender.", "Summary of record. {} Range of motion was full.", "{}; gait is normal.")


class Plant(NamedTuple):
    """A text, and where in it the identifier stands."""

    text: str
    start: int
    end: int
    family: str


AFTER = {"degree": (", M.D.", " PA-C", ", Ph.D."), "city": (", CA", ", California 93901")}


def _set(sentence: str, before: str, words: str, after: str, family: str) -> Plant:
    whole = f"{before}{words}{after}"
    start = sentence.index("{}") + len(before)
    return Plant(sentence.replace("{}", whole, 1), start, start + len(words), family)


def _digits(rng: random.Random, count: int) -> str:
    return str(rng.randint(2, 8)) + "".join(str(rng.randint(0, 9)) for _ in range(count - 1))


def _luhn(prefix: str, rng: random.Random, length: int) -> str:
    body = prefix + "".join(str(rng.randint(0, 9)) for _ in range(length - len(prefix) - 1))
    for last in "0123456789":
        total = 0
        for place, figure in enumerate(reversed(body + last)):
            value = int(figure) * (1 + place % 2)
            total += value - 9 if value > 9 else value
        if total % 10 == 0:
            return body + last
    raise AssertionError


def _npi(rng: random.Random) -> str:
    return _luhn("80840" + "1", rng, 15)[5:]


def _numbers(rng: random.Random) -> Iterator[tuple[str, str, str]]:  # noqa: PLR0915 - one table
    """What stands before an identifier, the identifier, and its family."""

    def d(count: int) -> str:
        return _digits(rng, count)

    ssn = f"{rng.randint(100, 665)}-{rng.randint(10, 99)}-{rng.randint(1000, 9999)}"
    phone = f"{rng.randint(201, 989)}", f"{rng.randint(200, 999)}", f"{rng.randint(1000, 9999)}"
    yield "", ssn, "ssn"
    yield "SSN: ", ssn.replace("-", ""), "ssn"
    yield "Social Security No. ", ssn.replace("-", " "), "ssn"
    yield "SSN ", "XXX-XX-" + ssn[-4:], "ssn"
    yield "SSN ", ssn.replace("0", "O").replace("5", "S"), "ssn"
    yield "", "({}) {}-{}".format(*phone), "phone"
    yield "", "{}-{}-{}".format(*phone), "phone"
    yield "", "{}.{}.{}".format(*phone), "phone"
    yield "Tel: ", "{} {} {}".format(*phone), "phone"
    yield "Phone ", "{}-{}".format(*phone[1:]), "phone"
    yield "Fax: ", "({}) {}-{}".format(*phone), "fax"
    yield "Fax No. ", "1-{}-{}-{}".format(*phone), "fax"
    yield "", f"t.{rng.choice(STRANGERS).lower()}@clinic{d(2)}.com", "email"
    yield "", f"info @ {rng.choice(STRANGERS).lower()}.org", "email"
    yield "", f"https://portal.{rng.choice(STRANGERS).lower()}.com/p/{d(5)}", "url"
    yield "", f"www.{rng.choice(STRANGERS).lower()}-spine.net", "url"
    yield "from ", f"192.168.{rng.randint(0, 255)}.{rng.randint(1, 254)}", "ip"
    yield "Claim No. ", f"WC-{d(4)}-{d(5)}", "claim"
    yield "Claim Number: ", d(9), "claim"
    yield "Claim #: ", f"{d(3)}{rng.choice('ABC')}{d(5)}", "claim"
    yield "Claim# ", d(6).replace("0", "O"), "claim"
    yield "WCAB No. ", f"ADJ{d(7)}", "case"
    yield "", f"ADJ {d(8)}", "case"
    yield "IMR Case Number: ", f"CM14-{d(7)}", "case"
    yield "MRN: ", d(7), "record"
    yield "MRN ", "#" + d(6), "record"
    yield "Chart No. ", f"{d(3)}-{d(4)}", "record"
    yield "Medical Record Number: ", f"M{d(6)}", "record"
    yield "Patient ID: ", d(6), "record"
    yield "Accession #: ", f"RAD-{d(6)}", "record"
    yield "Rx #: ", d(7), "record"
    yield "Policy No.: ", f"PX{d(7)}", "policy"
    yield "Member ID: ", f"{d(3)}W{d(5)}", "policy"
    yield "Employee ID: ", d(5), "policy"
    yield "Account #: ", d(8), "account"
    yield "Tax ID: ", f"{d(2)}-{d(7)}", "account"
    yield "", _luhn("4", rng, 16), "account"
    yield "License No. ", f"A{d(5)}", "license"
    yield "Lic. ", f"G{d(5)}", "license"
    yield "NPI: ", _npi(rng), "npi"
    yield "", _npi(rng), "npi"
    yield "DEA No. ", f"BW{d(7)}", "license"
    yield "State Bar No. ", d(6), "license"
    yield "VIN: ", "1M8GDM9AXKP042788", "vehicle"
    yield "", "1M8GDM9AXKP042788", "vehicle"
    yield "License plate: ", f"{rng.randint(1, 9)}ABC{rng.randint(100, 999)}", "vehicle"
    yield "Serial No. ", f"SN-{d(6)}", "device"
    yield "S/N: ", f"TX{d(6)}", "device"
    yield "UDI ", f"(01){d(14)}", "device"
    yield "", f"{d(4)} {rng.choice(STRANGERS)} Street", "address"
    yield "", f"{d(3)} W. {rng.choice(STRANGERS)} Ave., Suite {d(3)}", "address"
    yield "", f"{d(5)} OLD {rng.choice(STRANGERS).upper()} ROAD", "address"
    yield "", f"P.O. Box {d(4)}", "address"
    yield "", "1420 North Harbor Blvd", "address"
    yield "Salinas, CA ", f"9{d(4)}", "zip"
    yield "Home: ", rng.choice(STRANGERS) + "ville", "city"
    yield "DOB: ", f"{rng.randint(1, 12)}/{rng.randint(1, 28)}/{rng.randint(1940, 1999)}", "birth"
    yield "Date of birth ", f"March {rng.randint(1, 28)}, 19{d(2)}", "birth"
    yield "born on ", f"0{rng.randint(1, 9)}-{rng.randint(10, 28)}-{rng.randint(1940, 1999)}", "birth"
    yield "", rng.choice(("03/04/1970", "3-4-70", "March 4, 1970", "O3/O4/l970")), "birth"
    yield "Dr. ", rng.choice(STRANGERS), "title"
    yield "Dr. ", f"{rng.choice(GIVEN)} {rng.choice(STRANGERS)}", "title"
    yield "", f"{rng.choice(GIVEN)} {rng.choice(STRANGERS)}", "degree"
    yield "Mr. ", rng.choice(STRANGERS), "title"
    yield "DR ", rng.choice(STRANGERS).upper(), "title"
    yield "dr. ", rng.choice(STRANGERS).lower(), "title"
    yield "Patient Name: ", f"{rng.choice(STRANGERS)}, {rng.choice(GIVEN)}", "label"
    yield "Interpreter: ", f"{rng.choice(GIVEN)} {rng.choice(STRANGERS)}", "label"
    yield "Adjuster: ", rng.choice(STRANGERS), "label"
    yield "Electronically signed by: ", f"{rng.choice(GIVEN)} {rng.choice(STRANGERS)}", "label"


def _dates(rng: random.Random) -> Iterator[tuple[str, str, str]]:
    """What only the safe harbor takes out."""
    month, day, year = rng.randint(1, 12), rng.randint(1, 28), rng.randint(2009, 2019)
    yield "on ", f"{month}/{day}/{year}", "date"
    yield "on ", f"{month:02}-{day:02}-{year % 100:02}", "date"
    yield "DOS ", f"{year}-{month:02}-{day:02}", "date"
    yield "on ", f"{rng.choice(('January', 'Feb.', 'August', 'DECEMBER'))} {day}, {year}", "date"
    yield "in ", f"{rng.choice(('January', 'July', 'October'))} {year}", "date"
    yield "on ", f"{day} {rng.choice(('March', 'June', 'Nov'))} {year}", "date"
    yield "on ", f"l{rng.randint(0, 2)}/{day:02}/2O{year % 100:02}", "date"
    yield "on ", f"{month}/{day}", "date"
    yield "aged ", str(rng.randint(90, 104)), "age"
    yield "living in ", rng.choice(("Bakersfield", "San Luis Obispo", "CHULA VISTA")), "city"
    yield "County of ", rng.choice(("Tulare", "Kern")), "county"


def _misread(word: str, rng: random.Random) -> str:
    low = word.lower()
    fitting = [(letter, as_) for letter, as_ in CONFUSED if letter in low[1:]]
    letter, as_ = rng.choice(fitting)
    place = rng.choice([place for place, each in enumerate(low) if each == letter and place])
    return word[:place] + as_ + word[place + 1 :]


def _misspelt(word: str, rng: random.Random) -> str:
    place = rng.randrange(1, len(word) - 2)
    if not word[place].isalpha():
        place += 1
    kind = rng.randrange(4)
    if kind == 0:
        return word[:place] + word[place + 1 :]
    if kind == 1:
        return word[:place] + word[place] + word[place:]
    if kind == 2:
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    return word[:place] + rng.choice("aeiours") + word[place + 1 :]


def plants(seed: int, *, is_safe_harbor: bool = False) -> list[Plant]:
    """Some thousand plants, the same for the same seed."""
    rng = random.Random(seed)
    made: list[Plant] = []
    for sentence in SENTENCES:
        for name in KNOWN:
            made.append(_set(sentence, "", name, "", "known"))
            made.append(_set(sentence, "", name, "'s file", "known"))
        for word in MISREAD:
            made += [_set(sentence, "", _misread(word, rng), "", "misread") for _ in range(4)]
            made += [_set(sentence, "", _misspelt(word, rng), "", "misspelt") for _ in range(4)]
    for field in (*FIELDS, *FIELDS):
        for _ in range(2):
            for before, words, family in _numbers(rng):
                after = rng.choice(AFTER.get(family, ("",))) if before != "living in " else ""
                made.append(_set(field, before, words, after, family))
            if is_safe_harbor:
                made += [_set(field, before, words, "", family) for before, words, family in _dates(rng)]
    return made
