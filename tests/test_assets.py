import hashlib
import re

import pytest
from flask import Flask

from tests.house.templates import sheets
from webapp import assets

ADDRESS_IN_A_SHEET = re.compile(r"url\(\"(?!data:)([^\"]+)\"\)")
VENDOR = assets.FOLDER / "vendor"


def cache_control(app: Flask, path: str) -> str:
    with app.test_client().get(path) as answer:
        return answer.headers["Cache-Control"]


def test_a_static_file_has_an_address_that_changes_with_its_content(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context():
        address = assets.asset("tokens.css")

    path, _, version = address.partition("?v=")
    assert path == "/static/tokens.css"
    assert len(version) == assets.DIGITS_OF_VERSION


def test_a_browser_keeps_the_present_version_and_never_asks_again(sqlite_app: Flask) -> None:
    address = f"/static/tokens.css?v={assets.version('tokens.css')}"

    assert cache_control(sqlite_app, address) == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("query", ["", "?v=", "?v=0000000000"])
def test_a_file_that_is_not_asked_for_by_its_present_version_is_asked_for_again(
    sqlite_app: Flask, query: str
) -> None:
    assert cache_control(sqlite_app, f"/static/tokens.css{query}") == "no-cache"


def test_a_sheet_names_other_files_by_their_present_version() -> None:
    named = [address for text in sheets().values() for address in ADDRESS_IN_A_SHEET.findall(text)]

    assert named
    assert named == [f"{name}?v={assets.version(name)}" for name in (a.partition("?")[0] for a in named)]


@pytest.mark.parametrize("name", sorted(path.name for path in VENDOR.glob("*.sha256")))
def test_other_peoples_files_are_as_they_came_and_have_their_licence(name: str) -> None:
    digest, file = (VENDOR / name).read_text().split()

    assert hashlib.sha256((VENDOR / file).read_bytes()).hexdigest() == digest
    assert (VENDOR / re.sub(r"(\.min\.js|\.woff2)$", ".LICENSE", file)).is_file()


def test_each_of_them_has_a_checksum() -> None:
    files = {path.name for path in VENDOR.iterdir() if path.suffix in (".js", ".woff2")}

    assert files == {path.name.removesuffix(".sha256") for path in VENDOR.glob("*.sha256")}


def test_the_font_is_small() -> None:
    [font] = VENDOR.glob("*.woff2")

    assert font.stat().st_size <= 30_000
