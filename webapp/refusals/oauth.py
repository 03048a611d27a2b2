"""Why an organizer is not sent to a program, and why a program gets no token."""

from webapp.refusals.sentence import Sentence
from webapp.words import lazy_gettext

SENTENCES = {
    "access_denied.by_organizer": Sentence(
        "The organizer did not allow it.",
        lazy_gettext("You did not allow it."),
    ),
    "client_id.unknown": Sentence(
        "`{field}` is not the id of an application.",
        lazy_gettext("The program that sent you here is not known."),
    ),
    "invalid_client.no_proof": Sentence(
        "`client_secret` (an API key) is required, because the sign-in began without `code_challenge`.",
        lazy_gettext("The program did not show who it is."),
    ),
    "invalid_client.no_secret": Sentence(
        "`client_secret` (an API key) is required, because the code was exchanged with one.",
        lazy_gettext("The program did not show who it is."),
    ),
    "invalid_client.secret": Sentence(
        "`client_secret` is not a live API key of the application `client_id`.",
        lazy_gettext("The program did not show who it is."),
    ),
    "invalid_grant.code": Sentence(
        "`code` is unknown or has expired. A code lasts two minutes.",
        lazy_gettext("The sign-in to this program has expired. Please begin again."),
    ),
    "invalid_grant.code_used": Sentence(
        "`code` was used before, so all tokens that came of it have ended. Let the organizer sign in again.",
        lazy_gettext("The sign-in to this program has expired. Please begin again."),
    ),
    "invalid_grant.redirect_uri": Sentence(
        "`redirect_uri` must be the one that the sign-in began with.",
        lazy_gettext("The program did not show who it is."),
    ),
    "invalid_grant.refresh_token": Sentence(
        "`refresh_token` is unknown, has expired or was revoked. Let the organizer sign in again.",
        lazy_gettext("The sign-in to this program has expired. Please begin again."),
    ),
    "invalid_grant.refresh_token_used": Sentence(
        "`refresh_token` was used before, so all tokens that came of it have ended. Each answer brings the next one.",
        lazy_gettext("The sign-in to this program has expired. Please begin again."),
    ),
    "invalid_grant.verifier": Sentence(
        "`code_verifier` does not fit the `code_challenge` that the sign-in began with.",
        lazy_gettext("The program did not show who it is."),
    ),
    "invalid_request.access_type": Sentence(
        "`access_type` must be 'online' or 'offline'.",
        lazy_gettext("The program asked for something that we do not understand."),
    ),
    "invalid_request.challenge": Sentence(
        "`code_challenge` must be base64url of the SHA-256 of the verifier: 43 to 128 characters.",
        lazy_gettext("The program asked for something that we do not understand."),
    ),
    "invalid_request.challenge_method": Sentence(
        "`code_challenge_method` must be 'S256'. `plain`, which is also meant when it is missing, is not safe.",
        lazy_gettext("The program asked for something that we do not understand."),
    ),
    "invalid_request.provider": Sentence(
        "`provider` must be {choices:alternatives}, or left out. Grants of another kind are not possible here.",
        lazy_gettext("The program asked for a kind of calendar that is not there. There are: %(choices)s."),
    ),
    "oauth.no_authorization": Sentence(
        "There is no such permission.",
        lazy_gettext("This program has no access any more."),
    ),
    "oauth.other_application": Sentence(
        "The organizer {email} belongs to another application.",
        lazy_gettext(
            "You are signed in as %(email)s, whose calendars this program cannot use. Please sign out, then sign in as"
            " somebody else."
        ),
    ),
    "participant.of_another": Sentence(
        "`{field}`: an access token can give a page the calendars of its own grant only.",
        lazy_gettext("“%(label)s” belongs to somebody else."),
    ),
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
    "redirect_uri.not_registered": Sentence(
        "`{field}` is not registered for this application. Register exactly this address first.",
        lazy_gettext(
            "The program that sent you here wants you to go to an address that is not registered for it."
        ),
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
    "token.dead": Sentence(
        "The access token is unknown, has expired or was revoked.",
        lazy_gettext("The sign-in to this program has expired. Please begin again."),
    ),
    "token.not_named": Sentence(
        "`id_token` or `access_token` is required.",
        lazy_gettext("The program asked for something that we do not understand."),
    ),
    "token.unreadable": Sentence(
        "`{field}` is not a token of ours, has expired or was revoked.",
        lazy_gettext("The sign-in to this program has expired. Please begin again."),
    ),
    "unsupported_grant_type.other": Sentence(
        "`grant_type` must be 'authorization_code' or 'refresh_token'.",
        lazy_gettext("The program asked for something that we do not understand."),
    ),
    "unsupported_response_type.other": Sentence(
        "`response_type` must be 'code'.",
        lazy_gettext("The program asked for something that we do not understand."),
    ),
}
