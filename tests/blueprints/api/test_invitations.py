"""Invitations over JSON."""

from typing import Any

import pytest

from tests.blueprints.api.conftest import Api, data, error
from tests.builders import (
    DAY,
    NOW,
    PRIYA,
    TOMORROW_AT_TEN,
    make_other_configuration,
)
from tests.conftest import StoppedClock
from webapp.models import Configuration
from webapp.services.configurations import invitations
from webapp.services.configurations.invitations import Invited

PATH, BOOKINGS = "/scheduling/invitations", "/scheduling/bookings"
FREE, WINDOW = "/scheduling/availability", {"start_time": NOW, "end_time": NOW + DAY}


def made(api: Api, page: Configuration, **values: Any) -> dict[str, Any]:
    answer: dict[str, Any] = data(api.post(PATH, {"configuration_id": page.id, **values}))
    return answer


def slot(hours: int = 0) -> dict[str, Any]:
    start = TOMORROW_AT_TEN + hours * 3600
    return {
        "start_time": start,
        "end_time": start + 1800,
        "guest": {"name": "Priya Raman", "email": PRIYA},
    }


@pytest.mark.parametrize("named_by", ["configuration_id", "slug"])
def test_an_invitation_is_made_with_a_link_that_is_shown_once(
    api: Api, private_page: Configuration, named_by: str
) -> None:
    named = {"configuration_id": private_page.id} if named_by == "configuration_id" else {"slug": "private"}
    about = {"name": "Priya", "email": PRIYA, "note": "After the fair", "expires_at": NOW + DAY, "uses": 3}

    created = data(api.post(PATH, {**named, **about}))

    token = created.pop("token")
    assert created.pop("url") == f"https://book.example.org/invitations/{token}"
    assert created == {
        **about,
        "id": created["id"],
        "configuration_id": private_page.id,
        "status": "live",
        "uses_left": 3,
        "created_at": NOW,
    }
    assert data(api.get(PATH, configuration_id=private_page.id)) == [created]


def test_what_is_left_out_means_one_use_without_an_end(api: Api, private_page: Configuration) -> None:
    created = made(api, private_page)

    assert (created["uses"], created["expires_at"], created["name"], created["note"]) == (1, None, None, None)


def test_a_token_opens_all_that_a_session_does(api: Api, private_page: Configuration) -> None:
    holder = api.as_bearer(made(api, private_page)["token"])

    free = holder.get(FREE, **WINDOW)
    settings = data(holder.get("/scheduling/ui-settings"))
    booking = data(holder.post(BOOKINGS, slot()))

    assert free.status_code == 200
    assert settings["configuration_id"] == private_page.id
    assert booking["status"] == "booked"


def test_a_token_that_is_used_up_looks_after_its_booking_and_does_nothing_else(
    api: Api, private_page: Configuration
) -> None:
    holder = api.as_bearer(made(api, private_page)["token"])
    booking_id = data(holder.post(BOOKINGS, slot()))["booking_id"]

    again, free = holder.post(BOOKINGS, slot(1)), holder.get(FREE, **WINDOW)
    to_move = holder.get(FREE, **WINDOW, booking_id=booking_id)
    moved = holder.patch(f"{BOOKINGS}/{booking_id}", slot(2))
    cancelled = holder.delete(f"{BOOKINGS}/{booking_id}")

    for refused in (again, free):
        assert error(refused) == (
            401,
            "invalid_session",
            "The invitation was used already, as often as it can be.",
        )
    assert [answer.status_code for answer in (to_move, moved, cancelled)] == [200, 200, 200]


def test_an_invitation_that_ended_says_why(
    api: Api, private_page: Configuration, clock: StoppedClock
) -> None:
    revoked, expired = made(api, private_page), made(api, private_page, expires_at=NOW + DAY)
    api.delete(f"{PATH}/{revoked['id']}")
    clock.advance(days=1)

    def said(token: str) -> tuple[int, str, str]:
        return error(api.as_bearer(token).get("/scheduling/ui-settings"))

    assert said(revoked["token"]) == (401, "invalid_session", "The invitation was revoked.")
    assert said(expired["token"]) == (401, "invalid_session", "The invitation has expired.")
    assert said("osi_nothing") != said(expired["token"])
    listed = data(api.get(PATH, configuration_id=private_page.id))
    assert sorted(row["status"] for row in listed) == ["expired", "revoked"]


def test_a_list_is_read_in_parts(api: Api, private_page: Configuration) -> None:
    ids = {made(api, private_page)["id"] for _ in range(3)}

    first = api.get(PATH, configuration_id=private_page.id, limit=2).get_json()
    cursor = first["next_cursor"]
    rest = api.get(PATH, configuration_id=private_page.id, limit=2, page_token=cursor).get_json()

    assert {row["id"] for row in [*first["data"], *rest["data"]]} == ids
    assert "next_cursor" not in rest
    assert error(api.get(PATH, configuration_id=private_page.id, page_token="x"))[0] == 400


def test_a_token_is_for_its_own_page(api: Api, private_page: Configuration, page: Configuration) -> None:
    holder = api.as_bearer(made(api, private_page)["token"])

    assert error(holder.get("/scheduling/ui-settings", configuration_id=page.id))[0] == 404


def test_an_invitation_of_another_application_is_not_there(api: Api) -> None:
    other = make_other_configuration()
    invitation, _ = invitations.create(other, Invited(), now=NOW)

    assert error(api.delete(f"{PATH}/{invitation.id}"))[0] == 404
    assert error(api.post(PATH, {"configuration_id": other.id}))[0] == 404
    assert error(api.get(PATH, configuration_id=other.id))[0] == 404


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"uses": 0}, "uses"),
        ({"uses": 1001}, "uses"),
        ({"uses": "many"}, "uses"),
        ({"expires_at": NOW}, "expires_at"),
        ({"expires_at": -1}, "expires_at"),
        ({"email": "nobody"}, "email"),
        ({"name": "x" * 201}, "name"),
        ({"note": "a\x00b"}, "note"),
        ({"configuration_id": None}, "configuration_id"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_field(
    api: Api, private_page: Configuration, values: dict[str, Any], field: str
) -> None:
    status, _, message = error(api.post(PATH, {"configuration_id": private_page.id, **values}))

    assert (status, f"`{field}`" in message) == (400, True)


def test_only_a_program_invites(api: Api, private_page: Configuration) -> None:
    stranger = api.as_bearer(made(api, private_page)["token"])

    assert error(stranger.post(PATH, {"configuration_id": private_page.id}))[0] == 401
    assert error(stranger.get(PATH, configuration_id=private_page.id))[0] == 401
