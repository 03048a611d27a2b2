"""The guest's pages: no login, a reference is the key.

The blueprint is exempt from the application-wide forgery check, because its forms check their own token:
one that ran out shows the form again, filled. Every write view here validates such a form.
"""

from flask import Blueprint, Response, request

from webapp.extensions import csrf

blueprint = Blueprint("public", __name__)
csrf.exempt(blueprint)


@blueprint.after_request
def _keep_to_yourself(answer: Response) -> Response:
    """Pages by reference stay out of caches, search engines and other sites' logs: the address is the key."""
    answer.vary.add("HX-Request")
    if "reference" in (request.view_args or {}):
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["X-Robots-Tag"] = "noindex, nofollow"
        answer.headers["Referrer-Policy"] = "same-origin"
    else:
        answer.headers.setdefault("Cache-Control", "private, no-cache")
        answer.vary.add("Accept-Language")
    return answer


from webapp.blueprints.public import (  # noqa: E402, F401  the views register themselves on the blueprint above
    bookings,
    cancellations,
    confirmations,
    pages,
    reschedules,
)
