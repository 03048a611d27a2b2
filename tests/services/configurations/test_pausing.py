from sqlalchemy import update

from tests.builders import NOW, make_configuration, reread
from webapp.extensions import transaction
from webapp.models import Grant
from webapp.services.configurations import pausing


def test_a_pause_is_a_change_of_the_page_and_of_nothing_else_in_it(maya_grant: Grant) -> None:
    page = make_configuration(maya_grant)
    before, revision = page.document, page.revision

    pausing.pause(page, now=NOW + 1)

    paused = reread(page)
    assert paused.document == {**before, "paused": True}
    assert (paused.revision, paused.updated_at) == (revision + 1, NOW + 1)

    pausing.resume(paused, now=NOW + 2)
    assert reread(page).document == {**before, "paused": False}


def test_a_page_whose_calendar_is_gone_can_be_paused(maya_grant: Grant) -> None:
    page = make_configuration(maya_grant)
    with transaction() as session:
        session.execute(update(Grant).values(status="invalid"))

    pausing.pause(page, now=NOW)

    assert reread(page).document["paused"] is True
