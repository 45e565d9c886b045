"""Every table, and what watches them, in one import: nothing may write without these."""

from app.accounts.models import (
    AccountLink,
    PasswordReset,
    RecoveryCode,
    SecondFactor,
    Session,
    SignInFailure,
    User,
)
from app.activity import transaction
from app.activity.models import Event
from app.comments.models import Comment
from app.filters.models import SavedFilter
from app.notifications.models import Delivery, LocalMail, Notification, Preference
from app.projects import counts
from app.projects.models import Label, Project, RetiredKey, Section
from app.reminders.models import Reminder
from app.tasks.models import Task, TaskReference, TaskSearch
from app.workspaces.models import Invitation, Membership, ViewSettings, Workspace

__all__ = [
    "AccountLink",
    "Comment",
    "Delivery",
    "Event",
    "Invitation",
    "Label",
    "LocalMail",
    "Membership",
    "Notification",
    "PasswordReset",
    "Preference",
    "Project",
    "RecoveryCode",
    "Reminder",
    "RetiredKey",
    "SavedFilter",
    "SecondFactor",
    "Section",
    "Session",
    "SignInFailure",
    "Task",
    "TaskReference",
    "TaskSearch",
    "User",
    "ViewSettings",
    "Workspace",
    "counts",
    "transaction",
]
