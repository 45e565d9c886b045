"""What somebody sees who follows a link to a task or a project."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response, make_response, render_template, request

from app.database import utcnow
from app.errors import Invalid, NotFound, TooMany
from app.extensions import db, limiter
from app.projects.models import Project
from app.shares.locking import LASTS, check_password, is_open, opening_word
from app.shares.routes import bp
from app.shares.showing import MOST_TASKS, comment_as_visitor, is_cut, list_comments, list_shared, list_subtasks
from app.shares.visiting import Visitor, get_shared_task, visited
from app.tasks.models import Task
from app.tasks.refs import TaskRef
from app.web.cookies import is_secure
from app.web.limits import auth_limit
from app.web.responses import redirect_to

COOKIE = "primo_share"
COMMENTS = "20 per 10 minutes"


def by_link(view: Callable[..., Response]) -> Callable[..., Response]:
    """Give the view the visitor behind the link's token; ask for the password first where there is one."""

    @wraps(view)
    def visiting(token: str, **values: Any) -> Response:
        try:
            with visited(token, at=utcnow()) as visitor:
                if not is_open(visitor.link, request.cookies.get(COOKIE, "")):
                    return kept_quiet(render_template("shares/locked.html", token=token, errors={}), 401, form=True)
                return view(visitor, token, **values)
        except NotFound:
            db.session.rollback()
            return kept_quiet(render_template("shares/ended.html"), 404)

    return visiting


@bp.get("/share/<token>")
@by_link
def show_shared(visitor: Visitor, token: str) -> Response:
    if isinstance(visitor.shown, Task):
        return task_page(visitor, token, visitor.shown)
    visitor.require("project.view")
    page = render_template(
        "shares/project.html",
        project=visitor.shown,
        groups=list_shared(visitor.shown),
        is_cut=is_cut(visitor.shown),
        most=MOST_TASKS,
        url=f"/share/{token}",
    )
    return kept_quiet(page)


@bp.post("/share/<token>/password")
@limiter.shared_limit(auth_limit, scope="auth")
def unlock(token: str) -> Response:
    """Open a link with its password, for half a day in this browser."""
    try:
        with visited(token, at=utcnow()) as visitor:
            try:
                check_password(visitor.link, request.form.get("password", ""), address=request.remote_addr, at=utcnow())
            except (Invalid, TooMany) as fault:
                errors = {"password": [fault.message]}
                status = 429 if isinstance(fault, TooMany) else 422
                return kept_quiet(render_template("shares/locked.html", token=token, errors=errors), status, form=True)
            answer = kept_quiet_answer(redirect_to(f"/share/{token}"))
            answer.set_cookie(
                COOKIE,
                opening_word(visitor.link),
                max_age=LASTS,
                path=f"/share/{token}",
                secure=is_secure(),
                httponly=True,
                samesite="Lax",
            )
            return answer
    except NotFound:
        db.session.rollback()
        return kept_quiet(render_template("shares/ended.html"), 404)


@bp.get("/share/<token>/tasks/<ref:ref>")
@by_link
def show_shared_task(visitor: Visitor, token: str, ref: TaskRef) -> Response:
    return task_page(visitor, token, get_shared_task(visitor, ref))


@bp.post("/share/<token>/tasks/<ref:ref>/comments")
@limiter.limit(COMMENTS)
@by_link
def create_comment(visitor: Visitor, token: str, ref: TaskRef) -> Response:
    task = get_shared_task(visitor, ref)
    visitor.require("comment.create")
    try:
        comment_as_visitor(task, request.form, by=visitor, at=utcnow())
    except Invalid as fault:
        return task_page(visitor, token, task, errors=fault.errors, status=422)
    db.session.commit()
    return kept_quiet_answer(redirect_to(f"/share/{token}/tasks/{ref}"))


def task_page(
    visitor: Visitor, token: str, task: Task, *, errors: dict[str, list[str]] | None = None, status: int = 200
) -> Response:
    visitor.require("task.view")
    page = render_template(
        "shares/task.html",
        task=task,
        subtasks=list_subtasks(task),
        comments=list_comments(task),
        project=visitor.shown if isinstance(visitor.shown, Project) else None,
        may_comment=visitor.can("comment.create"),
        url=f"/share/{token}",
        errors=errors or {},
        typed=request.form if errors else {},
    )
    return kept_quiet(page, status, form=visitor.can("comment.create"))


def kept_quiet(page: str, status: int = 200, *, form: bool = False) -> Response:
    return kept_quiet_answer(make_response(page, status), form=form)


def kept_quiet_answer(response: Response, *, form: bool = False) -> Response:
    """Keep the address of the page from search engines, caches and other sites.

    A page with a form names itself to our own site: else its form could not be told from a foreign one.
    """
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "same-origin" if form else "no-referrer"
    return response
