"""The blueprint of the guest's pages, and the headers that keep them private.

It is exempt from the application's check of forgery tokens, because its forms check their own: when a token has
expired, the form is shown again with everything filled in. Every view that writes must validate such a form.
"""

from flask import Blueprint, Response, request

from webapp import words
from webapp.blueprints.public import visitor
from webapp.extensions import csrf

blueprint = Blueprint("public", __name__)
csrf.exempt(blueprint)


@blueprint.before_request
def speak_to_visitor() -> None:
    """Answer in the language that the visitor reads."""
    words.speak(visitor.locale_of_request())


@blueprint.after_request
def keep_private(answer: Response) -> Response:
    """Keep pages of bookings out of caches, search engines and other sites' logs: the address gives access."""
    answer.vary.add("HX-Request")
    if {"reference", "invitation_token"} & (request.view_args or {}).keys():
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["X-Robots-Tag"] = "noindex, nofollow"
        answer.headers["Referrer-Policy"] = "same-origin"
    else:
        answer.headers.setdefault("Cache-Control", "private, no-cache")
        answer.vary.add("Accept-Language")
    return answer
