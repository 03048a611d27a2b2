"""The second factor of a sign-in: a code of an app after the password, or a recovery code when the app is gone.

A code is judged outside of the transaction and used up inside: the database decides that it counts once, also when two
send it at once. API keys and programs with a token are no sign-ins: they know no second factor.
"""

import json
from dataclasses import dataclass

from cryptography.fernet import InvalidToken
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from webapp.errors import InvalidInput, NotAllowedNow
from webapp.extensions import db, insert_into, transaction
from webapp.lib import recovery_codes, signature, totp, vault
from webapp.models import Organizer, RecoveryCode, SecondFactor, SignInAttempt, new_id
from webapp.services import audit
from webapp.services.access import second_factor_mails

HOW_MANY_CODES = 10
SETUP_LASTS_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Proof:
    """A code that fits a factor, if it was not used yet: the app's step of time, or the digest of a recovery code."""

    factor_id: str
    step: int | None = None
    digest: str | None = None


def of(organizer: Organizer) -> SecondFactor | None:
    """The factor of an organizer, if it is on."""
    return db.session.scalar(select(SecondFactor).where(SecondFactor.organizer_id == organizer.id))


def codes_left(factor_id: str) -> int:
    """How many recovery codes were not used yet."""
    return db.session.scalar(select(func.count()).where(RecoveryCode.factor_id == factor_id)) or 0


def prepare(organizer: Organizer, *, now: int) -> str:
    """A new secret for an organizer's app, sealed: it waits in the form until the first code of it was typed."""
    return _sealed(organizer, totp.new_secret(), until=now + SETUP_LASTS_SECONDS)


def secret_in(setup: str, organizer: Organizer, *, now: int) -> str:
    """The secret that was prepared for this organizer. Raises InvalidInput for any other, and for an old one."""
    try:
        found = json.loads(vault.decrypt(setup.encode()))
    except (InvalidToken, ValueError):
        found = None
    if not isinstance(found, dict) or found.get("factor_of") != organizer.id or found["until"] <= now:
        raise InvalidInput("second_factor.setup_over", field="setup")
    return str(found["secret"])


def turn_on(organizer: Organizer, setup: str, code: str, *, now: int) -> list[str]:
    """Ask for codes from now on. Returns the recovery codes, which cannot be read again.

    Raises NotAllowedNow, and InvalidInput with the field `code` or `setup`.
    """
    secret = secret_in(setup, organizer, now=now)
    step = totp.step_of(code, secret=secret, now=now)
    if step is None:
        raise InvalidInput("second_factor.wrong", field="code")
    factor = {
        "id": new_id(),
        "organizer_id": organizer.id,
        "encrypted_secret": vault.encrypt(secret),
        "last_step": step,  # this code is used up
        "created_at": now,
    }
    with transaction() as session:
        added = insert_into(SecondFactor).values(factor).on_conflict_do_nothing().returning(SecondFactor.id)
        if session.scalar(added) is None:
            raise NotAllowedNow("second_factor.on_already")
        codes = _new_codes(session, str(factor["id"]))
        second_factor_mails.tell(session, second_factor_mails.ON, organizer, now=now)
    return codes


def turn_off(organizer: Organizer, code: str, *, now: int) -> None:
    """Ask for no codes any more, for whoever has one: of the app or a recovery code.

    Raises NotAllowedNow where the factor is off, and InvalidInput with the field `code`.
    """
    factor = _on(organizer)
    proof = judge(factor, code, now=now)
    with transaction() as session:
        if proof is None or not use(session, proof):
            raise InvalidInput("second_factor.wrong", field="code")
        _remove(session, organizer, by=organizer.name, now=now)


def take_away(organizer: Organizer, *, by: Organizer | None = None, now: int) -> None:
    """Ask somebody for no codes who has lost them all. `by`: the administrator; none for the command line.

    Raises NotAllowedNow where the factor is off.
    """
    with transaction() as session:
        _remove(session, organizer, by=by.name if by else "", now=now)
        audit.note(session, by, audit.SECOND_FACTOR_OFF, organizer.email, now=now)


def renew_codes(organizer: Organizer, *, now: int) -> list[str]:
    """New recovery codes in place of the earlier ones. Raises NotAllowedNow where the factor is off."""
    factor = _on(organizer)
    with transaction() as session:
        # Locks the factor: of two who renew at once, the codes of the second count.
        touched = update(SecondFactor).where(SecondFactor.id == factor.id)
        still = session.scalar(touched.values(last_step=SecondFactor.last_step).returning(SecondFactor.id))
        if still is None:
            raise NotAllowedNow("second_factor.off")
        session.execute(delete(RecoveryCode).where(RecoveryCode.factor_id == factor.id))
        return _new_codes(session, factor.id)


def judge(factor: SecondFactor, code: str, *, now: int) -> Proof | None:
    """What a code proves if it was not used before; None where it fits nothing."""
    if typed := recovery_codes.normal(code):
        return Proof(factor.id, digest=signature.digest(typed))
    try:
        secret = vault.decrypt(factor.encrypted_secret)
    except InvalidToken:  # its key is gone: recovery codes are left
        return None
    step = totp.step_of(code, secret=secret, now=now)
    return None if step is None else Proof(factor.id, step=step)


def use(session: Session, proof: Proof) -> bool:
    """Use a code up, in the caller's transaction. False where it was used before, or the factor is another one."""
    if proof.digest is not None:
        theirs = RecoveryCode.factor_id == proof.factor_id, RecoveryCode.digest == proof.digest
        return session.scalar(delete(RecoveryCode).where(*theirs).returning(RecoveryCode.id)) is not None
    unused = SecondFactor.id == proof.factor_id, SecondFactor.last_step < proof.step
    used = update(SecondFactor).where(*unused).values(last_step=proof.step)
    return session.scalar(used.returning(SecondFactor.id)) is not None


def _on(organizer: Organizer) -> SecondFactor:
    factor = of(organizer)
    if factor is None:
        raise NotAllowedNow("second_factor.off")
    return factor


def _remove(session: Session, organizer: Organizer, *, by: str, now: int) -> None:
    # The attempts first, in the order in which a sign-in touches the rows.
    session.execute(delete(SignInAttempt).where(SignInAttempt.organizer_id == organizer.id))
    theirs = delete(SecondFactor).where(SecondFactor.organizer_id == organizer.id)
    if session.scalar(theirs.returning(SecondFactor.id)) is None:
        raise NotAllowedNow("second_factor.off")
    second_factor_mails.tell(session, second_factor_mails.OFF, organizer, by=by, now=now)


def _new_codes(session: Session, factor_id: str) -> list[str]:
    codes = [recovery_codes.new() for _ in range(HOW_MANY_CODES)]
    digests = [signature.digest(recovery_codes.normal(code)) for code in codes]
    session.add_all(RecoveryCode(factor_id=factor_id, digest=digest) for digest in digests)
    session.flush()
    return codes


def _sealed(organizer: Organizer, secret: str, *, until: int) -> str:
    packed = json.dumps({"factor_of": organizer.id, "secret": secret, "until": until})
    return vault.encrypt(packed).decode()
