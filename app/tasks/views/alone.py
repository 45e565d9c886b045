"""Views that are a page of their own: one place, and no tabs to others."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

from app.tasks.filters import read_filters
from app.tasks.places import Place
from app.tasks.views.view import Shown, View
from app.workspaces.viewer import Viewer


class PageView(View):
    """A view that shows one place alone, and is its page."""

    def place(self, viewer: Viewer) -> Place:
        return Place(self.name, f"{viewer.base}/{self.name}", self.title, self.name, is_mine=True)

    def shown(self, viewer: Viewer, args: MultiDict[str, str]) -> Shown:
        """Return this page as the parameters of its URL ask for it."""
        return Shown(viewer, self.place(viewer), self, read_filters(args, options=self.options))
