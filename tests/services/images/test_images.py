"""A picture from its bytes to its row."""

import pytest

from tests.builders import NOW
from tests.pictures import opened, picture
from webapp.errors import InvalidInput, NotFound
from webapp.extensions import db
from webapp.lib.pictures import LOGO, PHOTO
from webapp.models import Image
from webapp.services import images

pytestmark = pytest.mark.usefixtures("app")


def test_a_picture_is_found_again_as_it_was_encoded() -> None:
    stored = images.find(images.accept(picture(90, 30), kind=LOGO, now=NOW))

    assert (stored.content_type, stored.width, stored.height) == ("image/png", 90, 30)
    assert opened(stored.body).size == (90, 30)


def test_the_same_picture_twice_is_two_images() -> None:
    assert len({images.accept(picture(), kind=PHOTO, now=NOW) for _ in range(2)}) == 2


def test_a_refusal_names_the_field_and_stores_nothing() -> None:
    with pytest.raises(InvalidInput) as refused:
        images.accept(b"<svg/>", kind=PHOTO, now=NOW, field="photo")

    assert (refused.value.code, refused.value.field) == ("image.unknown_format", "photo")
    assert db.session.scalars(db.select(Image.id)).all() == []


@pytest.mark.parametrize("image_id", ["3f0c2a5e-98f2-4a4b-9f0e-1a2b3c4d5e6f", "", "nothing", "\x00"])
def test_an_image_that_is_not_there_is_not_found(image_id: str) -> None:
    with pytest.raises(NotFound, match=r"image\.unknown"):
        images.find(image_id)
