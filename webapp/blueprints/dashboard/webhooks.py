"""Webhooks, for administrators: listed, made, changed, paused and deleted. A new secret is shown once.

All of it by the services that the API uses, so that both doors refuse the same.
"""

from http import HTTPStatus
from typing import Any

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.dashboard.access import administrator
from webapp.blueprints.dashboard.blueprint import blueprint
from webapp.blueprints.dashboard.presenters.webhooks import Asked, challenged, webhook_row
from webapp.blueprints.dashboard.webhook_forms import WebhookForm, WebhookSecretForm
from webapp.errors import ChallengeFailed, Unavailable
from webapp.lib import clock
from webapp.lib.text_form import TextForm
from webapp.models import Webhook
from webapp.models.webhook import ACTIVE, PAUSED
from webapp.rate_limits import limiter
from webapp.services.promises import webhook_deliveries, webhooks
from webapp.words import gettext

PATH = "/dashboard/settings/webhooks"
NEW = "new_webhook_secret"
ASKED = "30 per 10 minutes"  # each makes us ask an address, and somebody waits

few_questions = limiter.shared_limit(
    ASKED, scope="asked-webhooks", key_func=lambda: f"asked-by:{administrator().id}"
)


@blueprint.get(PATH)
def webhook_index() -> ResponseReturnValue:
    """All webhooks, and the form for another one."""
    administrator()
    return _list(WebhookForm())


@blueprint.post(PATH)
@few_questions
def webhook_create() -> ResponseReturnValue:
    """Keep a webhook whose address repeats the challenge."""
    owner, form = administrator(), WebhookForm()
    if not form.validate_on_submit():
        return _list(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    columns = form.columns()
    try:
        made, secret = webhooks.create(
            owner.application_id, columns, form_token=form.token, by=owner, now=clock.now()
        )
    except (ChallengeFailed, Unavailable) as problem:
        return _list(form, asked=challenged(columns["url"], problem), status=status_of(problem))
    show_once(made, secret, is_new=True)
    return redirect(url_for("dashboard.webhook_show", webhook_id=made.id), 303)


@blueprint.get(f"{PATH}/<webhook_id>/edit")
def webhook_edit(webhook_id: str) -> ResponseReturnValue:
    found = found_webhook(webhook_id)
    return edit_page(found, _filled(found))


@blueprint.post(f"{PATH}/<webhook_id>/edit")
@few_questions
def webhook_update(webhook_id: str) -> ResponseReturnValue:
    """Change a webhook; a new address is challenged."""
    found, form = found_webhook(webhook_id), WebhookForm()
    if not form.validate_on_submit():
        return edit_page(found, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    columns = form.columns()
    try:
        webhooks.update(found, columns, by=administrator(), now=clock.now())
    except (ChallengeFailed, Unavailable) as problem:
        asked = challenged(columns["url"], problem)
        return edit_page(found_webhook(webhook_id), form, asked=asked, status=status_of(problem))
    flash(gettext("The webhook is changed."), "success")
    return redirect(url_for("dashboard.webhook_show", webhook_id=webhook_id), 303)


@blueprint.post(f"{PATH}/<webhook_id>/pause")
def webhook_pause(webhook_id: str) -> ResponseReturnValue:
    return _set(
        webhook_id, PAUSED, gettext("The webhook is paused. What happens meanwhile is not sent there.")
    )


@blueprint.post(f"{PATH}/<webhook_id>/resume")
def webhook_resume(webhook_id: str) -> ResponseReturnValue:
    return _set(webhook_id, ACTIVE, gettext("The webhook is active again."))


@blueprint.post(f"{PATH}/<webhook_id>/delete")
def webhook_destroy(webhook_id: str) -> ResponseReturnValue:
    """Delete a webhook. What still waits to be sent there is not sent."""
    webhooks.destroy(found_webhook(webhook_id), by=administrator(), now=clock.now())
    flash(gettext("The webhook is deleted."), "success")
    return redirect(url_for("dashboard.webhook_index"), 303)


def found_webhook(webhook_id: str) -> Webhook:
    """A webhook of the administrator's application. For everybody else there is no such page."""
    return webhooks.find(administrator().application_id, webhook_id)


def status_of(problem: ChallengeFailed | Unavailable) -> int:
    """The address did not answer as it should, or we could not ask it just now."""
    return (
        HTTPStatus.SERVICE_UNAVAILABLE
        if isinstance(problem, Unavailable)
        else HTTPStatus.UNPROCESSABLE_ENTITY
    )


def show_once(webhook: Webhook, secret: str, *, is_new: bool) -> None:
    """Let the page of this webhook show its secret when it is opened next."""
    session[NEW] = {"of": webhook.id, "secret": secret, "is_new": is_new}


def shown_once(webhook: Webhook) -> dict[str, Any] | None:
    """The secret that was just made for this webhook, and whether the webhook is new."""
    kept: dict[str, Any] | None = session.get(NEW)
    return session.pop(NEW) if kept and kept["of"] == webhook.id else None


def form_again(problem: str, webhook_id: str | None = None) -> ResponseReturnValue:
    """The form with what was typed, and why nothing was changed."""
    if webhook_id is None:
        administrator()
        return _list(WebhookForm(), problem=problem, status=HTTPStatus.BAD_REQUEST)
    return edit_page(found_webhook(webhook_id), WebhookForm(), problem=problem, status=HTTPStatus.BAD_REQUEST)


def edit_page(
    webhook: Webhook,
    form: WebhookForm,
    *,
    secret_form: WebhookSecretForm | None = None,
    asked: Asked | None = None,
    problem: str | None = None,
    status: int = HTTPStatus.OK,
) -> ResponseReturnValue:
    """The form of one webhook, and below it what is done seldom: another secret, and deleting."""
    page = render_template(
        "dashboard/webhooks/edit.html",
        webhook=_rows([webhook])[0],
        form=form,
        secret_form=secret_form or WebhookSecretForm(formdata=None),
        delete_form=TextForm(formdata=None),
        asked=asked,
        problem=problem,
    )
    return page, status


def edit_page_of(webhook: Webhook, **more: Any) -> ResponseReturnValue:
    """The same, with what the webhook has."""
    return edit_page(webhook, _filled(webhook), **more)


def _filled(webhook: Webhook) -> WebhookForm:
    return WebhookForm(
        formdata=None,
        url=webhook.url,
        triggers=webhook.trigger_types,
        description=webhook.description,
        addresses="\n".join(webhook.notification_email_addresses),
        compressed=webhook.compressed_delivery,
    )


def _set(webhook_id: str, status: str, said: str) -> ResponseReturnValue:
    webhooks.update(found_webhook(webhook_id), {"status": status}, by=administrator(), now=clock.now())
    flash(said, "success")
    return redirect(url_for("dashboard.webhook_show", webhook_id=webhook_id), 303)


def _list(
    form: WebhookForm,
    *,
    asked: Asked | None = None,
    problem: str | None = None,
    status: int = HTTPStatus.OK,
) -> ResponseReturnValue:
    rows = _rows(webhooks.listing(administrator().application_id))
    page = render_template(
        "dashboard/webhooks/index.html", form=form, rows=rows, asked=asked, problem=problem
    )
    return page, status


def _rows(found: list[Webhook]) -> list[Any]:
    health = webhook_deliveries.health_of([webhook.id for webhook in found])
    return [webhook_row(webhook, health[webhook.id]) for webhook in found]
