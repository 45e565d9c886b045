"""An archive goes from the store with the next sweep once its export has ended, and no other goes with it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, update

from app.attachments.store import put
from app.database import in_workspace, utcnow
from app.exports.archive import path_of_export
from app.exports.models import WorkspaceExport
from app.exports.tidying import tidy_exports
from app.extensions import db
from app.schedule import PERIODIC
from tests.cast import Person, Team
from tests.exports.archives import ACCOUNT, archives, export, ready


def test_what_has_ended_goes_at_once_and_what_can_be_fetched_stays(team: Team, alice: Person, bob: Person) -> None:
    export(alice)
    mine = archives()
    export(bob, ACCOUNT)
    kept = archives()
    writing = path_of_export("c" * 32)
    put(writing, b"so far")
    put("exports/of-somebody.zip", b"not ours")
    with in_workspace(team.workspace_id):
        row = db.session.query(WorkspaceExport).one()
        left = {one: getattr(row, one) for one in ("workspace_id", "id", "asked_by", "is_whole", "lease_until")}
        db.session.execute(update(WorkspaceExport).values(store_key="c" * 32, state="running", ended_at=None))
        db.session.commit()
    tidy_exports(utcnow())
    assert set(archives()) == {*kept, writing, "exports/of-somebody.zip"} - {*mine}, "its row names another archive"
    assert len(ready(bob, ACCOUNT)) == 1
    with in_workspace(team.workspace_id):
        db.session.execute(delete(WorkspaceExport).where(WorkspaceExport.id == left["id"]))
        db.session.commit()
    tidy_exports(utcnow())
    assert set(archives()) == {*kept, "exports/of-somebody.zip"} - {*mine}


def test_what_its_asker_may_see_no_longer_lies_there_for_minutes(team: Team, alice: Person, admin: Person) -> None:
    export(admin)
    export(admin, ACCOUNT)
    role = f"/acme/settings/members/{admin.member_id}/role"
    assert alice.post(role, {"role": "member"}).status_code == 303
    tidy_exports(utcnow())
    assert len(archives()) == 1, "what is about oneself alone stays"
    assert alice.post(role, {"role": "guest"}).status_code == 303
    tidy_exports(utcnow())
    assert archives() == []
    assert next(one for one in PERIODIC if one.run is tidy_exports).every <= timedelta(minutes=5)
