from openimr.guidelines.criteria.known import FactKind, known_facts
from openimr.guidelines.fact_names import all_fact_names
from openimr.guidelines.library import recommendations


def test_the_rulebook_goes_before_a_recommendation() -> None:
    names = all_fact_names()
    assert names["prior_sessions"] == known_facts()["prior_sessions"]
    assert names["prior_sessions"].kind is FactKind.NUMBER


def test_everything_that_a_recommendation_asks_for_has_a_name() -> None:
    names = all_fact_names()
    for record in recommendations():
        for requirement in (*record.prerequisites, *record.contraindications, *record.not_for):
            assert requirement.id in names
            assert names[f"{record.id}.{requirement.id}"].means == requirement.test
    assert names["chronic_pain"].kind is FactKind.YES_NO
    assert names["crps"].kind is FactKind.YES_NO
    assert names["treatment_notes"].kind is FactKind.TEXT
    assert names["GEN-CAP24.exception"].kind is FactKind.YES_NO
