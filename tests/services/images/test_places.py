"""Where an image is shown, and which addresses are ours."""

import pytest

from webapp.services import images

ID = "3f0c2a5e-98f2-4a4b-9f0e-1a2b3c4d5e6f"
OURS = "https://book.example.org"  # BASE_URL of the tests

pytestmark = pytest.mark.usefixtures("sqlite_app")


def test_an_image_has_a_path_for_pages_and_an_address_for_mails() -> None:
    assert (images.path(ID), images.absolute(ID)) == (f"/images/{ID}", f"{OURS}/images/{ID}")


@pytest.mark.parametrize("address", [f"/images/{ID}", f"{OURS}/images/{ID}"])
def test_an_address_of_ours_names_an_image(address: str) -> None:
    assert images.id_of(address) == ID


@pytest.mark.parametrize(
    "address",
    [
        *("", ID, "/images/", "/images/nothing", f"/images/{ID}/more", f"/photos/{ID}"),
        *(f"https://elsewhere.example/images/{ID}", f"{OURS}.evil.example/images/{ID}", f"//images/{ID}"),
    ],
)
def test_any_other_address_names_none(address: str) -> None:
    assert images.id_of(address) is None
