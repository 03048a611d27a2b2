"""Why a booking is not made, moved, decided or cancelled, and what may be wrong with an answer of a guest."""

from webapp.display import duration
from webapp.refusals.sentence import Sentence
from webapp.words import gettext, language, lazy_gettext, ngettext

_BOOKINGS = {
    "booking.cancelled_already": Sentence(
        "The booking is already cancelled.",
        lazy_gettext("The booking is already cancelled."),
    ),
    "booking.cancelled_by_mail": Sentence(
        "To cancel, please write to {email}.",
        lazy_gettext("To cancel, please write to %(email)s."),
    ),
    "booking.decided_by_another": Sentence(
        "Only the booking's organizer decides about it.",
        lambda values: gettext("%(organizer)s decides about this booking.", organizer=values["organizer"]),
    ),
    "booking.confirmed_already": Sentence(
        "The booking is already confirmed.",
        lazy_gettext("The booking is already confirmed."),
    ),
    "booking.does_not_take_place": Sentence(
        "The booking does not take place, so nobody can be missing.",
        lazy_gettext("The booking does not take place, so nobody can be missing."),
    ),
    "booking.not_begun": Sentence(
        "The booking has not begun yet.",
        lazy_gettext("The booking has not begun yet."),
    ),
    "feed.unknown": Sentence(
        "There is no such calendar.",
        lazy_gettext("There is no such calendar. Perhaps its address was replaced."),
    ),
    "message.forgotten": Sentence(
        "What it said is no longer kept, so it cannot be sent again.",
        lazy_gettext("What it said is no longer kept, so it cannot be sent again."),
    ),
    "message.just_sent": Sentence(
        "It was sent a moment ago. Please wait a minute.",
        lazy_gettext("It was sent a moment ago. Please wait a minute."),
    ),
    "message.overtaken": Sentence(
        "Something newer was sent there since.",
        lazy_gettext("Something newer was sent there since."),
    ),
    "message.unknown": Sentence(
        "There is no such message.",
        lazy_gettext("There is no such message."),
    ),
    "message.waiting": Sentence(
        "It has not been delivered yet, and will be tried again by itself.",
        lazy_gettext("It has not been delivered yet, and will be tried again by itself."),
    ),
    "message.withdrawn": Sentence(
        "It was withdrawn, because what it says was over before it was sent.",
        lazy_gettext("It was withdrawn, because what it says was over before it was sent."),
    ),
    "booking.declined_already": Sentence(
        "The request is already declined.",
        lazy_gettext("The request is already declined."),
    ),
    "booking.expired_already": Sentence(
        "The request was not answered before its time, so it has ended.",
        lazy_gettext("The request was not answered before its time, so it has ended."),
    ),
    "booking.over": Sentence(
        "The booking is over.",
        lazy_gettext("The booking is over."),
    ),
    "booking.rescheduled_by_mail": Sentence(
        "To change the time, please write to {email}.",
        lazy_gettext("To change the time, please write to %(email)s."),
    ),
    "booking.time_passed": Sentence(
        "The requested time has passed, so the booking can no longer be confirmed.",
        lazy_gettext("The requested time has passed, so the booking can no longer be confirmed."),
    ),
    "booking.too_late_to_cancel": Sentence(
        "The booking can only be cancelled up to {minutes:length} before it starts.",
        lambda values: gettext(
            "The booking can only be cancelled up to %(length)s before it starts.",
            length=duration(values["minutes"], language()),
        ),
    ),
    "booking.too_late_to_reschedule": Sentence(
        "The booking can only be rescheduled up to {minutes:length} before it starts.",
        lambda values: gettext(
            "The booking can only be rescheduled up to %(length)s before it starts.",
            length=duration(values["minutes"], language()),
        ),
    ),
    "booking.unknown": Sentence(
        "There is no such booking.",
        lazy_gettext("There is no such booking."),
    ),
    "booking.withdrawn_already": Sentence(
        "The request is already withdrawn.",
        lazy_gettext("The request is already withdrawn."),
    ),
    "bookings.no_such_list": Sentence(
        "There is no such list of bookings.",
        lazy_gettext("There is no such list of bookings."),
    ),
    "page.closed": Sentence(
        "This scheduling page no longer takes bookings.",
        lazy_gettext("This scheduling page no longer takes bookings."),
    ),
    "page.paused": Sentence(
        "This configuration is paused: it takes no bookings at the moment.",
        lazy_gettext("This page takes no bookings at the moment. Please come back later."),
    ),
    "page.closed_for_moving": Sentence(
        "This scheduling page no longer takes bookings, so the time cannot be changed here.",
        lazy_gettext("This scheduling page no longer takes bookings, so the time cannot be changed here."),
    ),
    "salt.wrong": Sentence(
        "`{field}` is not the organizer's for this booking.",
        lazy_gettext("This link does not belong to the organizer of this booking."),
    ),
    # How it begins is fixed by the wire contract (section 0, rule 4): the booking component looks for it.
    "timeslot.unavailable": Sentence(
        "The selected timeslot is unavailable. Please choose another time.",
        lazy_gettext("This time is no longer available. Please choose another time."),
    ),
}

_GUESTS = {
    "additional_guests.blocked": Sentence(
        "`{field}` has somebody for whom this installation takes no bookings.",
        lazy_gettext("Somebody in this list cannot be invited here. Please leave them out."),
    ),
    "additional_guests.not_taken": Sentence(
        "`{field}` are not taken on this page.",
        lazy_gettext("You cannot bring other guests to this booking."),
    ),
    "additional_guests.too_many": Sentence(
        "`{field}` may hold at most {at_most} people.",
        lambda values: ngettext(
            "You can bring at most %(num)s other guest.",
            "You can bring at most %(num)s other guests.",
            values["at_most"],
        ),
    ),
    "guest.blocked": Sentence(
        "`{field}`: this installation takes no bookings from this address.",
        lazy_gettext(
            "This website takes no bookings from this address. Please write to the organizer instead."
        ),
    ),
    "guest.other_address": Sentence(
        "`{field}` cannot be changed: a booking belongs to its guest's address.",
        lazy_gettext("The e-mail address of a booking cannot be changed."),
    ),
    "participant.no_host": Sentence(
        "`{field}` is no host of this booking, and its hosts cannot be changed.",
        lazy_gettext("The hosts of a booking cannot be changed."),
    ),
    "participant.stranger": Sentence(
        "`{field}` is not a participant of this configuration.",
        lazy_gettext("This person cannot be booked on this scheduling page."),
    ),
}

_ANSWERS = {
    "answer.missing": Sentence(
        "`{field}`: {label} is required.",
        lazy_gettext("%(label)s is required."),
    ),
    "answer.no_choice": Sentence(
        "`{field}`: {label} must be one of the choices.",
        lazy_gettext("%(label)s must be one of the choices."),
    ),
    "answer.no_choices": Sentence(
        "`{field}`: {label} must be some of the choices, separated by commas.",
        lazy_gettext("%(label)s must be some of the choices."),
    ),
    "answer.no_date": Sentence(
        "`{field}`: {label} must be a date such as 2027-03-14.",
        lazy_gettext("%(label)s must be a date such as 2027-03-14."),
    ),
    "answer.no_telephone_number": Sentence(
        "`{field}`: {label} must be a telephone number.",
        lazy_gettext("%(label)s must be a telephone number."),
    ),
    "answer.not_ticked": Sentence(
        "`{field}`: {label} must be ticked.",
        lazy_gettext("%(label)s must be ticked."),
    ),
    "answer.unexpected_form": Sentence(
        "`{field}`: {label} does not have the expected form.",
        lazy_gettext("%(label)s does not have the expected form."),
    ),
}

# To the organizer, where a guest reads that a time is taken.
REQUEST_LOST = lazy_gettext(
    "This time has been taken in the meantime, so the request cannot be confirmed. Please decline it."
)

SENTENCES = {**_BOOKINGS, **_GUESTS, **_ANSWERS}
