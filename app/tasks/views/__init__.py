"""The views of a place (see `app/tasks/places.py`): list, and those beside it.

To add one: a module here with a subclass of `View` that has a `name` (its region's id and the last segment of its
address), a `title`, an `icon` of the sprite and `render()`, which returns the region `#<name>` from a template of its
own; and an instance of it in `VIEWS`, in the order of the tabs. Its address below every place, its tab, and the answer
to every change on a page that shows it follow from that. By default each change sends the region anew: override
`pieces()` and `new_pieces()` to send less. URL parameters that only this view knows are named in `options`, what is
remembered for each person and place in `remembered`.

Today and Upcoming are pages of their own: one place each, in the one view that shows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import parse_qsl

from werkzeug.datastructures import MultiDict

from app.errors import NotFound
from app.tasks.filters import CONDITIONS, Filters, read_filters
from app.tasks.naming import spell_names
from app.tasks.places import Place, find_place
from app.tasks.views.board import BoardView
from app.tasks.views.calendar import CalendarView
from app.tasks.views.list import ListView
from app.tasks.views.table import TableView
from app.tasks.views.today import TodayView
from app.tasks.views.upcoming import UpcomingView
from app.tasks.views.view import Shown, View
from app.workspaces.remembered import read_remembered
from app.workspaces.viewer import Viewer

LIST = ListView()
BOARD = BoardView()
VIEWS: tuple[View, ...] = (LIST, BOARD, CalendarView(), TableView())
TODAY, UPCOMING = TodayView(), UpcomingView()


def find_shown(viewer: Viewer, parts: Sequence[str], args: MultiDict[str, str]) -> Shown | None:
    """Return the place and view that the segments behind the workspace lead to, and what its parameters ask for.

    None where the path is of something else; NotFound where the place is not there, or not the viewer's.
    """
    for alone in (TODAY, UPCOMING):
        if [*parts] == [alone.name]:
            return alone.shown(viewer, args)
    found = find_place(viewer, parts)
    if found is None:
        return None
    place, rest = found
    ending = "".join(f"/{part}" for part in rest)
    view = next((one for one in VIEWS if one.ending == ending), None)
    if view is None:
        return None
    chosen = read_remembered(viewer).get(place.key, {}).get(view.name, {})
    asked = MultiDict([*args.items(multi=True), *((name, chosen[name]) for name in chosen if name not in args)])
    return Shown(viewer, place, view, filters_in(viewer, place, view, asked))


def get_shown(viewer: Viewer, parts: Sequence[str], args: MultiDict[str, str]) -> Shown:
    """Return what `find_shown` finds, or raise NotFound."""
    if shown := find_shown(viewer, parts, args):
        return shown
    raise NotFound


def filters_in(viewer: Viewer, place: Place, view: View, args: MultiDict[str, str]) -> Filters:
    """Return what these parameters ask for in a place; a saved filter says what they leave unsaid."""
    if place.saved is None:
        return spelled(viewer, read_filters(args, options=view.options))
    asked = args.copy()
    for name, value in parse_qsl(place.saved.query):
        unsaid = name not in args and name in view.remembered
        if unsaid or (name in CONDITIONS and not any(one in args for one in CONDITIONS)):
            asked.add(name, value)
    saved = spelled(viewer, read_filters(MultiDict(parse_qsl(place.saved.query))))
    return replace(spelled(viewer, read_filters(asked, options=view.options)), saved=saved)


def spelled(viewer: Viewer, filters: Filters) -> Filters:
    """Return the filters with names where addresses and saved filters have ids."""
    return replace(filters, tree=spell_names(viewer, filters.tree))


def chosen_in(shown: Shown) -> dict[str, str]:
    """Return what is remembered of how a place is shown in this view."""
    return {name: value for name in shown.view.remembered if (value := shown.filters.setting(name))}
