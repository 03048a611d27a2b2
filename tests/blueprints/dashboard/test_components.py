import pytest
from flask import Flask

from tests.browser import Browser
from tests.page import words

PATHS = ["/dashboard/components", "/dashboard/components?side=guest"]


@pytest.mark.parametrize("path", PATHS)
def test_whoever_builds_pages_sees_all_parts_at_once(dashboard: Browser, path: str) -> None:
    page = dashboard.open(path)

    headings = [words(heading) for heading in page.select("h2")]
    assert (page.status, page.heading) == (200, "Components")
    assert {"Type", "Buttons", "Fields", "Nothing there"} <= set(headings)


@pytest.mark.parametrize("path", PATHS)
def test_in_production_they_are_not_there(
    app: Flask, dashboard: Browser, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setitem(app.config, "OPENSLOT_ENV", "production")

    assert dashboard.open(path).status == 404


def test_a_third_side_is_not_there(dashboard: Browser) -> None:
    assert dashboard.open("/dashboard/components?side=worker").status == 404
