"""Where an image is shown, and which image an address of ours shows."""

from webapp.lib import links
from webapp.lib.ids import is_id

PREFIX = "/images/"


def path(image_id: str) -> str:
    """The address of an image within this installation, for its pages."""
    return links.path("images.image_show", image_id=image_id)


def absolute(image_id: str) -> str:
    """The whole address of an image, for mails."""
    return links.absolute("images.image_show", image_id=image_id)


def id_of(address: str) -> str | None:
    """The id in an address of ours, `/images/<id>` or the same below BASE_URL; None for any other address."""
    local = address.removeprefix(links.origin())
    image_id = local.removeprefix(PREFIX)
    return image_id if local.startswith(PREFIX) and is_id(image_id) else None
