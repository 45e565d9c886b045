"""Who asks: everyone there is in a workspace, and all who are not, or no longer, in it."""

from __future__ import annotations

from dataclasses import dataclass

from app.workspaces.models import Role
from app.workspaces.policy import ACTIONS
from app.workspaces.principals import ANYONE, LOOKS_AFTER, SIGNED_IN
from tests.matrix.requests import Question


@dataclass(frozen=True, slots=True)
class Principal:
    """One who asks: `person` of the scene by cookie or, with `is_program`, by a token of the API.

    A token that `only_reads` changes nothing, whatever its person may do.
    """

    name: str
    person: str = ""
    role: Role | None = None
    is_known: bool = False
    is_program: bool = False
    only_reads: bool = False
    looks_after: bool = False
    reads: frozenset[str] = frozenset()
    share: str = ""

    def meets_at(self, question: Question) -> int | None:
        """Return the status with which the door to this question is shut before anything is looked for, else None."""
        return self.meets(question.action, is_api=question.is_api, changes=question.changes)

    def meets(self, action: str, *, is_api: bool, changes: bool) -> int | None:
        """Return the same for an action."""
        if action == ANYONE:
            return None
        if action == LOOKS_AFTER:
            return None if self.looks_after else 404
        if not self.is_known or (self.is_program and not is_api):
            return 401 if is_api else 303
        if action == SIGNED_IN:
            return None
        if self.only_reads and changes:
            return 403
        if self.role is None:
            return 404
        return 403 if self.role.rank < ACTIONS[action].rank else None


OURS = frozenset({"ourcanary", "gonecanary"})
PRINCIPALS = (
    Principal("anonymous"),
    Principal("without a workspace", "nora", is_known=True),
    Principal("looks after the instance", "kay", is_known=True, looks_after=True),
    Principal("owner", "alice", Role.OWNER, is_known=True, reads=OURS),
    Principal("admin", "ada", Role.ADMIN, is_known=True, reads=OURS),
    Principal("member", "bob", Role.MEMBER, is_known=True, reads=OURS),
    Principal("guest in the project", "gina", Role.GUEST, is_known=True, reads=OURS),
    Principal("guest elsewhere", "gus", Role.GUEST, is_known=True),
    Principal("removed a second ago", "rosa", is_known=True),
    Principal("disabled", "dan"),
    Principal("owner of another workspace", "charlie", is_known=True, reads=frozenset({"farcanary"})),
    Principal("token (write)", "bob", Role.MEMBER, is_known=True, is_program=True, reads=OURS),
    Principal("token (read)", "bob", Role.MEMBER, is_known=True, is_program=True, only_reads=True, reads=OURS),
    Principal("token of a removed member", "rosa", is_known=True, is_program=True),
    Principal("share link", reads=OURS, share="own"),
    Principal("ended share link", share="gone"),
)
BY_NAME = {one.name: one for one in PRINCIPALS}
