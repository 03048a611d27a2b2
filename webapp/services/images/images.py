"""A picture from its bytes to its row, and the row again by its id."""

from sqlalchemy.orm import Session, undefer

from webapp.errors import NotFound
from webapp.extensions import db, transaction
from webapp.lib import pictures
from webapp.lib.ids import is_id
from webapp.lib.pictures import Picture
from webapp.models import Image
from webapp.services.images.forgetting import UNUSED_SECONDS


def accept(data: bytes, *, kind: str, now: int, field: str = "image") -> str:
    """Store a PNG, JPEG or WebP that somebody sent, scaled and encoded anew. Returns the id of the image.

    `kind`: `pictures.PHOTO` or `pictures.LOGO`. Raises InvalidInput with this `field`. Nothing uses the image yet: it
    is kept for 30 days, and longer once a foreign key points to it.
    """
    picture = pictures.encoded(data, kind=kind, field=field)  # before the transaction: nobody waits for it
    with transaction() as session:
        return store(session, picture, now=now)


def store(session: Session, picture: Picture, *, now: int) -> str:
    """Add an encoded picture to the caller's transaction. Returns the id of the image."""
    image = Image(
        content_type=picture.content_type,
        width=picture.width,
        height=picture.height,
        body=picture.body,
        created_at=now,
        forget_at=now + UNUSED_SECONDS,
    )
    session.add(image)
    session.flush()
    return image.id


def find(image_id: str) -> Image:
    """An image with its body. Raises NotFound."""
    found = db.session.get(Image, image_id, options=[undefer(Image.body)]) if is_id(image_id) else None
    if found is None:
        raise NotFound("image.unknown")
    return found
