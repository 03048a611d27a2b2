from tests.builders import availability, document
from webapp.blueprints.dashboard.editor import holidays
from webapp.services.configurations.document import validated
from webapp.services.configurations.rules import rules_for


def test_countries_have_names_and_codes_of_two_letters(app: object) -> None:
    ((_, options),) = holidays.countries()
    named = dict(options)

    assert (named["DE"], named[""]) == ("Germany", "No country")
    assert all(len(code) == 2 for code in named if code)


def test_regions_have_the_names_that_are_used_there(app: object) -> None:
    assert ("BY", "Bayern") in [(choice.value, choice.label) for choice in holidays.regions("DE")]
    assert len(holidays.regions("")) == 1


def test_each_region_is_taken_by_a_document() -> None:
    for country in ("DE", "US", "AU", "BE"):
        for region in holidays.codes_of_regions(country):
            named = {"holidays": {"country": country, "subdivision": region}}
            rules_for(validated(document(availability=availability(rules=named))), now=0)
