"""Every page there is, for tests that visit them all."""

DOORS = ("/sign-in", "/sign-up", "/forgot-password", "/sign-in/link", "/offline")
LISTS = (
    "/acme/my-work",
    "/acme/projects/WEB/table",
    "/acme/projects/WEB",
    "/acme/projects/WEB?status=all&group=status",
    "/acme/projects/WEB?priority=high&label=text",
    "/acme/projects/LONG",
    "/acme/projects/WEB?open=WEB-1",
    "/acme/projects/WEB/board",
    "/acme/projects/WEB/board?open=WEB-1",
    "/acme/projects/LONG/board",
    "/acme/tasks/board?group=priority",
    "/acme/tasks",
    "/acme/tasks?q=page&focus=q",
    "/acme/tasks?q=nothing-like-it",
)
TASKS = (
    "/acme/tasks/WEB-1",
    "/acme/tasks/WEB-7",
    "/acme/tasks/new",
    "/acme/tasks/WEB-1/completion",
    "/acme/tasks/WEB-1/place",
)
CALENDARS = ("/acme/projects/WEB/calendar", "/acme/tasks/calendar?span=week")
OTHERS = (
    *CALENDARS,
    "/acme/today",
    "/acme/upcoming",
    "/acme/tasks/WEB-1/day",
    "/acme/overview",
    "/acme/updates",
    "/acme/history",
    "/acme/trash",
    "/acme/keyboard",
    "/acme/projects",
    "/acme/projects/new",
    "/acme/projects/WEB/settings",
    "/acme/projects/WEB/deletion",
    "/workspaces/new",
    "/acme/projects/WEB/filter?filter=is:open (priority:high or due:today)",
    "/acme/projects/WEB/links",
    "/account/export",
    "/account/deletion",
)
OWN = ("profile", "password", "second-factor", "notifications")
SHARED = ("members", "roles", "audit", "labels", "workspace", "workspace/export", "workspace/deletion")
SETTINGS = tuple(f"/acme/settings/{name}" for name in OWN + SHARED)
ADMIN = ("/admin/people", "/admin/workspaces", "/admin/state", "/admin/audit")
SIGNED_IN = LISTS + TASKS + OTHERS + SETTINGS
MISSING = "/acme/no-such-place"
