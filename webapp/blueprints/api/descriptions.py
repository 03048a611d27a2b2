"""What a view is known to take, noted by the decorators that read it, so that the OpenAPI document cannot forget it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from webapp.blueprints.api.payloads.queries import Query

NOTED_AS = "openslot_description"


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """`needs`: who may call it, None for anybody; `queries`: each model that is read from the query.

    `if_none_match`: whether an answer that is known already may be a 304. `if_match`: whether what was changed by
    somebody else may be left alone. `redirects`: whether it sends a browser somewhere else.
    `body_may_be_form`: whether the body may be a form instead of JSON.
    """

    needs: str | None = None
    queries: tuple[type[Query], ...] = ()
    body: type[BaseModel] | None = None
    body_is_optional: bool = False
    body_may_be_form: bool = False
    if_none_match: bool = False
    if_match: bool = False
    redirects: bool = False


def of(view: Callable[..., Any]) -> Description:
    """What is noted at a view, by all of its decorators together."""
    description: Description = getattr(view, NOTED_AS, Description())
    return description


def note(view: Callable[..., Any], *, queries: tuple[type[Query], ...] = (), **facts: Any) -> None:
    """Add to what is noted at a view; `functools.wraps` hands it on from decorator to decorator."""
    known = of(view)
    setattr(view, NOTED_AS, replace(known, queries=(*queries, *known.queries), **facts))
