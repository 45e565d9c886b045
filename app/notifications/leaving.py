"""One try to send a mail, wherever it waits: among a workspace's, or with somebody who has no account yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPResponseException

import structlog
from rq.timeouts import JobTimeoutException

from app.extensions import db
from app.notifications.mails import Mail, Refused
from app.notifications.sending import as_text, send

FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
MOST_ATTEMPTS = 30
log = structlog.get_logger("primo.mail")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mail: sent, skipped, failed, or still pending and tried `again` then; and why."""

    state: str
    reason: str | None = None
    again: datetime | None = None


def try_to_send(compose: Callable[[], Mail | str], attempts: int, now: datetime) -> Outcome:
    """Write the mail and send it, unless there is a reason not to; `attempts` counts this one."""
    try:
        mail = compose()
        db.session.rollback()  # nothing stays open while the mail server is waited for
        if isinstance(mail, Mail):
            send(mail, now)
    except Refused as refusal:
        log.warning("mail refused", reason=str(refusal))
        return Outcome("failed", str(refusal))
    except Exception as error:  # whatever it is, the mail must leave later
        db.session.rollback()
        return later(error, attempts, now)
    if isinstance(mail, Mail):
        log.info("mail sent")
        return Outcome("sent")
    log.info("mail not needed", reason=mail)
    return Outcome("skipped", mail)


def later(error: Exception, attempts: int, now: datetime) -> Outcome:
    """Try again ever more slowly for about a day, then give up."""
    reason = reason_of(error)
    again = now + pause_after(attempts) if attempts < MOST_ATTEMPTS else None
    log.warning("mail waits", reason=reason, again=again and again.isoformat(), exc_info=is_ours(error))
    return (
        Outcome("pending", reason, again) if again else Outcome("failed", f"Given up after {attempts} tries. {reason}")
    )


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait after so many tries: 30 seconds, doubled each time, at most an hour."""
    return min(LONGEST_PAUSE, FIRST_PAUSE * (1 << min(attempts - 1, 12)))


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
