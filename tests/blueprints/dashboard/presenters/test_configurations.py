from tests.builders import make_configuration, make_pending_configuration
from webapp.blueprints.dashboard.presenters.configurations import scheduling_page
from webapp.models import Grant


def test_a_page_is_known_by_what_a_booking_of_it_leads_to(maya_grant: Grant) -> None:
    instant, asking = make_configuration(maya_grant), make_pending_configuration(maya_grant)

    assert scheduling_page(instant).promise == "Booked at once"
    assert scheduling_page(asking).promise == "You confirm each booking"


def test_the_address_of_a_page_has_its_slug_or_else_its_id(maya_grant: Grant) -> None:
    named, unnamed = make_configuration(maya_grant), make_configuration(maya_grant, slug=None)

    assert scheduling_page(named).address == "https://book.example.org/intro"
    assert scheduling_page(unnamed).address == f"https://book.example.org/{unnamed.id}"


def test_a_private_page_has_no_address(maya_grant: Grant) -> None:
    private = make_configuration(maya_grant, requires_session_auth=True)

    assert scheduling_page(private).address is None
