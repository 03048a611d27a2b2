"""Why an organizer is not sent to a program, and why a program gets no token."""

from webapp.refusals.sentence import Sentence
from webapp.words import lazy_gettext

SENTENCES = {
    "redirect_uri.invalid": Sentence(
        "`{field}` must be a whole address such as https://app.example.com/signed-in, without a user name, `*` or `#`.",
        lazy_gettext("“%(label)s” must be a whole address, without a user name, “*” or “#”."),
    ),
    "redirect_uri.not_local": Sentence(
        "`{field}` must begin with http://127.0.0.1, http://[::1] or http://localhost where `platform` is `desktop`.",
        lazy_gettext("“%(label)s” must be an address on the organizer's own machine."),
    ),
    "redirect_uri.not_safe": Sentence(
        "`{field}` must begin with https://. http:// is taken for localhost, 127.0.0.1 and [::1] only.",
        lazy_gettext("“%(label)s” must begin with https://."),
    ),
    "redirect_uri.there_already": Sentence(
        "`{field}` is registered already.",
        lazy_gettext("“%(label)s” is registered already."),
    ),
    "redirect_uri.too_many": Sentence(
        "An application has at most {at_most} addresses. Delete one of them first.",
        lazy_gettext("An application has at most %(at_most)s addresses."),
    ),
    "redirect_uri.unknown": Sentence(
        "There is no such registered address.",
        lazy_gettext("There is no such registered address."),
    ),
}
