"""The routes: each is locked or open for a reason, none writes on GET, none obeys another site's form."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import StoppedClock, migrated_app
from tests.house import routes
from tests.house.scene import make_scene
from tests.pg import new_database
from webapp.blueprints.public.forms import CancellationForm, DecisionForm, PageForm
from webapp.extensions import db, transaction
from webapp.lib import form_origin
from webapp.models import RateLimit

pytestmark = pytest.mark.usefixtures("caldav_in_memory", "webhooks_in_memory")

# Who may be called without a sign-in, an API key or a session, and why.
OPEN_FOR_A_REASON = {
    "static": "style and script",
    "health.alive": "a probe has no key",
    "health.ready": "a probe has no key",
    "health.metrics": "asks for its own token, and is absent in production without one",
    "images.image_show": "pages and mails show it, and its id cannot be guessed",
    "pushes.push_create": "a provider calls it, and its channel's token is the key",
    "public.accent_show": "a colour is no secret",
    "public.embed_script_show": "every website may load it, and it names no page",
    "public.feed_show": "the token is the key",
    "public.invitation_show": "the token is the key",
    "public.llms_show": "it names no page",
    "public.profile_show": "the organizer has listed these pages for everybody",
    "public.page_read": "a scheduling page is for everybody",
    "public.page_show": "a scheduling page is for everybody",
    "public.booking_new": "a scheduling page is for everybody",
    "public.booking_create": "a scheduling page is for everybody",
    "public.booking_show": "the reference is the key",
    "public.booking_calendar": "the reference is the key",
    "public.reschedule_new": "the reference is the key",
    "public.reschedule_create": "the reference is the key",
    "public.cancellation_new": "the reference is the key",
    "public.cancellation_create": "the reference is the key",
    "public.confirmation_new": "the organizer's reference is the key",
    "public.confirmation_create": "the organizer's reference is the key",
    "public.declination_create": "the organizer's reference is the key",
}


@pytest.fixture
def protected_app(tmp_path: Path, quick_hashes: None) -> Iterator[Flask]:
    """An application that checks for forgery, as in life."""
    yield from _app(tmp_path, f"sqlite:///{tmp_path}/openslot.sqlite3", checks=True)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.slow)])
def careless_app(request: pytest.FixtureRequest, tmp_path: Path, quick_hashes: None) -> Iterator[Flask]:
    """The same application with the check switched off, on both databases: what is sent is written."""
    url = f"sqlite:///{tmp_path}/openslot.sqlite3"
    if request.param == "postgres":
        url = new_database(request.getfixturevalue("postgres_url"), name="careless")
    yield from _app(tmp_path, url, checks=False)


def _app(folder: Path, url: str, *, checks: bool) -> Iterator[Flask]:
    app = migrated_app(folder, database_url=url, WTF_CSRF_ENABLED=checks)
    with app.app_context():
        yield app
        db.engine.dispose()


def test_every_route_is_locked_or_open_for_a_reason(sqlite_app: Flask) -> None:
    assert routes.open_endpoints(sqlite_app) == set(OPEN_FOR_A_REASON)


def test_a_new_route_without_a_lock_is_found() -> None:
    planted = Flask(__name__, static_folder=None)
    planted.add_url_rule("/everything", endpoint="bad")

    assert routes.open_endpoints(planted) == {"bad"}


def test_no_GET_changes_state(sqlite_app: Flask, clock: StoppedClock) -> None:
    assert routes.changed_by_get(sqlite_app) == []


@pytest.mark.parametrize(
    "endpoint", ["dashboard.delivery_index", "api.webhook_show", "public.cancellation_new"]
)
def test_a_write_behind_GET_is_found(
    sqlite_app: Flask, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch, endpoint: str
) -> None:
    honest = sqlite_app.view_functions[endpoint]

    def writing(**parts: str) -> object:
        with transaction() as session:
            session.merge(RateLimit(key=endpoint, hits=1, expires_at=0))
        return honest(**parts)

    monkeypatch.setitem(sqlite_app.view_functions, endpoint, writing)

    assert routes.changed_by_get(sqlite_app, among=endpoint) == [endpoint]


def test_every_GET_is_answered_to_somebody_when_it_is_tried(app: Flask, clock: StoppedClock) -> None:
    assert routes.never_reached_by_get(app) == []


def test_a_GET_that_answers_nobody_is_found(
    sqlite_app: Flask, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sqlite_app.view_functions, "api.event_show", lambda **_: ("", 404))

    assert routes.never_reached_by_get(sqlite_app, among="api.event") == [
        "api.event_show: [404, 404, 404, 404, 404]"
    ]


def test_a_path_part_that_the_scene_does_not_know_is_found(sqlite_app: Flask, clock: StoppedClock) -> None:
    scene = make_scene(sqlite_app)

    with pytest.raises(AssertionError, match="give the path part 'flavour' a real value"):
        scene.address("dashboard.bad", "/dashboard/<flavour>")


def test_no_write_outside_of_the_API_obeys_a_forged_form(protected_app: Flask, clock: StoppedClock) -> None:
    assert routes.changed_by_forgery(protected_app) == []


def test_without_any_check_every_write_is_found(careless_app: Flask, clock: StoppedClock) -> None:
    found = routes.changed_by_forgery(careless_app)

    assert found == routes.writes_outside_of_the_api(careless_app)


@pytest.mark.parametrize(
    ("form", "endpoints"),
    [
        (CancellationForm, ["public.cancellation_create"]),
        (DecisionForm, ["public.confirmation_create", "public.declination_create"]),
    ],
)
def test_a_form_without_its_check_is_found(
    protected_app: Flask,
    clock: StoppedClock,
    monkeypatch: pytest.MonkeyPatch,
    form: type[PageForm],
    endpoints: list[str],
) -> None:
    monkeypatch.setattr(form, "validate", lambda _: True)

    assert routes.changed_by_forgery(protected_app, among="public.") == endpoints


def test_no_write_outside_of_the_API_obeys_another_site_that_has_a_token(
    protected_app: Flask, clock: StoppedClock
) -> None:
    assert routes.changed_by_borrowed_token(protected_app) == []


def test_a_form_that_believes_another_site_is_found(
    protected_app: Flask, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(form_origin, "is_foreign", lambda: False)

    assert routes.changed_by_borrowed_token(protected_app) == sorted(routes.FORM_PAGES)
