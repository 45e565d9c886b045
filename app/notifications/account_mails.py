"""What mails about an account say of what was done to it."""

from __future__ import annotations

import uuid
from datetime import datetime

from app.accounts.models import User
from app.extensions import db
from app.notifications.link_mails import write_link
from app.notifications.mails import Mail
from app.notifications.models import Delivery
from app.translation.speaking import _
from app.web.addresses import public_address

NOT_YOU = "If it was not you, set a new password now: that signs everyone out."

NOTICES = {
    "new_sign_in": ("New sign-in to your account", "Someone signed in with {device} from the network {network}."),
    "password_changed": ("Your password was changed", "It was changed with {device} from the network {network}."),
    "password_reset": (
        "Your password was replaced",
        "A link in a mail was used with {device} from the network {network}. You are signed out everywhere else.",
    ),
    "claimed": (
        "Your address is confirmed",
        "A link in a mail was used with {device} from the network {network}. Nobody had shown before that the address "
        "is theirs, so what opened the account till then has ended: the password, the second factor, passkeys, "
        "accounts elsewhere, tokens and sign-ins.",
    ),
    "token_made": (
        "A token for a program was made",
        "“{token}” was made with {device} from the network {network}.",
    ),
    "email_changed": (
        "The address of your account was changed",
        "It was changed with {device} from the network {network}. Mails go to the new address from now on.",
    ),
    "factor_on": ("A second factor was turned on", "It was turned on with {device} from the network {network}."),
    "factor_off": ("The second factor was turned off", "It was turned off with {device} from the network {network}."),
    "identity_added": (
        "Your account can be entered with {provider}",
        "It was connected with {device} from the network {network}.",
    ),
    "identity_removed": (
        "Your account is no longer entered with {provider}",
        "It was disconnected with {device} from the network {network}.",
    ),
    "passkey_added": (
        "A passkey was added to your account",
        "“{passkey}” was added with {device} from the network {network}.",
    ),
    "passkey_removed": (
        "A passkey was removed from your account",
        "“{passkey}” was removed with {device} from the network {network}.",
    ),
    "recovery_codes": (
        "New recovery codes were made",
        "They were made with {device} from the network {network}. Former codes have ended.",
    ),
    "recovery_used": (
        "A recovery code was used to sign in",
        "It was used with {device} from the network {network}. Each works once.",
    ),
}
"""Each subject, which is the heading too, and the one line below it."""


def write_account(delivery: Delivery, now: datetime) -> Mail | str:
    """Return the mail about an account, or why nobody needs it any more."""
    facts = delivery.facts or {}
    if facts["what"] == "account_deleted":
        return write_goodbye(delivery)
    user = db.session.get(User, uuid.UUID(facts["user"]))
    if user is None or user.disabled_at:
        return "The account is gone or disabled."
    if facts["what"] == "export_ready":
        return write_export(delivery, user, facts)
    if facts["what"] == "workspace_deleted":
        return write_closing(delivery, user, facts)
    if "link" in facts:
        return write_link(delivery, user, facts, now)
    subject, line = (_(text, **facts) for text in NOTICES[facts["what"]])
    return account_mail(
        delivery,
        subject,
        line,
        _("If it was you, there is nothing to do."),
        name=user.name,
        place="forgot-password",
        link_text=_("It was not me: set a new password"),
        reason=_(NOT_YOU),
    )


def account_mail(
    delivery: Delivery, subject: str, *lines: str, name: str = "", place: str, link_text: str, reason: str
) -> Mail:
    """Return a mail whose heading is its subject, with a link to `place`."""
    return Mail(
        id=delivery.id,
        receiver=delivery.address,
        receiver_name=name,
        subject=subject,
        heading=subject,
        lines=lines,
        link=f"{public_address()}/{place}",
        link_text=link_text,
        reason=reason,
    )


def write_goodbye(delivery: Delivery) -> Mail:
    """Say that the account is gone, to the address it had."""
    return account_mail(
        delivery,
        _("Your account was deleted"),
        _("Nobody can sign in with it any more, and its settings, Inboxes and keys are gone."),
        _("What you wrote in workspaces of others stays there, without your name."),
        place="sign-in",
        link_text=_("Go to Primo"),
        reason=_("This is the last mail to this address. You can make a new account with it."),
    )


def write_export(delivery: Delivery, user: User, facts: dict[str, str]) -> Mail | str:
    """Say that an export can be fetched; the link leads to a page that asks who is there."""
    of = facts["of"]
    return account_mail(
        delivery,
        _("The export of {workspace} is ready", workspace=of) if of else _("The export about you is ready"),
        _("You can download it for 7 days. You are asked for your password."),
        name=user.name,
        place=facts["place"],
        link_text=_("Go to the export"),
        reason=_("You get this because you asked for the export."),
    )


def write_closing(delivery: Delivery, user: User, facts: dict[str, str]) -> Mail:
    """Say to an owner that whoever looks after the instance closed their workspace."""
    return account_mail(
        delivery,
        _("{workspace} was deleted", workspace=facts["workspace"]),
        _("Whoever looks after this Primo closed it. Nobody can enter it any more."),
        _("For {days} days you can bring it back, with everything in it.", days=facts["days"]),
        name=user.name,
        place="workspaces/deleted",
        link_text=_("Go to deleted workspaces"),
        reason=_("You get this because you own {workspace}.", workspace=facts["workspace"]),
    )
