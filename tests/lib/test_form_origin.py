"""A form of another site is told by what the browser says of it."""

import pytest
from flask import Flask

from webapp.lib import form_origin


def is_foreign(app: Flask, **headers: str) -> bool:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with app.test_request_context("/intro/bookings", method="POST", headers=named):
        return form_origin.is_foreign()


@pytest.mark.parametrize("site", ["cross-site", "same-site", ""])
def test_a_browser_that_names_another_site_is_believed(sqlite_app: Flask, site: str) -> None:
    assert is_foreign(sqlite_app, Sec_Fetch_Site=site, Origin="https://book.example.org")


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_our_own_page_is_ours_whatever_the_origin_is_called(sqlite_app: Flask, site: str) -> None:
    assert not is_foreign(sqlite_app, Sec_Fetch_Site=site, Origin="https://alias.example.org")


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "http://book.example.org",
        "https://book.example.org:8443",
        "https://book.example.org.evil.example",
        "https://[",
        "null",
        "",
    ],
)
def test_without_a_site_the_origin_decides(sqlite_app: Flask, origin: str) -> None:
    assert is_foreign(sqlite_app, Origin=origin)
    assert not is_foreign(sqlite_app, Origin="https://book.example.org")


@pytest.mark.parametrize("base_url", ["http://book.example.org:80", "https://book.example.org:443"])
def test_the_usual_port_is_the_same_as_none(
    sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch, base_url: str
) -> None:
    monkeypatch.setitem(sqlite_app.config, "BASE_URL", base_url)

    assert not is_foreign(sqlite_app, Origin=base_url.rpartition(":")[0])
    assert is_foreign(sqlite_app, Origin=f"{base_url}80")


def test_who_sends_neither_is_no_browser_that_could_be_used(sqlite_app: Flask) -> None:
    assert not is_foreign(sqlite_app)


@pytest.mark.parametrize(
    ("origin", "foreign"),
    [
        ("http://127.0.0.1:8000", False),
        ("http://[::1]:8000", False),
        ("http://127.0.0.1:9000", True),
        ("http://evil.example:8000", True),
    ],
)
def test_on_this_machine_all_its_names_are_one(
    sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch, origin: str, foreign: bool
) -> None:
    monkeypatch.setitem(sqlite_app.config, "BASE_URL", "http://localhost:8000")

    assert is_foreign(sqlite_app, Origin=origin) == foreign
