"""What may be wrong with a scheduling page, and why one is not found."""

from webapp.refusals.sentence import Sentence
from webapp.words import lazy_gettext

_PAGES = {
    "configuration.changed": Sentence(
        "The configuration was changed since you read it, and stays as it is. Read it again, repeat your change, and"
        " send it with the new `ETag` as `If-Match`.",
        lazy_gettext("This scheduling page was changed in the meantime. Nothing was saved."),
    ),
    "configuration.has_sessions": Sentence(
        "The configuration has live sessions. Destroy them, or wait until they expire.",
        lazy_gettext(
            "Somebody has this scheduling page open by a private link. Please wait until it expires."
        ),
    ),
    "configuration.private": Sentence(
        "This configuration is private: it is opened by a session.",
        lazy_gettext("This scheduling page is private: it is opened by a private link."),
    ),
    "configuration.unknown": Sentence(
        "There is no such configuration.",
        lazy_gettext("There is no such scheduling page."),
    ),
    "configuration.unnamed": Sentence(
        "`{field}`, or `slug` with `client_id`, is required.",
        lazy_gettext("The address does not say which scheduling page is meant."),
    ),
    "configuration.unnamed_in_body": Sentence(
        "`{field}` or `slug` is required.",
        lazy_gettext("The address does not say which scheduling page is meant."),
    ),
    "profile.name_taken": Sentence(
        "`{field}` is already taken by somebody else.",
        lazy_gettext("This name is already taken by somebody else."),
    ),
    "profile.unknown": Sentence(
        "There is no such profile.",
        lazy_gettext("There is no such page."),
    ),
    "slug.malformed": Sentence(
        "`{field}` must be 2 to 63 of the characters a-z, 0-9, - and _, and begin with a letter or a digit.",
        lazy_gettext(
            "Please use 2 to 63 of the characters a-z, 0-9, - and _, and begin with a letter or a digit."
        ),
    ),
    "slug.reserved": Sentence(
        "`{field}` must not be {slug}: the program uses that address itself.",
        lazy_gettext("“%(slug)s” cannot be used: the program uses that address itself."),
    ),
    "slug.taken": Sentence(
        "`{field}` is already taken by another configuration.",
        lazy_gettext("This address is already taken by another scheduling page."),
    ),
}

_INVITATIONS = {
    "invitation.expired": Sentence(
        "The invitation has expired.",
        lazy_gettext("This invitation has expired. Please ask the person who sent it for a new one."),
    ),
    "invitation.expires_in_the_past": Sentence(
        "`{field}` must be in the future.",
        lazy_gettext("Please choose a day in the future."),
    ),
    "invitation.revoked": Sentence(
        "The invitation was revoked.",
        lazy_gettext("This invitation was withdrawn. Please ask the person who sent it for a new one."),
    ),
    "invitation.unknown": Sentence(
        "There is no such invitation.",
        lazy_gettext("There is no such invitation. Please check that the link is complete."),
    ),
    "invitation.used_up": Sentence(
        "The invitation was used already, as often as it can be.",
        lazy_gettext(
            "This invitation was used already. If you need another time, ask the person who sent it for a new one."
        ),
    ),
}

_DOCUMENT = {
    "duration.listed_twice": Sentence(
        "`{field}` names a length twice.",
        lazy_gettext("This length is there twice."),
    ),
    "duration.not_offered": Sentence(
        "`{field}`: this page has no such length. It offers, in minutes: {lengths}.",
        lazy_gettext("This length is not offered. There are, in minutes: %(lengths)s."),
    ),
    "additional_field.no_options": Sentence(
        "`{field}` needs `options`, because its type is {type}.",
        lazy_gettext("Please write at least one choice."),
    ),
    "additional_field.no_location": Sentence(
        "`{field}` cannot be true, because the type of the answer is {type}.",
        lazy_gettext("An answer of this kind cannot say where you meet."),
    ),
    "additional_field.two_locations": Sentence(
        "Only one of `{field}` can have `is_location`.",
        lazy_gettext("Only one question can say where you meet."),
    ),
    "conferencing.both": Sentence(
        "`{field}` and `details` cannot both be given: either each booking gets a meeting of its own, or all have one.",
        lazy_gettext("Please either give a link, or let a new one be made for each booking."),
    ),
    "conferencing.no_settings": Sentence(
        "`{field}` must be left out or empty: a meeting is made as the account is set up at its provider.",
        lazy_gettext("Settings for the meeting are made at its provider."),
    ),
    "conferencing.not_made": Sentence(
        "`{field}`: no meeting of {provider} can be made here. There are: {makers}. For others, give `details`; its "
        "`url` may leave a place for a room, `${{room}}`.",
        lazy_gettext("No meetings of %(provider)s can be made for you. Please give a link."),
    ),
    "conferencing.other_account": Sentence(
        "`{field}` is not the account that the bookings of {email} go to, which makes the meeting. Leave it out.",
        lazy_gettext("The meeting is made by the account that bookings of %(email)s go to, and by no other."),
    ),
    "conferencing.other_calendar": Sentence(
        "`{field}`: bookings of {email} go to a calendar that makes no meetings of {provider}. Set the "
        "`booking.calendar_id` of this participant to a calendar that does, or give `details`.",
        lazy_gettext(
            "Bookings of %(email)s go to a calendar that makes no meetings of %(provider)s. Please choose a calendar "
            "that does under “People”, or another place."
        ),
    ),
    "conferencing.unknown_placeholder": Sentence(
        "`{field}` may leave a place for a room, {placeholder}, and for nothing else.",
        lazy_gettext("The only place that a link can have is %(placeholder)s."),
    ),
    "colour.malformed": Sentence(
        "`{field}` must be a color in hex digits, such as #17614a.",
        lazy_gettext("“%(label)s” must be a colour such as #17614a."),
    ),
    "web_origin.invalid": Sentence(
        "`{field}` must be origins such as https://www.example.org, separated by spaces. {origin} is not one: an origin"
        " has a scheme and a host, no path and no `*`.",
        lazy_gettext(
            "“%(origin)s” is not the address of a website alone. Please write it like https://www.example.org, with"
            " nothing after the name."
        ),
    ),
    "web_origin.not_safe": Sentence(
        "`{field}`: {origin} must begin with https. Only localhost may have http.",
        lazy_gettext("“%(origin)s” must begin with https://."),
    ),
    "web_origin.too_many": Sentence(
        "`{field}` must be at most {at_most} origins.",
        lazy_gettext("There can be at most %(at_most)s websites."),
    ),
    "logo.unknown_image": Sentence(
        "`{field}` names an image of this installation that is not there.",
        lazy_gettext("This picture is not there any more. Please choose it again."),
    ),
    "holidays.unknown": Sentence(
        "`{field}` names a country or subdivision whose holidays are not known.",
        lazy_gettext("The holidays of this country or region are not known."),
    ),
}

_PARTICIPANTS = {
    "participant.calendar_missing": Sentence(
        "`{field}`: {email} has no such calendar here: {calendar}.",
        lazy_gettext("%(email)s has no such calendar here: %(calendar)s."),
    ),
    "participant.follows_beside_own_hours": Sentence(
        "`{field}`: whoever follows the working hours has no `open_hours` and no `timezone` of their own.",
        lazy_gettext("Whoever follows the working hours has no open hours and no time zone of their own."),
    ),
    "participant.follows_without_availability": Sentence(
        "`{field}` needs `availability`: hours count only for those whose calendars are looked at.",
        lazy_gettext("Working hours count only for those whose calendars are looked at."),
    ),
    "participant.no_organizer": Sentence(
        "`{field}`: the grant of {email} belongs to no organizer, so there are no working hours to follow.",
        lazy_gettext("The account of %(email)s belongs to nobody with working hours here."),
    ),
    "participant.no_grant": Sentence(
        "`{field}` must be the address of a valid grant.",
        lazy_gettext("No calendar account with this address is connected."),
    ),
    "participant.no_such_calendar": Sentence(
        "`{field}` is not a calendar of {email}.",
        lazy_gettext("This is not a calendar of %(email)s."),
    ),
    "participant.turns_without_availability": Sentence(
        "`{field}` needs `availability`: only those whose calendars are looked at take turns.",
        lazy_gettext("Only those whose calendars are looked at take turns."),
    ),
    "participants.no_booking": Sentence(
        "At least one of `{field}` needs `booking`.",
        lazy_gettext("At least one participant needs a calendar to book into."),
    ),
    "participants.no_single_organizer": Sentence(
        "Exactly one of `{field}` must have `is_organizer: true`.",
        lazy_gettext("Exactly one participant must be the organizer."),
    ),
    "participants.organizer_of_round_robin": Sentence(
        "`{field}`: A round-robin configuration has no organizer: unset `is_organizer`.",
        lazy_gettext("When participants take turns, none of them can be the organizer."),
    ),
    "participants.organizer_without_calendar": Sentence(
        "The organizer among `{field}` needs `booking.calendar_id`.",
        lazy_gettext("The organizer needs a calendar to book into."),
    ),
}

SENTENCES = {**_PAGES, **_INVITATIONS, **_DOCUMENT, **_PARTICIPANTS}
