"""Every table, and what watches them, in one import: nothing may write without these."""

from app.accounts.models import (
    AccountLink,
    LinkRequest,
    PasswordReset,
    RecoveryCode,
    SecondFactor,
    SentMail,
    Session,
    SignInFailure,
    User,
)
from app.accounts.newcomers.models import Newcomer
from app.accounts.ways import Identity, Passkey, SpentChallenge, Visit
from app.activity import transaction
from app.activity.models import Event
from app.attachments.models import Attachment
from app.audit.models import AuditEntry
from app.comments.models import Comment, Reaction
from app.exports.models import AccountExport, WorkspaceExport
from app.filters.models import SavedFilter
from app.notifications.models import Delivery, LocalMail, Notification, Preference
from app.projects import counts
from app.projects.models import Label, Project, ProjectMember, RetiredKey, Section
from app.shares.models import ShareLink
from app.tasks.models import Task, TaskReference, TaskSearch
from app.tasks.reminding.models import Reminder
from app.watching.models import Watch
from app.workspaces.models import Invitation, Membership, ViewSettings, Workspace

__all__ = [
    "AccountExport",
    "AccountLink",
    "Attachment",
    "AuditEntry",
    "Comment",
    "Delivery",
    "Event",
    "Identity",
    "Invitation",
    "Label",
    "LinkRequest",
    "LocalMail",
    "Membership",
    "Newcomer",
    "Notification",
    "Passkey",
    "PasswordReset",
    "Preference",
    "Project",
    "ProjectMember",
    "Reaction",
    "RecoveryCode",
    "Reminder",
    "RetiredKey",
    "SavedFilter",
    "SecondFactor",
    "Section",
    "SentMail",
    "Session",
    "ShareLink",
    "SignInFailure",
    "SpentChallenge",
    "Task",
    "TaskReference",
    "TaskSearch",
    "User",
    "ViewSettings",
    "Visit",
    "Watch",
    "Workspace",
    "WorkspaceExport",
    "counts",
    "transaction",
]
