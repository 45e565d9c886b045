"""The mail to who is kept out of a workspace for want of a second factor: there is news, and no word of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlencode

from sqlalchemy import exists, select

from app.accounts.factors import has_any_factor
from app.extensions import db
from app.notifications.mails import Mail
from app.notifications.models import KINDS, Delivery, Notification
from app.notifications.unsubscribing import unsubscribe_address
from app.translation.speaking import _
from app.web.addresses import public_address
from app.workspaces.models import Membership, Workspace

AT_MOST_EVERY = timedelta(days=1)


def is_kept_out(member: Membership, workspace: Workspace, now: datetime) -> bool:
    """Say whether the workspace asks for a second factor by now and this member has none to show."""
    since = workspace.factor_required_from
    return since is not None and since <= now and not has_any_factor(member.user)


def write_without_content(delivery: Delivery, note: Notification, workspace: Workspace, now: datetime) -> Mail | str:
    """Write once a day that something waits and how to get to it, or return why not this time."""
    since = max(now - AT_MOST_EVERY, workspace.factor_required_from or now)
    told = exists().where(
        Delivery.workspace_id == delivery.workspace_id,
        Delivery.address == delivery.address,
        Delivery.kind.in_(KINDS),
        Delivery.sent_at > since,
    )
    if db.session.scalar(select(told)):
        return "They have no second factor, which the workspace asks for, and were told today that news waits."
    user, name = note.receiver.user, workspace.name
    return Mail(
        id=delivery.id,
        receiver=user.email,
        receiver_name=user.name,
        subject=_("There is news for you in {workspace}", workspace=name),
        heading=_("There is news for you in {workspace}", workspace=name),
        lines=(
            _("{workspace} asks everyone for a second factor, and you have none yet.", workspace=name),
            _("Set one up, and you see what it is. It takes a minute."),
        ),
        link=f"{public_address()}/second-factor?{urlencode({'next': f'/{workspace.slug}/updates'})}",
        link_text=_("Set up a second factor"),
        reason=_("You get this, at most once a day, because you are in {workspace}.", workspace=name),
        unsubscribe=unsubscribe_address(note),
    )
