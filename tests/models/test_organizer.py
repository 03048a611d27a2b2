"""What an organizer chose, and what stands in for it until then."""

import pytest

from webapp.models import Organizer


@pytest.mark.parametrize(("language", "locale"), [("", "en"), ("de", "de"), ("sv_SE", "sv_SE")])
def test_who_chose_no_language_reads_english(language: str, locale: str) -> None:
    assert Organizer(language=language, hour_cycle="").locale == locale


def test_their_clock_and_their_week_are_part_of_how_they_read() -> None:
    maya = Organizer(language="en", hour_cycle="24", first_day=0)

    assert maya.locale == "en-u-fw-mon-hc-h23"
