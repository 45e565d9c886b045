"""What every view of a place can do: show it whole, and say what a change makes stale."""

from __future__ import annotations

import uuid
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from app.tasks.filters import Filters
from app.tasks.places import Place
from app.web.responses import piece
from app.workspaces.viewer import Viewer


class View(ABC):
    """One way to look at the tasks of a place; it owns the region `#<name>`.

    `options` names the URL parameters that only this view knows; it finds them as `filters.option(name)`.
    `remembered` names those (or `group`, `sort`) that are kept for each person and place when the form of the view's
    Display button sends them (`components/display.html`); what the URL says wins over what is remembered.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    icon: ClassVar[str]
    options: ClassVar[tuple[str, ...]] = ()
    remembered: ClassVar[tuple[str, ...]] = ()

    @abstractmethod
    def render(self, viewer: Viewer, place: Place, filters: Filters, *, fresh: bool = False) -> Markup:
        """Return the region; `fresh` after a change in this request, when nothing kept is right."""

    def whole(self, page: Shown) -> str:
        """Return the pieces that show the region anew."""
        return piece(f"#{self.name}", self.render(page.viewer, page.place, page.filters, fresh=True))

    def pieces(self, page: Shown, ids: Sequence[uuid.UUID]) -> str:
        """Return the pieces that show what these tasks have become; they stay in the place they stood in."""
        return self.whole(page)

    def new_pieces(self, page: Shown, ids: Sequence[uuid.UUID]) -> str:
        """Return the pieces that show these new tasks, all of one project, subtasks among them."""
        return self.whole(page)

    def moved_pieces(self, page: Shown, ids: Sequence[uuid.UUID]) -> str:
        """Return the pieces that show these tasks where they belong now: what came is shown, what left is not."""
        return self.whole(page)

    def news(self, page: Shown, ids: Sequence[uuid.UUID]) -> str:
        """Return the pieces that show what others made of these tasks; without a place of its own a row has gone."""
        return self.current(page)

    def current(self, page: Shown) -> str:
        """Return the piece that shows the region as it stands, made once for each version."""
        return piece(f"#{self.name}", page.render())

    @property
    def ending(self) -> str:
        """What stands behind the address of a place in the address of this view of it."""
        return f"/{self.name}"


@dataclass(frozen=True, slots=True)
class Shown:
    """A place in one of its views, under the filters of the URL."""

    viewer: Viewer
    place: Place
    view: View
    filters: Filters

    def in_view(self, view: View) -> str:
        """Return the address of the same tasks in another view; how each view shows them is its own."""
        return self.place.path + view.ending + self.filters.condition_query()

    @property
    def path(self) -> str:
        return self.place.path + self.view.ending

    @property
    def url(self) -> str:
        """Return the address that says all of this."""
        return self.path + self.filters.query()

    def render(self) -> Markup:
        return self.view.render(self.viewer, self.place, self.filters)
