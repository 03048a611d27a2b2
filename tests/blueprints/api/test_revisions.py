"""A revision as an ETag, whatever became of the tag on its way."""

import pytest
from flask import Response
from werkzeug.http import parse_etags

from webapp.blueprints.api import revisions
from webapp.errors import Outdated


def test_an_answer_says_its_revision_and_is_asked_for_again_each_time() -> None:
    answer = revisions.marked(Response(), 7)

    assert answer.headers["ETag"] == '"7"'
    assert answer.headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("tags", ['"7"', '"7:gzip"', 'W/"7"', '"6", "7"', "*"])
def test_a_tag_names_its_revision_on_every_way(tags: str) -> None:
    assert revisions.is_named(parse_etags(tags), 7)


@pytest.mark.parametrize("tags", ['"6"', '"77"', '"7-old"', '""', ""])
def test_another_tag_does_not(tags: str) -> None:
    assert not revisions.is_named(parse_etags(tags), 7)


@pytest.mark.parametrize(("tags", "expected"), [('"7"', 7), ("*", None)])
def test_a_change_may_replace_what_was_seen(tags: str, expected: int | None) -> None:
    assert revisions.expected(parse_etags(tags), 7) == expected


def test_a_change_without_a_tag_may_replace_whatever_is_there() -> None:
    assert revisions.expected(None, 7) is None


@pytest.mark.parametrize("tags", ['"6"', '""', '"7', "nonsense"])
def test_a_change_of_something_else_is_refused(tags: str) -> None:
    with pytest.raises(Outdated, match=r"configuration\.changed"):
        revisions.expected(parse_etags(tags), 7)
