"""Between the password and the session: a sign-in that waits for a code of the second factor.

It is a row that lasts minutes and takes few tries. Only the browser that typed the password has its token.
"""

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from webapp.errors import InvalidInput, NotFound, Unauthorized
from webapp.extensions import db, transaction
from webapp.lib import signature
from webapp.models import Organizer, SignInAttempt
from webapp.services.access import second_factor_mails, second_factors, sign_ins
from webapp.services.access.second_factors import Proof

LASTS_SECONDS = 600
TRIES = 5


def start(organizer: Organizer, *, now: int) -> str:
    """Somebody has typed the right password. Returns the token of the attempt, for this browser only."""
    token = signature.new_token()
    attempt = SignInAttempt(
        organizer_id=organizer.id, digest=signature.digest(token), expires_at=now + LASTS_SECONDS
    )
    with transaction() as session:
        session.add(attempt)
    return token


def organizer_of(token: object, *, now: int) -> Organizer | None:
    """Who is about to sign in with this token, if that is not over. `token`: whatever a cookie holds."""
    if not isinstance(token, str):
        return None
    live = SignInAttempt.digest == signature.digest(token), SignInAttempt.expires_at > now
    return db.session.scalar(select(Organizer).join(SignInAttempt).where(*live))


def finish(token: str, code: str, *, browser: str = "", now: int) -> str:
    """A new sign-in for whoever has the code. Returns its token, as `sign_ins.start` does.

    Raises InvalidInput with the field `code` for a wrong or used one, Unauthorized when that was the last try, and
    NotFound for an attempt that is over.
    """
    organizer = organizer_of(token, now=now)
    factor = second_factors.of(organizer) if organizer else None
    proof = second_factors.judge(factor, code, now=now) if factor else None
    entered = None
    with transaction() as session:
        tries = _count(
            session, token, now=now
        )  # locks the attempt: of two at once the second meets what is left
        if organizer is None or tries is None:
            raise NotFound("sign_in.attempt_over")
        if proof is not None and second_factors.use(session, proof):
            entered = _enter(session, organizer, proof, browser=browser, now=now)
        if entered is not None or tries >= TRIES:
            session.execute(delete(SignInAttempt).where(SignInAttempt.digest == signature.digest(token)))
    if entered is not None:
        return entered
    if tries >= TRIES:
        raise Unauthorized("sign_in.too_many_codes")
    raise InvalidInput("sign_in.wrong_code", field="code", left=TRIES - tries)


def _count(session: Session, token: str, *, now: int) -> int | None:
    live = SignInAttempt.digest == signature.digest(token), SignInAttempt.expires_at > now
    counted = update(SignInAttempt).where(*live).values(tries=SignInAttempt.tries + 1)
    return session.scalar(counted.returning(SignInAttempt.tries))


def _enter(session: Session, organizer: Organizer, proof: Proof, *, browser: str, now: int) -> str:
    if proof.digest is not None:
        left = second_factors.codes_left(proof.factor_id)
        second_factor_mails.tell(
            session, second_factor_mails.RECOVERY_CODE_USED, organizer, left=left, now=now
        )
    return sign_ins.enter(session, organizer, browser=browser, now=now)
