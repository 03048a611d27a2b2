"""One webhook, for administrators: how it stands, a test, what was sent there, and sending it again; a new secret."""

from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp import refusals
from webapp.blueprints.dashboard import webhooks as pages
from webapp.blueprints.dashboard.access import administrator
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.password_tries import few_wrong_passwords
from webapp.blueprints.dashboard.presenters.deliveries import delivery_rows
from webapp.blueprints.dashboard.presenters.webhooks import Asked, challenged, tried_out, webhook_row
from webapp.blueprints.dashboard.webhook_forms import WebhookSecretForm, WebhookTestForm
from webapp.blueprints.dashboard.webhooks import PATH, few_questions, found_webhook
from webapp.errors import ChallengeFailed, InvalidInput, NotAllowedNow, Unavailable
from webapp.lib import clock
from webapp.models import Webhook
from webapp.services.access import sign_ins
from webapp.services.promises import deliveries, webhook_deliveries, webhook_examples, webhooks
from webapp.words import gettext, ngettext


@blueprint.get(f"{PATH}/<webhook_id>")
def webhook_show(webhook_id: str) -> ResponseReturnValue:
    return _page(found_webhook(webhook_id))


@blueprint.post(f"{PATH}/<webhook_id>/test")
@few_questions
def webhook_test_create(webhook_id: str) -> ResponseReturnValue:
    """Send an invented event, and say what came back."""
    found = found_webhook(webhook_id)
    form = WebhookTestForm(found.trigger_types)
    if not form.validate_on_submit():
        return _page(found, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    url, trigger = found.url, form.trigger.data
    try:
        webhook_examples.send(trigger, url, found.application_id, now=clock.now())
    except (ChallengeFailed, Unavailable) as problem:
        asked, status = tried_out(url, trigger, problem), pages.status_of(problem)
    else:
        asked, status = tried_out(url, trigger), HTTPStatus.OK
    return _page(found_webhook(webhook_id), form=form, asked=asked, status=status)


@blueprint.post(f"{PATH}/<webhook_id>/secret")
@few_wrong_passwords
def webhook_secret_create(webhook_id: str) -> ResponseReturnValue:
    """Replace the secret, and show the new one once."""
    found, form = found_webhook(webhook_id), WebhookSecretForm()
    if not form.validate_on_submit():
        return pages.edit_page_of(found, secret_form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if not sign_ins.is_password(form.password.data or "", of=administrator()):
        form.complain(InvalidInput("password.wrong", field="password"))
        return pages.edit_page_of(found, secret_form=form, status=HTTPStatus.FORBIDDEN)
    rotated, secret = webhooks.rotate_secret(found, by=administrator(), now=clock.now())
    pages.show_once(rotated, secret, is_new=False)
    return redirect(url_for("dashboard.webhook_show", webhook_id=webhook_id), 303)


@blueprint.post(f"{PATH}/<webhook_id>/deliveries/<int:entry_id>/again")
def webhook_delivery_create(webhook_id: str, entry_id: int) -> ResponseReturnValue:
    """Send one delivery that has failed once more."""
    found = found_webhook(webhook_id)
    try:
        webhook_deliveries.send_again(found, entry_id, now=clock.now())
    except NotAllowedNow as refusal:
        return _refused(webhook_id, refusal)
    return _sent_again(webhook_id, 1)


@blueprint.post(f"{PATH}/<webhook_id>/deliveries/again")
def webhook_delivery_create_all(webhook_id: str) -> ResponseReturnValue:
    """Send all that has failed once more, oldest first."""
    found = found_webhook(webhook_id)
    try:
        many = webhook_deliveries.send_all_again(found, now=clock.now())
    except NotAllowedNow as refusal:
        return _refused(webhook_id, refusal)
    return _sent_again(webhook_id, many)


def form_again(webhook_id: str, problem: str, entry_id: int | None = None) -> ResponseReturnValue:
    """The page with its buttons, and why nothing was done."""
    return _page(found_webhook(webhook_id), problem=problem, status=HTTPStatus.BAD_REQUEST)


def secret_form_again(webhook_id: str, problem: str) -> ResponseReturnValue:
    """The page on which the secret is replaced, and why it was not."""
    return pages.edit_page_of(found_webhook(webhook_id), problem=problem, status=HTTPStatus.BAD_REQUEST)


def _refused(webhook_id: str, refusal: NotAllowedNow) -> ResponseReturnValue:
    problem = refusals.for_person(refusal)
    return _page(found_webhook(webhook_id), problem=problem, status=HTTPStatus.CONFLICT)


def _sent_again(webhook_id: str, many: int) -> ResponseReturnValue:
    flash(
        ngettext("%(num)s delivery is sent again.", "%(num)s deliveries are sent again.", many)
        if many
        else gettext("There is nothing to send again."),
        "success",
    )
    return redirect(url_for("dashboard.webhook_show", webhook_id=webhook_id), 303)


def _before() -> int | None:
    typed = request.args.get("before", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else None


def _page(
    webhook: Webhook,
    *,
    form: WebhookTestForm | None = None,
    asked: Asked | None = None,
    problem: str | None = None,
    status: int = HTTPStatus.OK,
) -> ResponseReturnValue:
    made, health = pages.shown_once(webhook), webhook_deliveries.health_of([webhook.id])
    before = _before()
    found, following = deliveries.of_webhook(webhook.id, before=before)
    page = render_template(
        "dashboard/webhooks/show.html",
        webhook=webhook_row(webhook, health[webhook.id]),
        new_secret=made and made["secret"],
        asked=challenged(webhook.url) if made and made["is_new"] else asked,
        rows=delivery_rows(found),
        repeatable=set(webhook_deliveries.failed_ids(webhook)),
        following=following,
        is_later_page=before is not None,
        test_form=form or WebhookTestForm(webhook.trigger_types, formdata=None),
        problem=problem,
    )
    return page, status
