"""What each kind of mail says, written when it is sent; whoever may no longer know gets nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select

from app.accounts.emails import email_key
from app.accounts.models import User
from app.accounts.tokens import link_token
from app.extensions import db
from app.notifications.account_mails import write_account
from app.notifications.concerned import still_holds
from app.notifications.kept_out import is_kept_out, write_without_content
from app.notifications.link_mails import write_reset
from app.notifications.mails import Mail, Refused, one_line
from app.notifications.models import Delivery, Notification
from app.notifications.preferences import read_wishes
from app.notifications.unsubscribing import unsubscribe_address
from app.repeats.wording import say_repeat
from app.translation.catalogues import SOURCE
from app.translation.speaking import _, speaking
from app.web.addresses import public_address
from app.wording import LONG_MONTHS, say_due_exactly
from app.workspaces.models import Invitation, Workspace
from app.workspaces.roles import INSIDE
from app.zones import zone_info

QUOTED = 600


def compose(delivery: Delivery, now: datetime) -> Mail | str:
    """Return the mail as it is to be sent now, or the reason why nobody needs it any more."""
    if not public_address():
        raise Refused("PUBLIC_URL is not set, so a mail could not say where to go.")
    with speaking(language_of(delivery)):
        return WRITERS[delivery.kind](delivery, now)


def language_of(delivery: Delivery) -> str:
    """Return the language of who gets the mail; English where that is nobody with an account."""
    address = email_key(delivery.address)
    if delivery.facts and "language" in delivery.facts:
        return str(delivery.facts["language"])
    known: str | None = db.session.scalar(select(User.language).where(User.email_key == address))
    return known or SOURCE


def write_note(delivery: Delivery, now: datetime) -> Mail | str:
    """Write about a task: assigned, mentioned, due soon, late; not a word of it to who is kept out."""
    note = db.session.scalar(select(Notification).where(Notification.id == delivery.notification_id))
    if note is None or not still_holds(note):
        return "It is no longer so, or no longer theirs to know."
    if not read_wishes([note.membership_id], note.kind)[note.membership_id].by_mail:
        return "They turned this mail off."
    workspace = here(delivery)
    if is_kept_out(note.receiver, workspace, now):
        return write_without_content(delivery, note, workspace, now)
    task, user = note.task, note.receiver.user
    actor = note.actor.name if note.actor else _("Someone")
    subject, heading, reason = NOTES[note.kind]
    words = {"who": actor, "title": one_line(task.title, 80), "ref": task.ref, "workspace": workspace.name}
    due = say_due_exactly(task.due, zone_info(user.time_zone)) if task.due else ""
    place = _("Your Inbox") if task.project.is_inbox else task.project.name
    return Mail(
        id=delivery.id,
        receiver=user.email,
        receiver_name=user.name,
        subject=_(subject, **words),
        heading=_(heading, **words),
        lines=(
            f"{task.title}",
            *([_("Due {due}", due=due)] if due else []),
            *([say_repeat(task.repeat)] if task.repeat else []),
            _("{ref} in {place}, {workspace}", ref=task.ref, place=place, workspace=workspace.name),
        ),
        quote=note.comment.body[:QUOTED] + ("…" if len(note.comment.body) > QUOTED else "") if note.comment else "",
        link=f"{public_address()}/{workspace.slug}/tasks/{task.ref}",
        link_text=_("Open the task"),
        reason=_(reason, **words),
        thread=f"{task.id.hex}.task",
        unsubscribe=unsubscribe_address(note),
    )


def write_invitation(delivery: Delivery, now: datetime) -> Mail | str:
    invitation = db.session.scalar(select(Invitation).where(Invitation.id == delivery.invitation_id))
    if invitation is None or invitation.accepted_at or invitation.revoked_at or invitation.expires_at <= now:
        return "The invitation was accepted, withdrawn, or has run out."
    workspace, inviter = here(delivery), invitation.inviter
    role = _(INSIDE[invitation.role])
    return Mail(
        id=delivery.id,
        receiver=invitation.email,
        receiver_name="",
        subject=_("{name} invited you to {workspace}", name=inviter.name, workspace=workspace.name),
        heading=_("{name} invited you to {workspace}", name=inviter.name, workspace=workspace.name),
        lines=(
            _("You would join as {role}. In Primo the people of a workspace plan their tasks together.", role=role),
            _("The link works once, until {day}.", day=say_date(invitation.expires_at)),
        ),
        link=f"{public_address()}/invitations/{link_token('invite', invitation.id)}",
        link_text=_("See the invitation"),
        reason=_(
            "{name} ({email}) gave this address. If you do not know them, do nothing.",
            name=inviter.name,
            email=inviter.user.email,
        ),
    )


def here(delivery: Delivery) -> Workspace:
    return db.session.scalars(select(Workspace).where(Workspace.id == delivery.workspace_id)).one()


def say_date(moment: datetime) -> str:
    return f"{_('{day} {month}', day=moment.day, month=_(LONG_MONTHS[moment.month - 1]))} {moment.year}"


NOTES = {
    "assigned": (
        "{who} assigned you “{title}” ({ref})",
        "{who} assigned you a task",
        "You get this because you were assigned in {workspace}.",
    ),
    "mentioned": (
        "{who} mentioned you in “{title}” ({ref})",
        "{who} mentioned you in a comment",
        "You get this because a comment in {workspace} names you.",
    ),
    "commented": (
        "{who} commented on “{title}” ({ref})",
        "{who} commented on a task you watch",
        "You get this because you watch the task in {workspace}. You can stop that on its page.",
    ),
    "reminder": (
        "Reminder: {title} ({ref})",
        "You wanted to be reminded",
        "You get this because you set a reminder in {workspace}.",
    ),
    "due_soon": (
        "Due soon: {title} ({ref})",
        "This is due soon",
        "You get this because the task is yours in {workspace}.",
    ),
    "overdue": (
        "Late: {title} ({ref})",
        "This is late",
        "You get this because the task is yours in {workspace}.",
    ),
}
WRITERS: dict[str, Callable[[Delivery, datetime], Mail | str]] = {
    **dict.fromkeys(NOTES, write_note),
    "invited": write_invitation,
    "reset": write_reset,
    "account": write_account,
}
