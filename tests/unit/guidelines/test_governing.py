import msgspec
import pytest

from openimr.guidelines.criteria import Facts, Items, Text
from openimr.guidelines.governing import (
    Aside,
    LeftAside,
    Matched,
    drugs_of,
    form_of,
    frames,
    matching,
    parts_of,
    services_of,
    surgery_of,
)
from openimr.guidelines.library import dates_on
from openimr.guidelines.recommendation import Recommendation, TriggerDates
from openimr.treatments.request import (
    BodySite,
    Code,
    CodeSystem,
    Drug,
    Ingredient,
    Level,
    Modifier,
    Region,
    Service,
    TreatmentRequest,
)
from unit.guidelines.case_facts import fact, of, said
from unit.guidelines.records import ON, record

ACUPUNCTURE = TreatmentRequest(raw="acupuncture", service=Service(code="acupuncture"))


def matched(
    request: TreatmentRequest,
    *records: Recommendation,
    facts: Facts | None = None,
    dates: TriggerDates | None = None,
    has_drafts: bool = False,
) -> tuple[tuple[Matched, ...], tuple[LeftAside, ...]]:
    return matching(
        request, facts or Facts(), dates=dates or dates_on(ON), recommendations=records, has_drafts=has_drafts
    )


def ids(request: TreatmentRequest, *records: Recommendation, has_drafts: bool = False) -> list[str]:
    return [it.recommendation.id for it in matched(request, *records, has_drafts=has_drafts)[0]]


def why(request: TreatmentRequest, one: Recommendation, facts: Facts | None = None) -> Aside | None:
    aside = matched(request, one, facts=facts)[1]
    return aside[0].why if aside else None


def test_a_recommendation_on_the_service_governs() -> None:
    assert ids(ACUPUNCTURE, record(), record(id="X-2", services=["massage"])) == ["X-1"]


def test_an_empty_request_is_governed_by_nothing() -> None:
    assert ids(TreatmentRequest(raw=""), record()) == []
    assert services_of(TreatmentRequest(raw="")) == ()


def test_services_given_together_each_find_their_guideline() -> None:
    both = TreatmentRequest(raw="", service=Service(code="cbt", combined=("cbt", "acupuncture")))
    assert ids(both, record()) == ["X-1"]
    assert services_of(both) == ("cbt", "acupuncture")


def test_another_reading_finds_its_guideline_and_says_so() -> None:
    request = TreatmentRequest(raw="", service=Service(code="massage", alternatives=("yoga", "acupuncture")))
    ((only,), _) = matched(request, record())
    assert only.read_as == "acupuncture"


def test_a_code_or_a_drug_finds_its_guideline() -> None:
    coded = TreatmentRequest(raw="", codes=(Code(system=CodeSystem.CPT, code="97811"),))
    assert ids(coded, record(services=[], codes=["97810-97814"])) == ["X-1"]
    diagnosed = TreatmentRequest(raw="", codes=(Code(system=CodeSystem.ICD9, code="97811"),))
    assert ids(diagnosed, record(services=[], codes=["97810-97814"])) == []
    drug = TreatmentRequest(raw="", drug=Drug(name="Voltaren", generic="diclofenac"))
    assert ids(drug, record(services=[], drugs=["diclofenac"])) == ["X-1"]
    compound = TreatmentRequest(raw="", drug=Drug(name="cream", ingredients=(Ingredient(name="Gabapentin"),)))
    assert ids(compound, record(services=[], drugs=["gabapentin"])) == ["X-1"]
    assert ids(drug, record(services=[], drugs=["tramadol"])) == []


@pytest.mark.parametrize("kind", ["definition", "example"])
def test_definitions_and_examples_do_not_govern(kind: str) -> None:
    assert ids(ACUPUNCTURE, record(kind=kind)) == []


def test_answers_stand_in_the_order_of_search() -> None:
    odg, law, mtus = (record(id=it, scope=it) for it in ("second_step", "law", "mtus"))
    assert ids(ACUPUNCTURE, odg, law, mtus) == ["law", "mtus", "second_step"]


def test_the_third_step_is_open_only_where_the_steps_before_give_nothing() -> None:
    third = record(id="third", scope="third_step")
    assert ids(ACUPUNCTURE, third) == ["third"]
    assert matched(ACUPUNCTURE, third, record())[1] == (LeftAside(id="third", topic="Invented", why=Aside.LATER_STEP),)


def test_a_draft_is_off_unless_it_is_asked_for() -> None:
    draft = record(verification="draft")
    assert why(ACUPUNCTURE, draft) is Aside.DRAFT
    assert ids(ACUPUNCTURE, draft, has_drafts=True) == ["X-1"]


@pytest.mark.parametrize(
    ("begins", "ends", "expected"),
    [
        ("2014-09-30", None, None),
        ("2014-10-01", None, Aside.NOT_IN_FORCE),
        ("2009-01-01", "2014-09-30", None),
        ("2009-01-01", "2014-09-29", Aside.NOT_IN_FORCE),
    ],
)
def test_a_recommendation_governs_from_its_first_to_its_last_day(
    begins: str, ends: str | None, expected: Aside | None
) -> None:
    one = record(effective=[{"from": begins, "to": ends, "trigger": "request_date"}])
    assert why(ACUPUNCTURE, one) is expected


def test_a_day_that_is_not_known_decides_nothing() -> None:
    served = record(effective=[{"from": "2009-01-01", "trigger": "service_date"}])
    (_, (only,)) = matched(ACUPUNCTURE, served, dates=TriggerDates(request=ON))
    assert only.why is Aside.DAY_NOT_KNOWN


def test_a_recommendation_for_another_part_of_the_body_is_left_aside() -> None:
    knee = TreatmentRequest(raw="", service=Service(code="acupuncture"), body=(BodySite(part="knee"),))
    assert parts_of(knee) == ("knee",)
    assert why(knee, record(conditions={"body": ["neck"]})) is Aside.OTHER_BODY_PART
    assert why(knee, record(conditions={"body": ["lower_extremity"]})) is None
    assert why(ACUPUNCTURE, record(conditions={"body": ["neck"]})) is None


AFTER_SURGERY = record(
    conditions={"phase": ["postsurgical"], "surgery": ["rotator_cuff_repair"], "surgery_codes": ["29827"]}
)


def test_therapy_after_a_surgery_needs_the_surgery_to_be_documented() -> None:
    assert why(ACUPUNCTURE, AFTER_SURGERY) is Aside.SURGERY_NOT_DOCUMENTED
    assert why(ACUPUNCTURE, AFTER_SURGERY, of(said("is_postsurgical", is_so=False))) is Aside.SURGERY_NOT_DOCUMENTED
    assert why(ACUPUNCTURE, AFTER_SURGERY, of(said("is_postsurgical"))) is None
    after = TreatmentRequest(raw="", service=Service(code="acupuncture"), modifiers=(Modifier.POSTOPERATIVE,))
    assert why(after, AFTER_SURGERY) is None


def test_a_documented_surgery_chooses_its_recommendation() -> None:
    assert why(ACUPUNCTURE, AFTER_SURGERY, of(fact("surgery", Items(items=("Rotator cuff repair",))))) is None
    assert why(ACUPUNCTURE, AFTER_SURGERY, of(fact("surgery", Text(words="29827")))) is None
    other = of(fact("surgery", Items(items=("carpal_tunnel_release",))))
    assert why(ACUPUNCTURE, AFTER_SURGERY, other) is Aside.OTHER_SURGERY
    assert why(ACUPUNCTURE, AFTER_SURGERY, of(said("surgery"))) is Aside.SURGERY_NOT_DOCUMENTED


def test_rules_without_a_service_frame_what_governs_in_their_document() -> None:
    source = {"cite": "Invented", "licence": "public", "document": "chronic-pain-2009"}
    frame = record(id="FRAME", kind="rule", services=[], source=source)
    governing = (Matched(recommendation=record(source=source)),)
    assert frames([frame], governing, dates=dates_on(ON)) == ("FRAME",)
    assert frames([frame], (Matched(recommendation=record()),), dates=dates_on(ON)) == ()
    assert frames([record(kind="rule", source=source)], governing, dates=dates_on(ON)) == ()


def test_every_reason_has_words() -> None:
    assert all(it.words for it in Aside)


def drug(name: str, generic: str) -> TreatmentRequest:
    asked = Drug(name=name, generic=generic, ingredients=(Ingredient(name=generic),))
    return TreatmentRequest(raw=name, service=Service(code="topical_analgesics"), drug=asked)


def test_a_recommendation_limited_to_other_drugs_is_not_about_the_request() -> None:
    limited = record(services=["topical_analgesics"], drugs=["capsaicin"], is_limited_to_drugs=True)
    assert ids(drug("capsaicin cream", "capsaicin"), limited) == ["X-1"]
    assert ids(drug("Voltaren gel", "diclofenac"), limited) == []
    unnamed = TreatmentRequest(raw="", service=Service(code="topical_analgesics"))
    assert ids(unnamed, limited) == ["X-1"]


def test_a_brand_is_known_by_its_id_in_the_vocabulary() -> None:
    limited = record(services=["topical_analgesics"], drugs=["lidocaine_patch"], is_limited_to_drugs=True)
    assert ids(drug("Lidoderm", "lidocaine"), limited) == ["X-1"]
    assert drugs_of(drug("Lidoderm", "lidocaine")) == ("lidocaine", "lidoderm", "lidocaine_patch")
    assert drugs_of(drug("an unheard-of drug", "unheard")) == ("unheard", "an_unheard-of_drug")
    assert drugs_of(ACUPUNCTURE) == ()


def test_every_drug_in_the_words_of_a_cream_counts() -> None:
    cream = drug("flurbiprofen", "flurbiprofen")
    cream = msgspec.structs.replace(cream, raw="Flurbiprofen/cyclobenzaprine/menthol cream 120 gm")
    assert {"flurbiprofen", "cyclobenzaprine"} <= set(drugs_of(cream))


def test_levels_of_the_spine_find_the_guideline_for_their_part() -> None:
    level = Level(region=Region.CERVICAL, from_="C5", to="C6")
    request = msgspec.structs.replace(ACUPUNCTURE, levels=(level,))
    assert parts_of(request) == ("neck",)
    assert why(request, record(conditions={"body": ["knee"]})) is Aside.OTHER_BODY_PART


def test_parts_of_the_body_in_the_facts_count_where_the_wording_names_none() -> None:
    facts = of(fact("requested_parts", Items(items=("knee",))))
    assert parts_of(ACUPUNCTURE, facts) == ("knee",)
    assert why(ACUPUNCTURE, record(conditions={"body": ["neck"]}), facts) is Aside.OTHER_BODY_PART
    assert parts_of(ACUPUNCTURE, of(fact("requested_parts", Text(words="knee")))) == ()


CREAMS = record(services=["topical_analgesics"], drugs=["gabapentin"], conditions={"forms": ["cream", "patch"]})


def gabapentin(*, form: str | None = None, unit: str | None = None, code: str = "antiepileptics") -> TreatmentRequest:
    drug = Drug(name="gabapentin", generic="gabapentin", form=form, unit=unit)
    return TreatmentRequest(raw="", service=Service(code=code), drug=drug)


@pytest.mark.parametrize(
    ("request_", "aside"),
    [
        (gabapentin(form="cream"), None),
        (gabapentin(unit="patch"), None),
        (gabapentin(unit="tablet"), Aside.OTHER_FORM),
        (gabapentin(form="gel"), Aside.OTHER_FORM),
        (gabapentin(unit="gram"), Aside.FORM_NOT_DOCUMENTED),
        (gabapentin(), Aside.FORM_NOT_DOCUMENTED),
        (gabapentin(code="topical_analgesics"), None),
        (gabapentin(code="topical_analgesics", form="gel"), None),
        (gabapentin(code="topical_analgesics", unit="tablet"), Aside.OTHER_FORM),
    ],
)
def test_what_is_about_creams_says_nothing_of_tablets(request_: TreatmentRequest, aside: Aside | None) -> None:
    assert why(request_, CREAMS) is aside


def test_the_form_of_a_drug_may_stand_in_the_facts() -> None:
    cream = of(fact("requested_form", Text(words="Cream")))
    assert form_of(gabapentin(), cream) == "cream"
    assert form_of(gabapentin(unit="tablet"), cream) == "tablet"
    assert form_of(ACUPUNCTURE) is None
    assert form_of(gabapentin(), of(said("requested_form"))) is None
    assert why(gabapentin(), CREAMS, cream) is None


def therapy(*combined: str, modifiers: tuple[Modifier, ...] = (Modifier.POSTOPERATIVE,)) -> TreatmentRequest:
    service = Service(code="physical_therapy", category="rehabilitation", combined=("physical_therapy", *combined))
    return TreatmentRequest(raw="", service=service, modifiers=modifiers)


def test_an_operation_that_therapy_follows_is_named_and_not_asked_for() -> None:
    after = therapy("rotator_cuff_repair")
    assert services_of(after) == ("physical_therapy",)
    assert surgery_of(after) == ("rotator_cuff_repair",)
    assert services_of(therapy("acupuncture")) == ("physical_therapy", "acupuncture")
    assert services_of(therapy("rotator_cuff_repair", modifiers=())) == ("physical_therapy", "rotator_cuff_repair")
    operation = Service(code="meniscectomy", category="surgery", combined=("meniscectomy", "arthroscopy"))
    asked = TreatmentRequest(raw="", service=operation, modifiers=(Modifier.POSTOPERATIVE,))
    assert (services_of(asked), surgery_of(asked)) == (("meniscectomy", "arthroscopy"), ())


def test_an_operation_of_any_kind_chooses_no_recommendation() -> None:
    assert surgery_of(therapy("arthroscopy")) == ()
    assert services_of(therapy("arthroscopy")) == ("physical_therapy",)


def test_the_operation_in_the_wording_chooses_its_recommendation() -> None:
    cuff = record(
        services=["physical_therapy"], conditions={"phase": ["postsurgical"], "surgery": ["rotator_cuff_repair"]}
    )
    assert why(therapy("rotator_cuff_repair"), cuff) is None
    assert why(therapy("meniscectomy"), cuff) is Aside.OTHER_SURGERY
    assert why(therapy("meniscectomy"), cuff, of(fact("surgery", Text(words="rotator cuff repair")))) is None


def test_what_is_for_after_the_operation_stands_before_the_rest_of_its_step() -> None:
    general = record(id="A", services=["physical_therapy"])
    after = record(id="B", services=["physical_therapy"], conditions={"phase": ["postsurgical"]})
    law = record(id="C", services=["physical_therapy"], scope="law")
    assert ids(therapy(), general, after, law) == ["C", "B", "A"]
