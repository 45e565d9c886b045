"""What sections, labels, projects and comments have in common when a change of them is taken back."""

from __future__ import annotations

from typing import Any, ClassVar

from app.activity.record import as_json
from app.history.changes import Net, changed_since
from app.history.subjects import Difference, Subject
from app.translation.speaking import _


class Plain(Subject):
    """A subject whose fields are columns, which may stand in an order, and may have been made or taken away."""

    fields: ClassVar[dict[str, str]] = {}
    """The columns that can be changed, by what people call them."""

    @property
    def name(self) -> str:
        kept = self.net.before.get("name") or self.net.after.get("name") or _("Something")
        return str(self.row.name if self.row is not None else kept)

    def differences(self) -> dict[str, Difference]:
        if self.net.is_new:
            return self.differences_of_a_new_one()
        found = {field: self.differ(field) for field in self.fields if field in self.net.after and self.row is not None}
        if self.is_moved and changed_since(self.net, (f"{self.net.type}.moved",)):
            found["place"] = Difference(self.name, _("Place"), _("Moved again since"))
        return {field: one for field, one in found.items() if one is not None}

    @property
    def is_moved(self) -> bool:
        return f"{self.net.type}.moved" in self.net.kinds and "behind" in self.net.before

    def differ(self, field: str) -> Difference | None:
        now, was, made = as_json(getattr(self.row, field)), self.net.before.get(field), self.net.after[field]
        if now in (was, made):
            return None
        now, was, made = (str(one or _("None")) for one in (now, was, made))
        return Difference(self.name, _(self.fields[field]), now, was, made)

    def differences_of_a_new_one(self) -> dict[str, Difference]:
        """Return what is in it by now that was not put there with it."""
        return {}

    def former(self, but: set[str]) -> dict[str, Any]:
        """Return the fields that are to be put back, with what they were."""
        return {
            field: self.net.before.get(field) for field in self.fields if field in self.net.after and field not in but
        }


def without(net: Net, word: str) -> bool:
    """Say whether the change took the subject away in this way."""
    return f"{net.type}.{word}" in net.kinds
