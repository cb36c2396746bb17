from openimr.guidelines.criteria import Fact, Facts, FactSource, Items, Text, YesNo
from openimr.guidelines.wording_facts import with_wording
from openimr.treatments.request import (
    BodySite,
    Drug,
    Guidance,
    Level,
    Modifier,
    Region,
    Service,
    TreatmentRequest,
)
from unit.guidelines.case_facts import fact, of


def values(request: TreatmentRequest, facts: Facts | None = None) -> dict[str, object]:
    return {it.name: it.value for it in with_wording(facts or Facts(), request).facts}


def test_an_empty_request_states_nothing() -> None:
    assert with_wording(Facts(), TreatmentRequest(raw="")) == Facts()


def test_a_request_states_what_it_names_and_the_parts_that_hold_its_own() -> None:
    request = TreatmentRequest(
        raw="",
        service=Service(code="physical_therapy"),
        modifiers=(Modifier.POSTOPERATIVE,),
        body=(BodySite(part="wrist"),),
        guidance=Guidance.FLUOROSCOPY,
    )
    assert values(request) == {
        "requested_services": Items(items=("physical_therapy",)),
        "requested_parts": Items(items=("wrist", "upper_extremity")),
        "requested_guidance": Text(words="fluoroscopy"),
        "is_postsurgical": YesNo(is_so=True),
    }


def test_levels_of_the_spine_name_their_part() -> None:
    level = Level(region=Region.LUMBAR, from_="L4", to="L5")
    assert values(TreatmentRequest(raw="", levels=(level,))) == {
        "requested_parts": Items(items=("lumbar_spine", "back", "spine"))
    }


def test_a_drug_is_stated_with_its_form() -> None:
    request = TreatmentRequest(raw="", drug=Drug(name="Voltaren gel", generic="diclofenac", form="gel"))
    assert values(request) == {
        "requested_drugs": Items(items=("diclofenac", "voltaren_gel", "diclofenac_topical")),
        "requested_form": Text(words="gel"),
    }
    assert "requested_form" not in values(TreatmentRequest(raw="", drug=Drug(name="Voltaren")))


def test_a_file_of_facts_goes_before_the_wording() -> None:
    own = fact("requested_parts", Items(items=("knee",)))
    request = TreatmentRequest(raw="", body=(BodySite(part="wrist"),))
    assert values(request, of(own)) == {"requested_parts": Items(items=("knee",))}


def test_what_the_request_states_needs_no_page() -> None:
    stated = Fact(name="requested_form", value=Text(words="gel"), source=FactSource.REQUEST)
    assert (stated.is_pinned, stated.place()) == (True, "the request")


def test_a_request_states_the_operation_that_it_follows_and_a_form_that_is_counted() -> None:
    service = Service(code="physical_therapy", category="rehabilitation", combined=("rotator_cuff_repair",))
    after = TreatmentRequest(raw="", service=service, modifiers=(Modifier.POSTOPERATIVE,))
    assert values(after)["surgery"] == Items(items=("rotator_cuff_repair",))
    tablets = TreatmentRequest(raw="", drug=Drug(name="gabapentin", unit="tablet"))
    assert values(tablets)["requested_form"] == Text(words="tablet")
