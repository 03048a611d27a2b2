"""Calendars that the organizer keeps elsewhere: connected, listed with how they stand, read again, disconnected."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp import refusals
from webapp.blueprints.dashboard.access import organizer
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.calendar_forms import FORMS, AccountForm, CalDavForm
from webapp.blueprints.dashboard.presenters import calendars as presenter
from webapp.blueprints.dashboard.presenters.calendars import Choice
from webapp.errors import InvalidInput, NotAllowedNow, NotFound, ProviderError, Unavailable
from webapp.lib import clock
from webapp.models import Grant
from webapp.services.calendars import accounts, connecting, grants
from webapp.services.configurations import counted_calendars
from webapp.words import gettext

PATH = "/dashboard/calendars"


@blueprint.get(PATH)
def calendar_index() -> str:
    """Every connected account, and the way to another one."""
    pages = counted_calendars.of(organizer())
    cards = [presenter.account_card(account, pages) for account in accounts.of(organizer())]
    return render_template("dashboard/calendars/index.html", accounts=cards, choices=presenter.choices())


@blueprint.get(f"{PATH}/new")
def calendar_new() -> ResponseReturnValue:
    """The form of the provider that was chosen, filled in for an account that is to be connected again."""
    again = request.args.get("again")
    if again is not None:
        grant = accounts.find(organizer(), again)
        choice = _known(presenter.chosen(grant.provider, _preset_of(grant.provider)))
        settings = {**grant.settings}
    else:
        choice, settings = _chosen(), {}
    if presenter.asks_consent(choice.kind):
        return render_template("dashboard/calendars/consent.html", choice=choice, again=again)
    return _page(choice, _form(choice, settings))


@blueprint.post(PATH)
def calendar_create() -> ResponseReturnValue:
    """Sign in at the provider and list the calendars; or say beside the field what is wrong."""
    choice = _chosen()
    form, owner, again = _form(choice, {}), organizer(), request.form.get("again")
    renews = accounts.find(owner, again) if again else None
    if not form.validate():
        return _page(choice, form, status=422)
    try:
        grant = connecting.connect(
            owner.application_id,
            choice.kind,
            form.to_settings(),
            now=clock.now(),
            organizer=owner,
            renews=renews,
        )
    except InvalidInput as problem:
        form.complain(problem)
        return _page(choice, form, status=422)
    except (NotAllowedNow, ProviderError) as problem:
        return _page(choice, form, problem=refusals.for_person(problem), status=409)
    except Unavailable as problem:
        return _page(choice, form, problem=refusals.for_person(problem), status=503)
    return connected(grant)


@blueprint.post(f"{PATH}/<grant_id>/read")
def calendar_update(grant_id: str) -> ResponseReturnValue:
    """Read the account again, now."""
    accounts.read_now(accounts.find(organizer(), grant_id), now=clock.now())
    flash(gettext("The calendars are being read again. This takes a few seconds."), "success")
    return redirect(url_for("dashboard.calendar_index"), 303)


@blueprint.post(f"{PATH}/<grant_id>/disconnect")
def calendar_destroy(grant_id: str) -> ResponseReturnValue:
    """Forget the account and our copy of it. Nothing changes at the provider."""
    try:
        grants.destroy(accounts.find(organizer(), grant_id), now=clock.now())
    except NotAllowedNow as problem:
        flash(refusals.for_person(problem), "error")
        return redirect(url_for("dashboard.calendar_index"), 303)
    flash(gettext("Disconnected. Nothing was changed at your provider."), "success")
    return redirect(url_for("dashboard.calendar_index"), 303)


def connected(grant: Grant) -> ResponseReturnValue:
    """Say so, and go on to the pages that may count the account, if there are any."""
    flash(gettext("Connected. The events are being read. This takes about a minute."), "success")
    if counted_calendars.of(organizer()):
        return redirect(url_for("dashboard.counted_calendar_edit", grant_id=grant.id), 303)
    return redirect(url_for("dashboard.calendar_index"), 303)


def form_again(problem: str) -> ResponseReturnValue:
    """The form with all that was typed but the password, and why nothing was connected."""
    choice = _chosen()
    return _page(choice, _form(choice, {}), problem=problem, status=400)


def _chosen() -> Choice:
    """The provider that the address or the form names. Raises InvalidInput for one that is not offered."""
    choice = presenter.chosen(request.values.get("provider", ""), request.values.get("preset", ""))
    if choice is None or (request.method == "POST" and choice.kind not in FORMS):
        raise InvalidInput("choice.unknown", field="provider", choices=[*FORMS])
    return choice


def _known(choice: Choice | None) -> Choice:
    if choice is None:
        raise NotFound("grant.unknown")
    return choice


def _preset_of(kind: str) -> str:
    return "icloud" if kind == "icloud" else ""


def _form(choice: Choice, settings: dict[str, str]) -> AccountForm:
    form = FORMS[choice.kind](data=settings)
    preset = presenter.preset_of(choice)
    if isinstance(form, CalDavForm) and preset is not None:
        if preset.url is not None:
            form.url.data = form.url.data or preset.url
        elif preset.example is not None:
            form.url.render_kw = {**(form.url.render_kw or {}), "placeholder": preset.example}
    return form


def _page(choice: Choice, form: AccountForm, *, problem: str = "", status: int = 200) -> ResponseReturnValue:
    page = render_template(
        "dashboard/calendars/new.html",
        choice=choice,
        form=form,
        problem=problem,
        again=request.values.get("again", ""),
    )
    return page, status
