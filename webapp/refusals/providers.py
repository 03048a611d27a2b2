"""Why a calendar provider could not be asked, or did not do what was asked."""

from webapp.refusals.sentence import Sentence
from webapp.words import lazy_gettext

SENTENCES = {
    "provider.refused": Sentence(
        "The calendar provider lets us in no more. Connect the account again.",
        lazy_gettext("The calendar provider lets us in no more. Please connect the account again."),
    ),
}
