"""What the routes of an application do: which are open, which change something, which nobody could call."""

import re
from collections.abc import Callable, Iterator, Mapping

from flask import Flask
from werkzeug.routing import Rule

from tests.browser import ORIGIN
from tests.conftest import empty_tables
from tests.house.bodies import bodies
from tests.house.scene import Rows, Scene, ask, make_first_scene, make_scene, rows

WRITING = {"POST", "PUT", "PATCH", "DELETE"}
# The API and the dashboard have locks of their own, and tests of them: test_callers.py and test_access.py.
LOCKED = ("api.", "dashboard.")
FIRST_START = "dashboard.setup_"  # open only before anybody is there
STORES_NOTHING = {
    "pushes.push_create",  # but for whoever has a channel's token, which no form has
    "dashboard.consent_create",  # what it begins is kept in the browser's cookie
    "dashboard.webhook_test_create",  # what it sends is invented
    "dashboard.second_factor_new",  # the secret that it shows waits in its form
    "dashboard.draft_show",  # a form is sent to it to be looked at
}
FORM_PAGES = {  # the page whose form sends to it, of those that need no sign-in
    "public.booking_create": "/<slug>/bookings/new",
    "public.cancellation_create": "/bookings/<reference>/cancel",
    "public.confirmation_create": "/bookings/<reference>/confirm",
    "public.declination_create": "/bookings/<reference>/confirm",
    "public.reschedule_create": "/bookings/<reference>/reschedule",
}
FROM_ELSEWHERE = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
LEADS_ON = {
    "api.authorization_new",
    "dashboard.consent_show",
    "dashboard.root",
    "public.invitation_show",
}  # a redirect is all that they answer


def open_endpoints(app: Flask) -> set[str]:
    """Endpoints that no lock is in front of."""
    return {rule.endpoint for rule in app.url_map.iter_rules() if not rule.endpoint.startswith(LOCKED)}


def changed_by_get(app: Flask, *, among: str = "") -> list[str]:
    """Endpoints that change a row when somebody opens them: a stranger, a session, a program or Maya.

    `among`: how the names of those begin that are tried, here and below.
    """
    changed = []
    for scene, rules in _scenes(app, among):
        before = rows()
        for rule in rules:
            _open(scene, rule)
            if (after := rows()) != before:
                changed.append(rule.endpoint)
            before = after
    return sorted(changed)


def never_reached_by_get(app: Flask, *, among: str = "") -> list[str]:
    """`endpoint: statuses` where not one of the callers got an answer: such a question would prove nothing."""
    answers = {rule.endpoint: _open(scene, rule) for scene, rules in _scenes(app, among) for rule in rules}
    return [
        f"{endpoint}: {statuses}"
        for endpoint, statuses in answers.items()
        if min(statuses) >= 300 and endpoint not in LEADS_ON
    ]


def changed_by_forgery(app: Flask, *, among: str = "") -> list[str]:
    """Endpoints outside of the API that change a row without the token of our own form. Each meets a whole scene.

    The forger has all that another site has in Maya's browser: her cookies, the address and the fields.
    """
    return list(_changed(app, among, _forge))


def changed_by_borrowed_token(app: Flask, *, among: str = "") -> list[str]:
    """The same with the token of a form that the forger has opened at home: no token of a guest's form is tied to a
    browser, as those of organizers are. The forger's page is of another site, and Maya's browser says so."""

    def forge(scene: Scene, rule: Rule) -> None:
        _forge(scene, rule, csrf_token=_borrowed_token(scene, rule), headers=FROM_ELSEWHERE)

    return list(_changed(app, among, forge))


def _changed(app: Flask, among: str, forge: Callable[[Scene, Rule], None]) -> Iterator[str]:
    """A scene that nobody has changed serves the next one, too: to make it takes longest."""
    made: dict[bool, tuple[Scene, Rows]] = {}
    for rule in _rules_with(app, WRITING, among):
        if rule.endpoint.startswith("api."):
            continue
        is_first = _is_first(rule)
        if is_first not in made:
            empty_tables()
            scene = make_first_scene(app) if is_first else make_scene(app)
            made = {is_first: (scene, rows())}
        scene, before = made[is_first]
        forge(scene, rule)
        if rows() != before:
            made.clear()
            yield rule.endpoint


def _borrowed_token(scene: Scene, rule: Rule) -> str:
    """The token in the form that sends to this endpoint, as a browser without any cookie gets it."""
    page = FORM_PAGES.get(rule.endpoint)
    if page is None:
        return ""
    path = scene.address(rule.endpoint, page)
    form = ask(scene.app.test_client(), "GET", path, query_string=scene.query).text
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', form)
    assert token, f"{path} has no form with a token"
    return token[1]


def writes_outside_of_the_api(app: Flask) -> list[str]:
    """The endpoints that `changed_by_forgery` tries, but for those that store nothing anyway."""
    tried = [rule.endpoint for rule in _rules_with(app, WRITING) if not rule.endpoint.startswith("api.")]
    return [endpoint for endpoint in tried if endpoint not in STORES_NOTHING]


def _open(scene: Scene, rule: Rule) -> list[int]:
    path = scene.address(rule.endpoint, rule.rule)
    stranger = scene.app.test_client()
    answers = [
        ask(stranger, "GET", path, query_string=scene.query, headers=headers)
        for headers in scene.callers.values()
    ]
    answers.append(ask(scene.browser(), "GET", path, query_string=scene.query))
    return [answer.status_code for answer in answers]


def _forge(
    scene: Scene, rule: Rule, *, csrf_token: str = "", headers: Mapping[str, str] | None = None
) -> None:
    known = bodies()
    assert rule.endpoint in known, f"{rule.endpoint}: say in tests/house/scene.py what a person sends"
    method = next(iter((rule.methods or set()) & WRITING))
    sent = {name: str(value).format(**scene.parts) for name, value in known[rule.endpoint].items()}
    if csrf_token:
        sent["csrf_token"] = csrf_token
    ask(
        scene.browser(rule.endpoint),
        method,
        scene.address(rule.endpoint, rule.rule),
        data=sent,
        query_string=scene.query,
        headers={"Referer": ORIGIN + "/", **(headers or {})},
    )


def _scenes(app: Flask, among: str) -> Iterator[tuple[Scene, list[Rule]]]:
    """Each scene with the rules that are to be opened in it."""
    rules = list(_rules_with(app, {"GET"}, among))
    yield make_first_scene(app), [rule for rule in rules if _is_first(rule)]
    empty_tables()
    yield make_scene(app), [rule for rule in rules if not _is_first(rule)]


def _is_first(rule: Rule) -> bool:
    return str(rule.endpoint).startswith(FIRST_START)


def _rules_with(app: Flask, methods: set[str], among: str = "") -> Iterator[Rule]:
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.endpoint):
        if (rule.methods or set()) & methods and rule.endpoint.startswith(among):
            yield rule
