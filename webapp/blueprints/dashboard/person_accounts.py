"""One account as an administrator sees it: what is booked with them, their role, and whether they may come in."""

from http import HTTPStatus

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp import refusals
from webapp.blueprints.dashboard.access import administrator
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.password_tries import few_wrong_passwords
from webapp.blueprints.dashboard.people import PATH
from webapp.blueprints.dashboard.second_factor_forms import TakeAwayForm
from webapp.blueprints.dashboard.second_factors import wrong_password
from webapp.errors import NotAllowedNow
from webapp.lib import clock
from webapp.models import Organizer
from webapp.rate_limits import limiter
from webapp.services import people
from webapp.services.access import forgotten_passwords, second_factors
from webapp.services.bookings import lists
from webapp.words import gettext, ngettext

PASSWORD_LINKS = "20 per hour"  # noqa: S105  # a limit


@blueprint.get(f"{PATH}/<organizer_id>")
def person_show(organizer_id: str) -> ResponseReturnValue:
    return _page(people.find(administrator(), organizer_id))


@blueprint.post(f"{PATH}/<organizer_id>/role")
def person_role_update(organizer_id: str) -> ResponseReturnValue:
    """Make somebody an administrator, or one no more."""
    owner, said = administrator(), request.form.get("is_admin")
    person = people.find(owner, organizer_id)
    if said not in ("yes", "no"):
        abort(HTTPStatus.BAD_REQUEST)
    is_admin = said == "yes"
    try:
        people.change_role(owner, person, is_admin=is_admin, now=clock.now())
    except NotAllowedNow as problem:
        return _refused(person, problem)
    if is_admin:
        return _done(person, gettext("%(name)s is an administrator now.", name=person.name))
    done = gettext("%(name)s is an administrator no more.", name=person.name)
    if person.id == owner.id:  # for whom there is no such page any more
        flash(done, "success")
        return redirect(url_for("dashboard.profile_edit"), 303)
    return _done(person, done)


@blueprint.post(f"{PATH}/<organizer_id>/deactivate")
def person_deactivate(organizer_id: str) -> ResponseReturnValue:
    """Let somebody in no more."""
    owner = administrator()
    person = people.find(owner, organizer_id)
    try:
        paused = people.deactivate(owner, person, now=clock.now())
    except NotAllowedNow as problem:
        return _refused(person, problem)
    pages = ngettext("%(num)s page was paused.", "%(num)s pages were paused.", paused)
    return _done(person, gettext("%(name)s can sign in no more.", name=person.name) + " " + pages)


@blueprint.post(f"{PATH}/<organizer_id>/activate")
def person_activate(organizer_id: str) -> ResponseReturnValue:
    """Let somebody in again."""
    owner = administrator()
    person = people.find(owner, organizer_id)
    people.activate(owner, person, now=clock.now())
    said = gettext(
        "%(name)s can sign in again. Their pages stay paused until they resume them.", name=person.name
    )
    return _done(person, said)


@blueprint.post(f"{PATH}/<organizer_id>/password-link")
@limiter.limit(PASSWORD_LINKS, key_func=lambda: f"password-links-of:{administrator().id}")
def person_password_link_create(organizer_id: str) -> ResponseReturnValue:
    """Mail somebody a link to a new password."""
    owner = administrator()
    person = people.find(owner, organizer_id)
    forgotten_passwords.ask(person.email, by=owner, now=clock.now())
    return _done(
        person, gettext("The link is on its way to %(email)s. It works for an hour.", email=person.email)
    )


@blueprint.post(f"{PATH}/<organizer_id>/two-steps/delete")
@few_wrong_passwords
def person_second_factor_destroy(organizer_id: str) -> ResponseReturnValue:
    """Turn two-step sign-in off for somebody who has lost phone and codes."""
    owner, form = administrator(), TakeAwayForm()
    person = people.find(owner, organizer_id)
    if refused := wrong_password(form):
        return _page(person, take_away=form, status=refused)
    try:
        second_factors.take_away(person, by=owner, now=clock.now())
    except NotAllowedNow as problem:
        return _refused(person, problem)
    return _done(person, gettext("Two-step sign-in is off for %(name)s.", name=person.name))


def form_again(organizer_id: str, problem: str) -> ResponseReturnValue:
    """The account, with the form for a password, and why nothing was done."""
    return _page(people.find(administrator(), organizer_id), problem=problem, status=HTTPStatus.BAD_REQUEST)


def _refused(person: Organizer, problem: NotAllowedNow) -> ResponseReturnValue:
    return _page(person, problem=refusals.for_person(problem), status=HTTPStatus.CONFLICT)


def _done(person: Organizer, said: str) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(url_for("dashboard.person_show", organizer_id=person.id), 303)


def _page(
    person: Organizer,
    *,
    take_away: TakeAwayForm | None = None,
    problem: str | None = None,
    status: int = HTTPStatus.OK,
) -> ResponseReturnValue:
    now = clock.now()
    ahead = [lists.page(person, kind=kind, now=now) for kind in ("pending", "upcoming")]
    page = render_template(
        "dashboard/people/show.html",
        person=person,
        problem=problem,
        has_second_factor=second_factors.of(person) is not None,
        take_away=take_away or TakeAwayForm(formdata=None),
        is_oneself=person.id == administrator().id,
        bookings=[booking for part in ahead for booking in part.bookings],
        has_more=any(part.next_cursor for part in ahead),
    )
    return page, status
