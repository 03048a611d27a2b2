"""Webhooks over JSON and with the SDK (wire contract section 9)."""

import hashlib
import hmac
from typing import Any

import nylas
import pytest
from nylas.models.errors import NylasApiError
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.blueprints.api.programs import Program
from tests.receivers import closed_port

UNKNOWN_ID = "3f0c2a5e-98f2-4a4b-9f0e-1a2b3c4d5e6f"


@pytest.fixture
def url(httpserver: HTTPServer) -> str:
    """An address that answers every challenge."""

    def answer(request: Request) -> Response:
        return Response(request.args.get("challenge"))

    httpserver.expect_request("/hook").respond_with_handler(answer)
    return httpserver.url_for("/hook")


def webhook_body(url: str, **changes: Any) -> dict[str, Any]:
    return {"trigger_types": ["booking.created"], "webhook_url": url, **changes}


def test_the_sdk_creates_finds_changes_rotates_and_deletes_a_webhook(sdk: nylas.Client, url: str) -> None:
    made = sdk.webhooks.create(
        webhook_body(url, description="Production", notification_email_addresses=["ops@example.com"])
    ).data
    found = sdk.webhooks.find(made.id).data
    changed = sdk.webhooks.update(made.id, {"trigger_types": ["booking.cancelled"]}).data
    rotated = sdk.webhooks.rotate_secret(made.id).data
    listed = sdk.webhooks.list().data
    deleted = sdk.webhooks.destroy(made.id)

    assert (found.status, found.description, found.notification_email_addresses) == (
        "active",
        "Production",
        ["ops@example.com"],
    )
    assert (changed.trigger_types, changed.webhook_url) == (["booking.cancelled"], url)
    assert len({made.webhook_secret, rotated.webhook_secret, ""}) == 3
    assert [webhook.id for webhook in listed] == [made.id]
    assert deleted.data is not None
    assert deleted.data.status == "success"
    with pytest.raises(NylasApiError) as refusal:
        sdk.webhooks.find(made.id)
    assert refusal.value.type == "not_found_error"


def test_a_list_holds_no_more_than_was_asked_for(sdk: nylas.Client, program: Program, url: str) -> None:
    made = [sdk.webhooks.create(webhook_body(url)).data.id for _ in range(3)]

    first = program.call("GET", "/webhooks?limit=2").get_json()
    second = program.call("GET", f"/webhooks?limit=2&page_token={first['next_cursor']}").get_json()

    assert len(first["data"]) == 2
    assert sorted(webhook["id"] for webhook in first["data"] + second["data"]) == sorted(made)
    assert "next_cursor" not in second
    assert program.refusal("GET", "/webhooks?page_token=strange")[0] == 400


def test_the_sdk_asks_where_webhooks_come_from(sdk: nylas.Client) -> None:
    assert sdk.webhooks.ip_addresses().data.ip_addresses == []


def test_the_secret_is_shown_by_creation_and_rotation_alone(program: Program, url: str) -> None:
    made = program.post("/webhooks", webhook_body(url))
    path = f"/webhooks/{made['id']}"

    rotated = program.post(f"/webhooks/rotate-secret/{made['id']}", {})
    later = [program.get(path), program.get("/webhooks")[0], program.put(path, {"description": "New"})]

    assert all("webhook_secret" in webhook for webhook in (made, rotated))
    assert not any("webhook_secret" in webhook for webhook in later)


@pytest.mark.parametrize(
    "method, path", [("POST", "/webhooks/rotate-secret/{id}"), ("PUT", "/webhooks/{id}/rotate-secret")]
)
def test_a_secret_is_rotated_in_both_spellings(program: Program, url: str, method: str, path: str) -> None:
    made = program.post("/webhooks", webhook_body(url))

    rotated = program.data(program.call(method, path.format(id=made["id"])))

    assert rotated["webhook_secret"] != made["webhook_secret"]


def test_a_failed_challenge_has_the_type_of_the_contract(program: Program, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/hook").respond_with_data("no", status=404)

    refused = program.refusal("POST", "/webhooks", webhook_body(httpserver.url_for("/hook")))

    assert refused == (400, "70005", "unable.verify.webhook_url : status is not ok, got 404")
    assert program.get("/webhooks") == []


def test_a_changed_address_must_answer_too(program: Program, url: str) -> None:
    made = program.post("/webhooks", webhook_body(url))

    refused = program.refusal(
        "PUT", f"/webhooks/{made['id']}", {"webhook_url": f"http://127.0.0.1:{closed_port()}/"}
    )

    assert refused[:2] == (400, "70005")
    assert program.get(f"/webhooks/{made['id']}")["webhook_url"] == url


def test_a_private_address_is_never_asked(program: Program) -> None:
    refused = program.refusal("POST", "/webhooks", webhook_body("http://169.254.169.254/latest/meta-data"))

    assert refused == (400, "70005", "unable.verify.webhook_url : private_address")


def test_what_is_not_sent_stays(program: Program, url: str) -> None:
    made = program.post("/webhooks", webhook_body(url, description="Mine", compressed_delivery=True))

    changed = program.put(f"/webhooks/{made['id']}", {"status": "pause"})

    expected = {
        key: changed[key] for key in ("description", "compressed_delivery", "trigger_types", "webhook_url")
    }
    assert changed["status"] == "pause"
    assert {key: made[key] for key in expected} == expected


def test_a_trigger_named_twice_is_stored_once(program: Program, url: str) -> None:
    made = program.post("/webhooks", webhook_body(url, trigger_types=["booking.created"] * 2))

    assert made["trigger_types"] == ["booking.created"]


@pytest.mark.parametrize(
    "trigger",
    ["booking.created", "booking.pending", "booking.rescheduled", "booking.cancelled", "booking.reminder"],
)
def test_an_example_of_every_trigger_can_be_had(program: Program, trigger: str) -> None:
    example = program.post("/webhooks/mock-payload", {"trigger_type": trigger})

    assert (example["type"], example["source"], example["specversion"]) == (trigger, "/nylas/passthru", "1.0")
    assert {"object", "booking_id", "configuration_id", "booking_info"} <= example["data"]["object"].keys()


def test_a_test_event_is_sent_signed_with_the_public_secret(program: Program, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/hook", method="POST").respond_with_data("ok")

    answer = program.post(
        "/webhooks/send-test-event",
        {"trigger_type": "booking.created", "webhook_url": httpserver.url_for("/hook")},
    )

    request, _ = httpserver.log[0]
    body = request.get_data()
    assert answer == "success"
    assert (
        request.headers["X-Nylas-Signature"]
        == hmac.new(b"mock-webhook-secret", body, hashlib.sha256).hexdigest()
    )


def test_a_test_event_that_nobody_takes_is_told(program: Program) -> None:
    body = {"trigger_type": "booking.created", "webhook_url": f"http://127.0.0.1:{closed_port()}/"}

    assert program.refusal("POST", "/webhooks/send-test-event", body)[0] == 400


@pytest.mark.parametrize(
    "change",
    [
        {"trigger_types": []},
        {"trigger_types": None},
        {"trigger_types": "booking.created"},
        {"trigger_types": ["event.created"]},
        {"trigger_types": [7]},
        {"webhook_url": None},
        {"webhook_url": ""},
        {"webhook_url": "example.com/hook"},
        {"webhook_url": "ftp://example.com/"},
        {"webhook_url": "javascript:alert(1)"},
        {"webhook_url": "http://user:secret@example.com/"},
        {"webhook_url": "http://[::1"},
        {"webhook_url": "http://exa mple.com/"},
        {"webhook_url": "http://example.com/\r\nX: y"},
        {"webhook_url": "http://example.com/" + "x" * 3000},
        {"description": "x" * 301},
        {"description": "a\nb"},
        {"notification_email_addresses": ["nobody"]},
        {"notification_email_addresses": ["a@b.org\nBcc: c@d.org"]},
        {"notification_email_addresses": ["a@b.org"] * 21},
        {"compressed_delivery": "perhaps"},
        {"status": "failed"},
    ],
)
def test_a_webhook_that_makes_no_sense_is_refused_unasked(
    program: Program, url: str, httpserver: HTTPServer, change: dict[str, object]
) -> None:
    refused = program.refusal("POST", "/webhooks", webhook_body(url, **change))

    assert refused[:2] == (400, "invalid_request_error")
    assert httpserver.log == []


@pytest.mark.parametrize("body", [{}, [], None, 7])
def test_a_body_that_is_no_webhook_is_refused(program: Program, body: object) -> None:
    assert program.refusal("POST", "/webhooks", body)[:2] == (400, "invalid_request_error")


@pytest.mark.parametrize(
    "method, path",
    [
        ("GET", "/webhooks/{id}"),
        ("PUT", "/webhooks/{id}"),
        ("DELETE", "/webhooks/{id}"),
        ("PUT", "/webhooks/{id}/rotate-secret"),
        ("POST", "/webhooks/rotate-secret/{id}"),
    ],
)
@pytest.mark.parametrize("webhook", ["x", "%00", UNKNOWN_ID])
def test_an_unknown_webhook_is_404(program: Program, method: str, path: str, webhook: str) -> None:
    assert program.refusal(method, path.format(id=webhook), {})[:2] == (404, "not_found_error")
