"""Query parameters that several resources read the same way, beside those of `paging`."""

from flask import request

from webapp.blueprints.api import paging
from webapp.lib import text
from webapp.lib.fields import LATEST_INSTANT

LINE_AT_MOST = 1024


def line(name: str) -> str | None:
    """A query parameter of one line, or None when it is absent or empty. Raises InvalidInput."""
    return text.clean(request.args.get(name, ""), field=name, at_most=LINE_AT_MOST) or None


def instant(name: str) -> int | None:
    """A query parameter in Unix seconds, or None when it is absent or empty. Raises InvalidInput."""
    given = paging.whole_number(name, default=-1, at_least=0, at_most=LATEST_INSTANT)
    return None if given == -1 else given
