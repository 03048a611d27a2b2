"""An organizer's app: its secret, and the codes that it shows."""

from dataclasses import dataclass, field, replace

from tests.builders import NOW
from webapp.lib import totp
from webapp.models import Organizer
from webapp.services.access import second_factors


@dataclass(frozen=True)
class App:
    """`recovery`: the codes on paper."""

    secret: str
    recovery: list[str] = field(default_factory=list)

    def code(self, at: int = NOW) -> str:
        """What it shows at this time. The code of NOW was used to turn it on."""
        return totp.code_at(at // totp.STEP_SECONDS, secret=self.secret)


def app_of(organizer: Organizer, *, now: int = NOW) -> App:
    """Turn the second factor of an organizer on."""
    setup = second_factors.prepare(organizer, now=now)
    app = app_with(setup, organizer, now=now)
    return replace(app, recovery=second_factors.turn_on(organizer, setup, app.code(now), now=now))


def app_with(setup: str, organizer: Organizer, *, now: int = NOW) -> App:
    """An app that has read what is shown before it is turned on."""
    return App(second_factors.secret_in(setup, organizer, now=now))
