"""The step after connecting: which calendars of an account count on the organizer's pages, and where bookings go."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp import refusals
from webapp.blueprints.dashboard.access import organizer
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.calendar_forms import CountingForm
from webapp.blueprints.dashboard.presenters import calendars as presenter
from webapp.errors import InvalidInput
from webapp.lib import clock
from webapp.services.calendars import accounts
from webapp.services.calendars.accounts import Account
from webapp.services.configurations import counted_calendars
from webapp.services.configurations.counted_calendars import Outcome, PageCalendars
from webapp.words import gettext, ngettext

PATH = "/dashboard/calendars/<grant_id>/pages"


@blueprint.get(PATH)
def counted_calendar_edit(grant_id: str) -> ResponseReturnValue:
    """The calendars of the account with a tick each, and the pages that would be changed. Nothing is changed yet."""
    account = accounts.account(organizer(), grant_id)
    pages = counted_calendars.of(organizer())
    form = CountingForm(data=presenter.counted(account, pages))
    return _page(account, pages, form)


@blueprint.post(PATH)
def counted_calendar_update(grant_id: str) -> ResponseReturnValue:
    """Change every page, and say which ones."""
    owner = organizer()
    account = accounts.account(owner, grant_id)
    form = CountingForm()
    form.know(account.calendars)
    if not form.validate():
        return _page(account, counted_calendars.of(owner), form, status=422)
    try:
        outcome = counted_calendars.choose(owner, account.grant, form.to_wanted(), now=clock.now())
    except InvalidInput as problem:
        form.complain(problem)
        return _page(account, counted_calendars.of(owner), form, status=422)
    _tell(outcome)
    return redirect(url_for("dashboard.calendar_index"), 303)


def _page(
    account: Account, pages: list[PageCalendars], form: CountingForm, *, status: int = 200
) -> ResponseReturnValue:
    form.know(account.calendars)
    shown = presenter.counting(account, pages)
    page = render_template("dashboard/calendars/pages.html", account=account, form=form, pages=shown)
    return page, status


def _tell(outcome: Outcome) -> None:
    names = [counted_calendars.name_of(page) for page in outcome.changed]
    if names:
        said = ", ".join(names)
        flash(
            ngettext("Changed: %(pages)s.", "Changed %(num)s pages: %(pages)s.", len(names), pages=said),
            "success",
        )
    elif not outcome.refused:
        flash(gettext("Your pages are like that already. Nothing was changed."), "success")
    for page, problem in outcome.refused:
        said = refusals.for_person(problem)
        flash(
            gettext("“%(page)s” was not changed. %(why)s", page=counted_calendars.name_of(page), why=said),
            "error",
        )
