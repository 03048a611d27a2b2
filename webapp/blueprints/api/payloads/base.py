"""What all payloads share: parsed once, unknown keys ignored, every complaint naming its field."""

from typing import Any, TypeVar

import orjson
from flask import request
from pydantic import BaseModel, ConfigDict, model_validator
from werkzeug.exceptions import RequestEntityTooLarge

from webapp.errors import InvalidInput
from webapp.lib import fields

FORM = "application/x-www-form-urlencoded"

M = TypeVar("M", bound="Payload")


class Payload(BaseModel):
    """Unknown keys are ignored (`action`, `event_id: null` and the like are sent by the component).

    An empty text is as good as null where null is taken.
    """

    model_config = ConfigDict(extra="ignore")

    @model_validator(mode="before")
    @classmethod
    def empty_means_null(cls, raw: Any) -> Any:
        return fields.none_for_empty(cls, raw)


def read(model: type[M], *, optional: bool = False, may_be_form: bool = False) -> M:
    """The request's body as this payload. Raises InvalidInput with the field's path."""
    if may_be_form and request.mimetype == FORM:
        return fields.checked(model, request.form.to_dict())
    return fields.checked(model, body(optional=optional))


def body(*, optional: bool = False) -> dict[str, Any]:
    """The request's JSON object; an absent one is `{}` where it may be absent. Raises InvalidInput."""
    raw = request.get_data(cache=True)
    if request.content_length is None and len(raw) >= (request.max_content_length or 0):
        raise RequestEntityTooLarge  # sent in chunks, and cut where the limit is
    if optional and not raw.strip():
        return {}
    try:
        parsed = orjson.loads(raw)
        orjson.dumps(parsed)  # what is nested too deeply to be written again must not be stored
    except (orjson.JSONDecodeError, orjson.JSONEncodeError) as problem:
        raise InvalidInput("body.no_json", field="body") from problem
    if not isinstance(parsed, dict):
        raise InvalidInput("body.no_object", field="body")
    return parsed
