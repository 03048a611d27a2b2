"""What is asked of a page's document."""

from typing import Any

from tests.builders import availability, document
from webapp.models import Configuration
from webapp.services.configurations.document import validated


def page(**changes: Any) -> Configuration:
    return Configuration(document=validated(document(**changes)))


def test_a_page_tells_its_name() -> None:
    assert page(name="Talk").name == "Talk"


def test_a_page_is_in_the_zone_of_its_event() -> None:
    assert page(event_booking={"title": "Call", "timezone": "Asia/Tokyo"}).timezone == "Asia/Tokyo"


def test_without_one_it_is_in_the_zone_that_its_rules_say() -> None:
    hours = [{"days": [1], "start": "9:00", "end": "17:00", "timezone": "Europe/Berlin"}]

    assert (
        page(
            event_booking={"title": "Call"}, availability=availability(rules={"default_open_hours": hours})
        ).timezone
        == "Europe/Berlin"
    )
