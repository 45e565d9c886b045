"""The trash: what is in it, and the questions before something goes for ever."""

from __future__ import annotations

from flask import Blueprint, Response, g, render_template

from app.extensions import db
from app.tasks.queries import get_task
from app.tasks.refs import TaskRef
from app.tasks.subtree import list_subtree
from app.trash.contents import DAYS_KEPT, read_trash
from app.trash.emptying import empty_trash
from app.web.responses import redirect_to
from app.workspaces.etags import versioned

bp = Blueprint("trash", __name__)


@bp.get("/<workspace>/trash")
@versioned
def show_trash() -> str:
    g.nav = "trash"
    return render_template("trash/index.html", trash=read_trash(g.viewer), days=DAYS_KEPT)


@bp.get("/<workspace>/trash/emptying")
def show_emptying() -> str:
    """Ask before everything goes."""
    g.nav = "trash"
    return render_template("trash/emptying.html", trash=read_trash(g.viewer))


@bp.post("/<workspace>/trash/emptying")
def empty() -> Response:
    empty_trash(by=g.viewer)
    db.session.commit()
    return redirect_to(f"{g.viewer.base}/trash", toast="The trash is empty.")


@bp.get("/<workspace>/tasks/<ref:ref>/deletion")
def show_task_deletion(ref: TaskRef) -> str:
    """Ask before a trashed task goes for ever."""
    g.nav = "trash"
    task = get_task(g.viewer, ref, to="task.delete", trashed=True)
    return render_template("trash/deletion.html", task=task, inside=len(list_subtree(task)))
