"""An organizer signs in to a program: to one with the official SDK, and to a page that calls as the Nylas editor does.

The page stands at another origin, so that the browser itself judges redirects, preflights and the policy of forms.
"""

import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import nylas
import pytest
from nylas.models.errors import NylasApiError, NylasOAuthError
from playwright.sync_api import Page, expect
from pytest_httpserver import HTTPServer

from tests.journeys.conftest import MOSTLY_ON_SQLITE, Live

pytestmark = MOSTLY_ON_SQLITE

# What `@nylas/web-elements` 2.6.0 does in its NylasSessions (wire contract section 12): the challenge is base64url of
# the digest's hex text, the address is not encoded, and the verifier waits in the browser for the way back.
EDITOR = """<!doctype html><title>Editor</title><p id="said"></p><script type="module">
const api = "%(api)s/v3", client_id = "%(client_id)s", redirect_uri = location.origin + location.pathname;
const say = (answer) => { document.getElementById("said").textContent = JSON.stringify(answer); };
async function ask(path, options = {}) {
  const answer = await fetch(`${api}/${path}`, options);
  return {status: answer.status, body: await answer.json()};
}
async function leave() {
  const verifier = "6f1c2a5e-98f2-4a4b-9f0e-1a2b3c4d5e6f";
  localStorage.setItem("verifier", verifier);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier)));
  const hex = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const challenge = btoa(hex).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  location = `${api}/connect/auth?client_id=${client_id}&redirect_uri=${redirect_uri}&access_type=offline`
    + `&response_type=code&code_challenge=${challenge}&code_challenge_method=S256&options=rotate_refresh_token`
    + "&provider=google";
}
async function arrive(code) {
  const json = {"content-type": "application/json"};
  const token = await ask("connect/token", {method: "POST", headers: json, body: JSON.stringify(
    {client_id, redirect_uri, code, grant_type: "authorization_code", code_verifier: localStorage.verifier})});
  const info = await ask(`connect/tokeninfo?id_token=${token.body.id_token}`);
  const headers = {...json, "x-nylas-connect": "2.6.0", Authorization: `Bearer ${token.body.access_token}`};
  const pages = "grants/me/scheduling/configurations";
  const [me, calendars, listed] = await Promise.all(
    ["grants/me", "grants/me/calendars?limit=50", `${pages}?limit=50`].map((path) => ask(path, {headers})));
  const page = listed.body.data[0];
  const saved = await ask(`${pages}/${page.id}`, {method: "PUT", headers, body: JSON.stringify(page)});
  const renewed = await ask("connect/token", {method: "POST", headers: json, body: JSON.stringify(
    {client_id, redirect_uri, refresh_token: token.body.refresh_token, grant_type: "refresh_token"})});
  await ask(`connect/revoke?token=${renewed.body.access_token}`, {method: "POST"});
  const over = await ask("grants/me", {headers});
  say({info: info.body.data.email, me: me.body.data.email, calendars: calendars.body.data.length,
       saved: saved.status, renewed: renewed.status, over: [over.status, over.body.error.type]});
}
const query = new URLSearchParams(location.search);
if (query.get("error")) say({error: query.get("error"), code: query.get("error_code")});
else if (query.get("code")) arrive(query.get("code")).catch((problem) => say(String(problem)));
else leave();
</script>"""


def sign_in_here(page: Page, live: Live) -> None:
    """As the organizer does whom a program has sent."""
    page.get_by_label("E-mail address").fill(live.demo["organizer_email"])
    page.get_by_label("Password").fill(live.demo["organizer_password"])
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="to use your calendars?")).to_be_visible()


@pytest.fixture
def back(httpserver: HTTPServer, sdk: nylas.Client, live: Live) -> str:
    """The address of the program's page, which is registered."""
    path = f"/{uuid.uuid4().hex}"
    text = EDITOR % {"api": live.url, "client_id": live.demo["client_id"]}
    httpserver.expect_request(path).respond_with_data(text, content_type="text/html")
    address = httpserver.url_for(path).replace("localhost", "127.0.0.1")
    sdk.applications.redirect_uris.create({"url": address, "platform": "js"})
    return address


def test_a_page_in_a_browser_uses_the_organizers_calendars(
    live: Live, visit: Callable[..., Page], back: str, picture: Callable[[Page, str], None]
) -> None:
    page = visit(back)
    sign_in_here(page, live)
    picture(page, "asked")
    page.get_by_role("button", name="Allow", exact=True).click()

    page.wait_for_function("document.getElementById('said')?.textContent")
    said: dict[str, Any] = page.evaluate("JSON.parse(document.getElementById('said').textContent)")

    email = live.demo["organizer_email"]
    assert said == {
        "info": email,
        "me": email,
        "calendars": 1,
        "saved": 200,
        "renewed": 200,
        "over": [401, "token.unauthorized_access"],
    }


def test_a_page_is_told_that_the_organizer_does_not_want_it(
    live: Live, visit: Callable[..., Page], back: str
) -> None:
    page = visit(back)
    sign_in_here(page, live)
    page.get_by_role("button", name="Do not allow").click()

    page.wait_for_function("document.getElementById('said')?.textContent")
    assert page.locator("#said").inner_text() == '{"error":"access_denied","code":"403"}'


def test_the_sdk_signs_an_organizer_in_and_out(
    live: Live, visit: Callable[..., Page], sdk: nylas.Client, httpserver: HTTPServer
) -> None:
    path, client_id = f"/{uuid.uuid4().hex}", live.demo["client_id"]
    httpserver.expect_request(path).respond_with_data("<p>Welcome</p>", content_type="text/html")
    address = httpserver.url_for(path).replace("localhost", "127.0.0.1")
    sdk.applications.redirect_uris.create({"url": address})
    asked: Any = {"client_id": client_id, "redirect_uri": address, "access_type": "offline", "state": "s 1"}

    page = visit(sdk.auth.url_for_oauth2(asked), java_script=False)
    sign_in_here(page, live)
    page.get_by_role("button", name="Allow", exact=True).click()
    page.wait_for_url(f"{address}?*")
    query = parse_qs(urlsplit(page.url).query)
    exchanged: Any = {"client_id": client_id, "redirect_uri": address, "code": query["code"][0]}
    tokens = sdk.auth.exchange_code_for_token(dict(exchanged))

    holder = nylas.Client(tokens.access_token, live.url)
    refreshed: Any = {"client_id": client_id, "redirect_uri": address, "refresh_token": tokens.refresh_token}
    assert query["state"] == ["s 1"]
    assert (tokens.email, tokens.grant_id) == (live.demo["organizer_email"], live.demo["grant_id"])
    assert sdk.auth.id_token_info(str(tokens.id_token)).data.email == live.demo["organizer_email"]
    assert sdk.auth.validate_access_token(tokens.access_token).data.iss == live.url
    assert [calendar.grant_id for calendar in holder.calendars.list("me").data] == [live.demo["grant_id"]]
    renewed = sdk.auth.refresh_access_token(refreshed)
    assert sdk.auth.revoke(renewed.access_token)
    with pytest.raises(NylasApiError) as dead:
        holder.calendars.list("me")
    assert dead.value.type == "token.unauthorized_access"
    with pytest.raises(NylasOAuthError) as used:
        sdk.auth.exchange_code_for_token(dict(exchanged))
    assert used.value.error == "invalid_grant"
