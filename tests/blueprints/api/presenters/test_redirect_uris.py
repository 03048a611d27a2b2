"""A registered address as the SDKs read it."""

from webapp.blueprints.api.presenters.redirect_uris import redirect_uri_object
from webapp.models import RedirectUri


def test_an_address_has_what_the_sdks_need_and_nothing_of_its_application() -> None:
    row = RedirectUri(id="an id", application_id="ours", url="https://a.example", platform="js", created_at=5)

    assert redirect_uri_object(row) == {
        "id": "an id",
        "url": "https://a.example",
        "platform": "js",
        "created_at": 5,
    }
