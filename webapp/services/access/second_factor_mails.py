"""What an organizer is told about their second factor, so that nobody changes it behind their back."""

from typing import Any

from sqlalchemy.orm import Session

from webapp import outbox
from webapp.lib import links
from webapp.models import Organizer
from webapp.models.outbox import MAIL
from webapp.services.access.account_links import TO_OWNER

ON, OFF, RECOVERY_CODE_USED = (
    "organizer_second_factor_on",
    "organizer_second_factor_off",
    "organizer_recovery_code_used",
)
MAILS = (ON, OFF, RECOVERY_CODE_USED)


def tell(session: Session, name: str, organizer: Organizer, *, now: int, **values: Any) -> None:
    """Promise one of the mails. `values`: what it says beside the account."""
    outbox.promise(
        session,
        kind=MAIL,
        name=name,
        stream=f"{organizer.id}:{MAIL}",
        destination=organizer.email,
        payload={
            "to": {"name": organizer.name, "email": organizer.email},
            "role": TO_OWNER,
            "language": organizer.locale,
            "timezone": organizer.timezone,
            "ics": None,
            "links": {"dashboard_url": links.absolute("dashboard.second_factor_show")},
            "values": {"account": organizer.email, **values},
        },
        booking_id=None,
        now=now,
    )
