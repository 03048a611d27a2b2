from tests.builders import NOW, make_configuration
from webapp.models import Grant
from webapp.services.configurations import starting


def test_a_free_address_has_the_next_number(maya_grant: Grant) -> None:
    make_configuration(maya_grant, slug="intro-call")
    make_configuration(maya_grant, slug="intro-call-2")

    assert starting.free_slug("Intro call", application_id=maya_grant.application_id) == "intro-call-3"
    assert starting.free_slug("Intro", application_id=maya_grant.application_id) == "intro"


def test_a_long_name_becomes_a_short_address(maya_grant: Grant) -> None:
    slug = starting.free_slug("word " * 40, application_id=maya_grant.application_id)

    assert slug == "-".join(["word"] * 10)


def test_a_copy_of_a_copy_has_an_address_of_its_own(maya_grant: Grant) -> None:
    page = make_configuration(maya_grant)

    first = starting.copy(page, name="Copy", now=NOW)
    second = starting.copy(page, name="Copy", now=NOW)

    assert [first.slug, second.slug] == ["copy", "copy-2"]
