"""Who is in the workspace, and what they may do."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response, g, make_response, render_template, request

from app.accounts.routes.asking_again import asks_again
from app.database import utcnow
from app.errors import Invalid
from app.extensions import db
from app.projects.guests import list_offered, names_chosen
from app.tasks.handing_over import count_open_tasks
from app.translation.speaking import _
from app.web.addresses import keeps_mail, public_address
from app.web.responses import redirect_to
from app.workspaces.inviting import OFFERED, invitation_token, list_pending
from app.workspaces.leaving import read_heir, remove_member
from app.workspaces.members import change_role, get_member, hand_over_ownership, list_members, roles_for
from app.workspaces.models import Invitation
from app.workspaces.policy import can
from app.workspaces.roles import INSIDE
from app.workspaces.routes import bp


@bp.get("/<workspace>/settings/members")
def show_members() -> str:
    """Show the people; a link may have chosen the role and the projects of who is to be invited."""
    return members_page(values=request.args)


def members_page(
    *, errors: dict[str, list[str]] | None = None, values: Any = None, made: list[Invitation] | None = None
) -> str:
    """Render the people, and for who may invite also the form, what waits, and links just made."""
    g.nav = "settings"
    invites = can(g.viewer, "member.invite")
    pending = list_pending(g.viewer) if invites else []
    return render_template(
        "settings/members.html",
        members=list_members(g.viewer),
        pending=pending,
        chosen=names_chosen(g.viewer, pending) if pending else {},
        projects=list_offered(g.viewer) if invites else [],
        ticked=values.getlist("projects") if values else [],
        roles=roles_for(g.viewer),
        offered=OFFERED,
        links=[(one, f"{public_address()}/invitations/{invitation_token(one)}") for one in made or []],
        has_address=bool(public_address()),
        keeps_mail=keeps_mail(),
        errors=errors or {},
        values=values or {},
        now=utcnow(),
    )


@bp.post("/<workspace>/settings/members/<uuid:id>/role")
@asks_again
def save_role(id: uuid.UUID) -> Response:
    member = get_member(g.viewer, id, to="member.manage", lock=True)
    try:
        change_role(member, request.form.get("role", ""), by=g.viewer, at=utcnow())
    except Invalid as fault:
        return refuse(fault)
    db.session.commit()
    return redirect_to(
        f"{g.viewer.base}/settings/members",
        toast=_("{name} is now {role}.", name=member.name, role=_(INSIDE[member.role])),
    )


@bp.get("/<workspace>/settings/members/<uuid:id>/ownership")
def show_handing_over(id: uuid.UUID) -> str:
    """Ask before the workspace gets another owner in one's place."""
    g.nav = "settings"
    return render_template("settings/ownership.html", member=get_member(g.viewer, id, to="workspace.hand_over"))


@bp.post("/<workspace>/settings/members/<uuid:id>/ownership")
@asks_again
def hand_over(id: uuid.UUID) -> Response:
    member = get_member(g.viewer, id, to="workspace.hand_over", lock=True)
    try:
        hand_over_ownership(member, by=g.viewer)
    except Invalid as fault:
        return refuse(fault)
    db.session.commit()
    toast = _("{name} owns the workspace now. You are an admin.", name=member.name)
    return redirect_to(f"{g.viewer.base}/settings/members", toast=toast)


@bp.get("/<workspace>/settings/members/<uuid:id>/removal")
def show_removal(id: uuid.UUID) -> str:
    return removal_page(id, {})


def removal_page(id: uuid.UUID, errors: dict[str, list[str]]) -> str:
    """Ask before somebody goes, and who gets what they have to do."""
    g.nav = "settings"
    member = get_member(g.viewer, id, to="member.remove")
    heirs = [one for one in list_members(g.viewer) if one.id != id] if can(g.viewer, "member.view") else []
    return render_template(
        "settings/removal.html", member=member, heirs=heirs, tasks=count_open_tasks(member), errors=errors
    )


@bp.post("/<workspace>/settings/members/<uuid:id>/removal")
@asks_again
def remove(id: uuid.UUID) -> Response:
    member = get_member(g.viewer, id, to="member.remove", lock=True)
    name, is_me = member.name, member.id == g.viewer.member_id
    try:
        remove_member(member, by=g.viewer, at=utcnow(), heir=read_heir(request.form.get("heir", ""), g.viewer, member))
    except Invalid as fault:
        if "heir" not in fault.errors:
            return refuse(fault)
        db.session.rollback()
        return make_response(removal_page(id, fault.errors), 422)
    db.session.commit()
    if is_me:
        return redirect_to("/", toast=_("You have left {workspace_name}.", workspace_name=g.viewer.workspace_name))
    return redirect_to(f"{g.viewer.base}/settings/members", toast=_("{name} is no longer a member.", name=name))


def refuse(fault: Invalid) -> Response:
    db.session.rollback()
    return make_response(members_page(errors=fault.errors), 422)
