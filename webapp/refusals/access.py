"""Why a caller is not let in, and why a webhook, an API key or an organizer is not made."""

from webapp.refusals.sentence import Sentence
from webapp.words import lazy_gettext, ngettext

SENTENCES = {
    "account_link.over": Sentence(
        "This link was used, has expired, or a newer one was sent.",
        lazy_gettext("This link was used, has expired, or a newer one was sent."),
    ),
    "account_link.too_many": Sentence(
        "There are {at_most} open invitations. Revoke one that is not needed.",
        lambda values: ngettext(
            "There is %(num)s open invitation. Please revoke it first.",
            "There are %(num)s open invitations. Please revoke one that is not needed.",
            values["at_most"],
        ),
    ),
    "account_link.unknown": Sentence(
        "There is no such invitation.",
        lazy_gettext("There is no such invitation."),
    ),
    "api_key.for_nothing": Sentence(
        "A key must allow something.",
        lazy_gettext("Please choose at least one thing that the key may do."),
    ),
    "api_key.missing": Sentence(
        "A valid API key is required: send it as `Authorization: Bearer <key>`.",
        lazy_gettext("A valid API key is required."),
    ),
    "api_key.unknown": Sentence(
        "There is no such API key.",
        lazy_gettext("There is no such API key."),
    ),
    "api_key.expires_in_the_past": Sentence(
        "`{field}` must be in the future.",
        lazy_gettext("Please choose a day from today on."),
    ),
    "api_key.scope_missing": Sentence(
        "This API key lacks the scope `{scope}`.",
        lazy_gettext("This API key may not do that."),
    ),
    "api_key.too_many": Sentence(
        "There are {at_most} API keys that work. Please revoke one that is not needed.",
        lambda values: ngettext(
            "There is %(num)s API key that works. Please revoke it first.",
            "There are %(num)s API keys that work. Please revoke one that is not needed.",
            values["at_most"],
        ),
    ),
    "application.unknown": Sentence(
        "There is no such application.",
        lazy_gettext("There is no such application."),
    ),
    "first_steps.unknown": Sentence(
        "There is no such step.",
        lazy_gettext("There is no such step."),
    ),
    "organizer.last_administrator": Sentence(
        "This is the only administrator who can sign in. Make somebody else an administrator first.",
        lazy_gettext(
            "This is the only administrator who can sign in. Please make somebody else an administrator first."
        ),
    ),
    "organizer.there_already": Sentence(
        "There is already an organizer with this address.",
        lazy_gettext("There is already an organizer with this address."),
    ),
    "organizer.unknown": Sentence(
        "There is no organizer with this address.",
        lazy_gettext("There is no organizer with this address."),
    ),
    "organizer.yourself": Sentence(
        "Nobody can deactivate their own account.",
        lazy_gettext("You cannot deactivate your own account. Another administrator can."),
    ),
    "owner.required": Sentence(
        "An API key is required, or the organizer's sign-in. A session is not enough.",
        lazy_gettext("Please sign in as the organizer."),
    ),
    "password.too_short": Sentence(
        "The password must have at least {at_least} characters.",
        lambda values: ngettext(
            "The password must have at least %(num)s character.",
            "The password must have at least %(num)s characters.",
            values["at_least"],
        ),
    ),
    "password.wrong": Sentence(
        "This is not the present password.",
        lazy_gettext("This is not your current password."),
    ),
    "second_factor.off": Sentence(
        "This account has no second factor.",
        lazy_gettext("Two-step sign-in is off already."),
    ),
    "second_factor.on_already": Sentence(
        "This account has a second factor already.",
        lazy_gettext("Two-step sign-in is on already."),
    ),
    "second_factor.setup_over": Sentence(
        "The secret was shown too long ago. Begin again.",
        lazy_gettext("This QR code was open for too long. Please start again to get a new one."),
    ),
    "second_factor.wrong": Sentence(
        "This code is not right, or it was used before.",
        lazy_gettext("This code is not right, or it was used before. Please type the newest one."),
    ),
    "server.busy": Sentence(
        "The server is busy. Please try again in a moment.",
        lazy_gettext("The server is busy. Please try again in a moment."),
    ),
    "session.expired": Sentence(
        "The session is unknown or has expired.",
        lazy_gettext("This link has expired. Please ask for a new one."),
    ),
    "session.for_another": Sentence(
        "The session is for another configuration.",
        lazy_gettext("This link is for another scheduling page."),
    ),
    "session.too_long": Sentence(
        "`{field}` must be 1 to {at_most} minutes.",
        lambda values: ngettext(
            "“%(label)s” must be %(num)s minute.",
            "“%(label)s” must be 1 to %(num)s minutes.",
            values["at_most"],
            label=values["label"],
        ),
    ),
    "session.unknown": Sentence(
        "There is no such session.",
        lazy_gettext("There is no such session."),
    ),
    "setup.done": Sentence(
        "This installation is set up: somebody can sign in already.",
        lazy_gettext("This installation is set up already. Please sign in."),
    ),
    "setup.link_over": Sentence(
        "The setup link was used, has expired, or a newer one was made. `./run flask setup-link` makes a new one.",
        lazy_gettext(
            "This setup link was used, has expired, or a newer one was made. To get a new one, run"
            " “./run flask setup-link” on the server."
        ),
    ),
    "sign_in.attempt_over": Sentence(
        "This sign-in took too long, or was ended. Begin again.",
        lazy_gettext("This sign-in took too long, or it was ended. Please start again with your password."),
    ),
    "sign_in.too_many_codes": Sentence(
        "Too many wrong codes. Begin again.",
        lazy_gettext(
            "Too many wrong codes, so this sign-in has ended. Please start again with your password."
        ),
    ),
    "sign_in.unknown": Sentence(
        "There is no such sign-in.",
        lazy_gettext("There is no such sign-in."),
    ),
    "sign_in.wrong": Sentence(
        "The e-mail address or the password is not right.",
        lazy_gettext("The e-mail address or the password is not right."),
    ),
    "sign_in.wrong_code": Sentence(
        "This code is not right, or it was used before. Tries left: {left}.",
        lambda values: ngettext(
            "This code is not right, or it was used before. You have %(num)s more try.",
            "This code is not right, or it was used before. You have %(num)s more tries.",
            values["left"],
        ),
    ),
    "webhook.not_again": Sentence(
        "This delivery cannot be sent again: it has not failed for good, something newer was sent, or it is too old.",
        lazy_gettext(
            "This cannot be sent again: it has not failed for good, something newer was sent there since, or what it"
            " said is no longer kept."
        ),
    ),
    # How these begin is fixed by the wire contract (section 1).
    "webhook.other_answer": Sentence(
        "unable.verify.webhook_url : the answer is not the value of challenge",
        lazy_gettext("The webhook's address did not repeat the value of “challenge”."),
    ),
    "webhook.others_first": Sentence(
        "Too many other addresses are being asked just now. Please try again in {seconds} seconds.",
        lambda values: ngettext(
            "Too many other addresses are being asked just now. Please try again in %(num)s second.",
            "Too many other addresses are being asked just now. Please try again in %(num)s seconds.",
            values["seconds"],
        ),
    ),
    "webhook.paused": Sentence(
        "The webhook is on pause. Resume it first.",
        lazy_gettext("This webhook is paused. Please resume it first."),
    ),
    "webhook.refused": Sentence(
        "unable.verify.webhook_url : status is not ok, got {status}",
        lazy_gettext("The webhook's address answered with the status %(status)s."),
    ),
    "webhook.unknown": Sentence(
        "There is no such webhook.",
        lazy_gettext("There is no such webhook."),
    ),
    "webhook.unreachable": Sentence(
        "unable.verify.webhook_url : {reason}",
        lazy_gettext("The webhook's address could not be reached (%(reason)s)."),
    ),
    "working_hours.changed": Sentence(
        "The working hours were changed in the meantime. Load them again, and repeat your change.",
        lazy_gettext("These working hours were changed in the meantime. Nothing was saved."),
    ),
}
