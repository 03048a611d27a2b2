"""What organizers say about themselves, and how they read."""

from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from webapp import display, refusals
from webapp.blueprints.dashboard.access import organizer
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.forms import ProfileForm
from webapp.errors import InvalidInput
from webapp.lib import clock, links
from webapp.reading_habits import named_languages
from webapp.request_bodies import takes_picture
from webapp.services.access import first_steps
from webapp.services.access.profiles import Profile, update_profile
from webapp.words import gettext


@blueprint.get("/dashboard/settings")
def profile_edit() -> ResponseReturnValue:
    present = organizer()
    usual = "" if present.first_day is None else str(present.first_day)
    form = _form(
        name=present.name,
        title=present.title,
        about=present.about,
        public_name=present.public_name or "",
        timezone=present.timezone,
        language=present.language,
        hour_cycle=present.hour_cycle,
        first_day=usual,
    )
    return _page(form)


@blueprint.post("/dashboard/settings")
@takes_picture
def profile_update() -> ResponseReturnValue:
    form = _form()
    if not form.validate_on_submit():
        return _page(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    sent = request.files.get("photo")
    photo = sent.read() if sent is not None and sent.filename else None
    try:
        update_profile(
            organizer(), _profile(form), photo=photo, removes_photo=form.removes_photo.data, now=clock.now()
        )
    except InvalidInput as problem:
        if problem.field == "public_name":
            form.public_name.errors = [refusals.for_person(problem, label=str(form.public_name.label.text))]
            return _page(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        return _page(form, refusal=problem, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    flash(gettext("Saved."), "success")
    return redirect(url_for("dashboard.profile_edit"), 303)


def show_profile_again(problem: str) -> ResponseReturnValue:
    """The form with all that was typed, and what kept it from being saved."""
    return _page(_form(), problem=problem, status=HTTPStatus.BAD_REQUEST)


def _form(**values: str) -> ProfileForm:
    form = ProfileForm(data=values)
    languages, days = named_languages(organizer().language), display.weekday_names()
    form.language.choices = _choices(gettext("Not chosen"), languages)
    form.first_day.choices = _choices(gettext("As usual in the language"), days)
    return form


def _choices(none: str, named: list[tuple[str, str]]) -> list[SelectChoice]:
    return [SelectChoice("", none), *(SelectChoice(value, label) for value, label in named)]


def _profile(form: ProfileForm) -> Profile:
    return Profile(
        name=form.name.data,
        title=form.title.data,
        about=form.about.data,
        public_name=form.public_name.data,
        timezone=form.timezone.data,
        language=form.language.data,
        hour_cycle=form.hour_cycle.data,
        first_day=int(form.first_day.data) if form.first_day.data else None,
    )


def _public_address() -> str | None:
    name = organizer().public_name
    return links.absolute("public.profile_show", public_name=name) if name else None


def _page(
    form: ProfileForm,
    *,
    refusal: InvalidInput | None = None,
    problem: str | None = None,
    status: int = HTTPStatus.OK,
) -> ResponseReturnValue:
    label = gettext("Photo")
    photo_error = refusals.for_person(refusal, label=label) if refusal is not None else None
    page = render_template(
        "dashboard/settings/profile.html",
        form=form,
        photo_error=photo_error,
        problem=problem,
        first_steps=first_steps.of(organizer()),
        public_address=_public_address(),
    )
    return page, status
