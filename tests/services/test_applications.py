"""The first application is the one that is meant when nobody says which."""

import pytest

from tests.builders import NOW
from webapp.extensions import transaction
from webapp.models import Application
from webapp.services import applications

pytestmark = pytest.mark.usefixtures("app")


def test_before_there_is_any_no_application_is_the_default() -> None:
    assert applications.default_id() is None


def test_the_default_application_is_made_once() -> None:
    assert (
        applications.default(now=NOW).id == applications.default(now=NOW + 1).id == applications.default_id()
    )


def test_the_oldest_application_stays_the_default() -> None:
    first = applications.default(now=NOW)
    with transaction() as session:
        session.add(Application(name="Second", created_at=NOW + 1))

    assert applications.default_id() == first.id
