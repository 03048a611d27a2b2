"""Show a picture. Its address is given once and never means another one, so it may be kept for ever."""

from flask import Response, request

from webapp.blueprints.images.blueprint import blueprint
from webapp.services import images

YEAR_SECONDS = 365 * 86_400


@blueprint.get("/images/<image_id>")
def image_show(image_id: str) -> Response:
    """The picture, in the format that we chose."""
    image = images.find(image_id)
    answer = Response(image.body, content_type=image.content_type)
    answer.headers["Cache-Control"] = f"public, max-age={YEAR_SECONDS}, immutable"
    answer.set_etag(image.id)
    answer.make_conditional(request)
    return answer
