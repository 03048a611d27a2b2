"""An organizer's app: its secret, and the codes that it shows."""

from dataclasses import dataclass

from tests.builders import NOW
from webapp.lib import totp
from webapp.models import Organizer
from webapp.services.access import second_factors


@dataclass(frozen=True)
class App:
    """`recovery`: the codes on paper."""

    secret: str
    recovery: list[str]

    def code(self, at: int = NOW) -> str:
        """What it shows at this time. The code of NOW was used to turn it on."""
        return totp.code_at(at // totp.STEP_SECONDS, secret=self.secret)


def app_of(organizer: Organizer, *, now: int = NOW) -> App:
    """Turn the second factor of an organizer on."""
    setup = second_factors.prepare(organizer, now=now)
    secret = second_factors.secret_in(setup, organizer, now=now)
    code = totp.code_at(now // totp.STEP_SECONDS, secret=secret)
    return App(secret, second_factors.turn_on(organizer, setup, code, now=now))
