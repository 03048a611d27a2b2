"""What an organizer chose, and what stands in for it until then."""

import pytest

from webapp.models import Organizer


@pytest.mark.parametrize(("language", "locale"), [("", "en"), ("de", "de"), ("sv_SE", "sv_SE")])
def test_who_chose_no_language_reads_english(language: str, locale: str) -> None:
    assert Organizer(language=language).locale == locale
