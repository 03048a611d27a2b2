from webapp.blueprints.dashboard.presenters.lists import WORDS
from webapp.services.bookings.lists import KINDS


def test_every_list_of_bookings_has_its_words_in_the_order_of_the_tabs() -> None:
    assert tuple(WORDS) == KINDS
