"""`@takes`: what a view reads from a request, parsed before the view begins and described in the OpenAPI document."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import request
from pydantic import BaseModel

from webapp.blueprints.api import descriptions
from webapp.blueprints.api.payloads import base, queries
from webapp.blueprints.api.payloads.base import Payload
from webapp.blueprints.api.payloads.queries import Query

R = TypeVar("R")


def takes(
    *,
    query: type[Query] | None = None,
    body: type[Payload] | None = None,
    body_is_optional: bool = False,
    body_may_be_form: bool = False,
    document: type[BaseModel] | None = None,
    if_none_match: bool = False,
    if_match: bool = False,
    redirects: bool = False,
) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """Hand the view `query=` and `body=`, read as these models. InvalidInput is raised before the view begins.

    With `body_may_be_form` the body may be a form instead of JSON. `document` describes a body that a service judges:
    the view gets the JSON object as it was sent, as `document=`.
    With `if_none_match` the view gets the tags of what the caller knows already, as `if_none_match=`; with `if_match`
    the tags of what the caller means to change, as `if_match=`, None when the header is not sent.
    `redirects` is for the OpenAPI document alone: it says there that the view sends a browser somewhere else.
    """

    def decorate(view: Callable[..., R]) -> Callable[..., R]:
        @wraps(view)
        def taking(**arguments: Any) -> R:
            if query is not None:
                arguments["query"] = queries.read(query)
            if body is not None:
                arguments["body"] = base.read(body, optional=body_is_optional, may_be_form=body_may_be_form)
            if document is not None:
                arguments["document"] = base.body()
            if if_none_match:
                arguments["if_none_match"] = request.if_none_match
            if if_match:
                arguments["if_match"] = request.if_match if request.headers.get("If-Match") else None
            return view(**arguments)

        descriptions.note(
            taking,
            queries=() if query is None else (query,),
            body=body or document,
            body_is_optional=body_is_optional,
            body_may_be_form=body_may_be_form,
            if_none_match=if_none_match,
            if_match=if_match,
            redirects=redirects,
        )
        return taking

    return decorate
