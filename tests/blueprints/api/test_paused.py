from tests.blueprints.api.conftest import Api, error
from tests.builders import HOUR, NOW, PRIYA, TOMORROW_AT_TEN, make_configuration
from webapp.models import Grant
from webapp.services.configurations import pausing


def test_a_page_that_is_paused_takes_no_booking_of_a_program(api: Api, grant: Grant) -> None:
    page = make_configuration(grant)
    pausing.pause(page, now=NOW)
    body = {
        "start_time": TOMORROW_AT_TEN,
        "end_time": TOMORROW_AT_TEN + HOUR // 2,
        "guest": {"name": "Priya", "email": PRIYA},
    }

    status, _, message = error(api.post("/scheduling/bookings", body, configuration_id=page.id))

    assert (status, message) == (400, "This configuration is paused: it takes no bookings at the moment.")
