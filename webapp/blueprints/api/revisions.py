"""The revision of a configuration as its ETag (RFC 9110, sections 8.8.3 and 13.1).

What compresses an answer on its way may add its own name to the tag, as in `"7:gzip"`, or call the tag weak. It still
names the same revision, so both are taken.
"""

from flask import Response
from werkzeug.datastructures import ETags

from webapp.errors import Outdated


def marked(response: Response, revision: int) -> Response:
    """The answer with its ETag. Whoever keeps it must ask each time whether it still holds."""
    response.set_etag(str(revision))
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def is_named(tags: ETags, revision: int) -> bool:
    """Whether one of the tags names this revision. `*` names any."""
    # werkzeug reads an empty tag as None.
    named = {tag.partition(":")[0] for tag in tags.as_set(include_weak=True) if tag}
    return tags.star_tag or str(revision) in named


def expected(if_match: ETags | None, revision: int) -> int | None:
    """The revision that a change may replace, None for any. Raises Outdated unless `revision` is among the tags."""
    if if_match is None or if_match.star_tag:
        return None
    if not is_named(if_match, revision):
        raise Outdated("configuration.changed")
    return revision
