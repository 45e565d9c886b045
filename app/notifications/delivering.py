"""The job that sends mails; running it twice is harmless."""

from __future__ import annotations

import time
import uuid
from datetime import datetime
from smtplib import SMTPException, SMTPResponseException

import structlog
from rq.timeouts import JobTimeoutException

from app.database import new_id, utcnow
from app.extensions import db
from app.notifications.composing import compose
from app.notifications.deliveries import finish, postpone, take
from app.notifications.mails import Mail, Refused
from app.notifications.sending import as_text, send
from app.sweeping import inside

ENOUGH = 25.0  # seconds, so that the mail begun last is done before the job is ended
log = structlog.get_logger("primo.mail")


def deliver(workspace_id: str, *delivery_ids: str) -> None:
    """Send each of these mails unless it was sent, is being sent, or is no longer wanted.

    After half a minute the rest is left: it is handed out again, perhaps to a worker with more time.
    """
    end = time.monotonic() + ENOUGH
    for id in delivery_ids:
        if time.monotonic() < end:
            with inside(uuid.UUID(workspace_id)):
                deliver_now(uuid.UUID(id), utcnow())


def deliver_now(delivery_id: uuid.UUID, now: datetime) -> None:
    delivery = take(delivery_id, now)
    if delivery is None:
        return
    attempts = delivery.attempts
    with structlog.contextvars.bound_contextvars(
        request_id=delivery.request_id or new_id().hex, delivery=str(delivery_id), mail=delivery.kind
    ):
        try:
            mail = compose(delivery, now)
            db.session.rollback()  # nothing stays open while the mail server is waited for
            if isinstance(mail, Mail):
                send(mail, now)
        except Refused as refusal:
            finish(delivery_id, "failed", now, reason=str(refusal))
            log.warning("mail refused", reason=str(refusal))
        except Exception as error:  # whatever it is, the mail must leave later
            db.session.rollback()
            reason = reason_of(error)
            again = postpone(delivery_id, attempts, now, reason)
            log.warning("mail waits", reason=reason, again=again and again.isoformat(), exc_info=is_ours(error))
        else:
            record_end(delivery_id, mail, now)


def record_end(delivery_id: uuid.UUID, mail: Mail | str, now: datetime) -> None:
    """Mark the mail as sent, or as skipped with the reason that `compose` gave."""
    if isinstance(mail, Mail):
        finish(delivery_id, "sent", now)
        log.info("mail sent")
    else:
        finish(delivery_id, "skipped", now, reason=mail)
        log.info("mail not needed", reason=mail)


def reason_of(error: Exception) -> str:
    """Return what kept the mail from leaving, in words for its receiver's page."""
    if isinstance(error, SMTPResponseException):
        return f"The mail server said {error.smtp_code}: {as_text(error.smtp_error)}"[:500]
    if isinstance(error, JobTimeoutException):
        return "The mail server took too long."
    if is_ours(error):
        return "Primo could not write this mail."
    return f"The mail server could not be reached: {error}"[:500]


def is_ours(error: Exception) -> bool:
    """Say whether this is a fault of Primo and not of the way to the mail server."""
    return not isinstance(error, OSError | SMTPException | JobTimeoutException)
