"""The bar under every list: its buttons say the same on all pages of a person, so they are drawn once."""

from __future__ import annotations

from flask import render_template
from markupsafe import Markup

from app.latest import Latest
from app.translation.speaking import language
from app.workspaces.viewer import Viewer

kept = Latest[Markup](1000)


def draw_buttons(viewer: Viewer, *, seldom: bool) -> Markup:
    """Return the buttons of the bar, or the seldom ones of its menu, in the spoken language."""
    made_for = (viewer.base, viewer.member_id, language(), seldom)
    return kept.get(
        made_for,
        lambda: Markup(render_template("tasks/_bulk_buttons.html", seldom=seldom)),  # noqa: S704 - our own template
    )
