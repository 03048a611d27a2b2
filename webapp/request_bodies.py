"""How much may be sent at once: 1 MB (`config.MAX_BODY_BYTES`), and more where a form takes a picture."""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, current_app, request

import config

V = TypeVar("V", bound=Callable[..., object])
_MARK = "takes_picture"


def register(app: Flask) -> None:
    """Widen the limit for the views that say so. Before anything reads the form, as the check of forgery does."""
    app.before_request_funcs.setdefault(None, []).insert(0, _widen)


def takes_picture(view: V) -> V:
    """Let a view take a form with a picture in it. Stand it directly on the view, below other decorators."""
    setattr(view, _MARK, True)
    return view


def _widen() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, _MARK, False):
        request.max_content_length = config.MAX_UPLOAD_BYTES
