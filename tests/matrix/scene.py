"""What the matrix asks about: the same things four times over, each beside somebody else.

`own` is a project that the team shares; `beside` another one of theirs, for parents that do not fit; `hidden` the
private project of a colleague, and what else is hers alone; `foreign` another workspace; `gone` what was deleted.
Every text holds the word of its side, so that a page that shows it to others is found out.
"""

from __future__ import annotations

import io
import re
import uuid
from dataclasses import dataclass, field

from flask import Flask
from sqlalchemy import text

from app.database import in_workspace, utcnow
from app.extensions import db
from app.models import Workspace
from app.workspaces.creating import create_home, join
from app.workspaces.models import Role
from tests.above import above_the_walls
from tests.cast import Person, Team, make_user, sign_in
from tests.matrix.personal import add_personal, add_token
from tests.security.bare import browser

WORDS = {
    "own": "ourcanary",
    "beside": "ourcanary",
    "hidden": "hushcanary",
    "foreign": "farcanary",
    "gone": "gonecanary",
}
OPEN_TO_ALL = ("label", "member", "invitation")
"""What is of the workspace, whoever made it."""
CHILDREN = ("comment", "file", "section", "reminder")
"""What is found under a parent only."""
TO_HAVE = ("share", "project_share", "invited")
"""Links: who has one may use it."""
Things = dict[str, str]


@dataclass
class Scene:
    """Who asks, and what there is: by side and kind, and what belongs to one person alone.

    There are two tokens of the same person, of which one only reads.
    """

    people: dict[str, Person]
    tokens: dict[tuple[str, bool], str]
    things: dict[str, Things] = field(default_factory=dict)
    personal: dict[str, Things] = field(default_factory=dict)


def build(app: Flask, team: Team) -> Scene:
    people = {"alice": team.alice, "bob": team.bob, "gina": team.gina, "charlie": team.charlie}
    workspace = db.session.get_one(Workspace, team.workspace_id)
    roles = {"Ada Archer": Role.ADMIN, "Gus Gray": Role.GUEST, "Hanna Hush": Role.MEMBER, "Rosa Red": Role.MEMBER}
    for name, role in (roles | {"Dan Dark": Role.MEMBER, "Mona Mild": Role.MEMBER}).items():
        user = make_user(name)
        create_home(user, at=utcnow())
        with in_workspace(workspace.id):
            join(workspace, user, role, at=utcnow())
            db.session.commit()
        people[name.split()[0].lower()] = sign_in(app, user, workspace)
    for name in ("Nora None", "Kay Keeper"):
        user = make_user(name)
        db.session.commit()
        people[name.split()[0].lower()] = sign_in(app, user, workspace)
    tokens = {(name, reads): add_token(people[name], reads) for name in ("bob", "rosa") for reads in (False, True)}
    scene = Scene(people, tokens)
    home = team.charlie.get("/").location.strip("/").split("/")[0]
    for side, who, base, key in (
        ("own", "alice", "acme", "OURQ"),
        ("beside", "alice", "acme", "SIDQ"),
        ("hidden", "hanna", "acme", "HIDQ"),
        ("foreign", "charlie", home, "FARQ"),
    ):
        scene.things[side] = fill(app, people[who], base, key, WORDS[side])
    scene.things["absent"], scene.things["malformed"] = Absent(), Malformed()
    scene.things["foreign"] |= {"workspace": home}
    for kind in OPEN_TO_ALL + TO_HAVE:
        scene.things["hidden"].pop(kind, None)
    for kind in TO_HAVE:
        scene.things["foreign"].pop(kind, None)
    scene.things["own"] |= {"workspace": "acme", "member": str(people["mona"].member_id)}
    scene.things["own"] |= {"heir": str(people["ada"].member_id), "side_project": "SIDQ", "trashed_project": "GONQ"}
    scene.things["own"]["account"] = str(people["mona"].user_id)
    scene.things["own"]["closable"] = str(read("select id from workspaces where name like 'Mona%'"))
    beside = scene.things["beside"]
    scene.things["beside"] = Things((kind, beside[kind]) for kind in CHILDREN)
    scene.things["gone"] = leave_behind(app, scene)
    shares = {"visibility": "private", "people": [str(people["hanna"].member_id)]}
    assert browser(app, people["hanna"]).post("/acme/projects/HIDQ/sharing", data=shares).status_code == 303
    add_personal(scene.people, scene.personal)
    for who in ("alice", "charlie"):
        scene.personal[who]["deleted"] = delete_one(app, people[who], f"Ended by {who}")
    end_access(people)
    return scene


def fill(app: Flask, person: Person, base: str, key: str, word: str) -> Things:
    """Make a project with one of each thing in it, and return how each is named."""
    client, at = browser(app, person), f"/{base}"
    client.post(f"{at}/projects", data={"name": f"{word} project", "key": key})
    client.post(f"{at}/projects/{key}/sections", data={"name": f"{word} section"})
    client.post(f"{at}/settings/labels", data={"name": f"label{key}"})
    lines = f"{word} one every day today\n  {word} under\n{word} three tomorrow\n{word} trashed"
    client.post(f"{at}/projects/{key}/tasks", data={"title": lines})
    client.post(f"{at}/tasks/{key}-1", data={"description": f"{word} described"})
    client.post(f"{at}/tasks/{key}-1/comments", data={"body": f"{word} said"})
    client.post(f"{at}/tasks/{key}-1/files", data={"file": (io.BytesIO(b"text"), f"{word}.txt")})
    client.post(f"{at}/tasks/{key}-1/reminders", data={"words": "tomorrow 9:00"})
    client.post(f"{at}/tasks/{key}-4/trash")
    client.post(f"{at}/filters", data={"name": f"Filter {key}", "query": "status=pending"})
    client.post(f"{at}/filters/filter-{key.lower()}", data={"name": f"{word} filter"})  # the address keeps its words
    invited = client.post(f"{at}/settings/invitations", data={"emails": f"{key.lower()}@new.example", "role": "member"})
    return (
        read_things(key)
        | {"project": key, "task": f"{key}-1", "trashed": f"{key}-4", "tail": f"{key}-3"}
        | {
            "share": made_link(
                client.post(f"{at}/tasks/{key}-1/links", data={"rights": "comment", "lasts": "week"}).text
            ),
            "project_share": made_link(
                client.post(f"{at}/projects/{key}/links", data={"rights": "comment", "lasts": "week"}).text
            ),
            "invited": made_link(invited.text, "invitations"),
            "link": str(read("select id from share_links order by id desc limit 1")),
        }
    )


def made_link(page: str, kind: str = "share") -> str:
    """Return the token of the link that the page shows this once."""
    found = re.search(rf"/{kind}/([\w.-]+)", page)
    return found[1] if found else ""


def read(query: str, **values: object) -> object:
    with above_the_walls() as connection:
        return connection.execute(text(query), values).scalar()


NAMED = {
    "project_id": "select id from projects where key = :key",
    "task_id": "select t.id from tasks t join projects p on p.id = t.project_id where p.key = :key and number = 1",
    "section": "select s.id from sections s join projects p on p.id = s.project_id where p.key = :key",
    "label": "select id from labels where name_key = 'label' || lower(:key)",
    "comment": """select c.id from comments c join tasks t on t.id = c.task_id join projects p on p.id = t.project_id
                   where p.key = :key order by c.id""",
    "file": """select c.id from attachments c join tasks t on t.id = c.task_id join projects p on p.id = t.project_id
                where p.key = :key""",
    "reminder": """select c.id from reminders c join tasks t on t.id = c.task_id join projects p on p.id = t.project_id
                    where p.key = :key""",
    "invitation": "select id from invitations where email_key = lower(:key) || '@new.example'",
    "change": """select e.change_id from events e join projects p on p.id = e.project_id
                  where p.key = :key and e.kind = 'task.trashed'""",
    "filter": "select slug from saved_filters where slug = 'filter-' || lower(:key)",
    "member": "select m.id from memberships m join projects p on p.created_by = m.id where p.key = :key",
}


def read_things(key: str) -> Things:
    with above_the_walls() as connection:
        found = {kind: connection.execute(text(query), {"key": key}).scalar() for kind, query in NAMED.items()}
    return {kind: str(value) for kind, value in found.items() if value}


class Absent(dict[str, str]):
    """Names of what never was."""

    def __missing__(self, kind: str) -> str:
        fixed = {"project": "NONQ", "task": "NONQ-1", "trashed": "NONQ-4", "tail": "NONQ-3"}
        named = {"filter": "never-was", "workspace": "nowhere", "share": "never.was", "project_share": "never.was"}
        return (fixed | named).get(kind) or str(uuid.uuid4())


class Malformed(dict[str, str]):
    """Names that nothing can have."""

    def __missing__(self, kind: str) -> str:
        return "!*;--" if kind not in ("share", "workspace") else "a" * 300


def leave_behind(app: Flask, scene: Scene) -> Things:
    """Make things beside those of the shared project, and delete or end each of them."""
    client, word, gone = browser(app, scene.people["alice"]), WORDS["gone"], Things(trashed="OURQ-999", tail="OURQ-4")
    before = fill(app, scene.people["alice"], "acme", "GONQ", word)
    client.post("/acme/projects/GONQ/trash")
    gone |= {
        "project": "GONQ",
        "project_id": before["project_id"],
        "task": "OURQ-4",
        "project_share": before["project_share"],
    }
    gone |= {
        "share": before["share"],
        "task_id": str(read(NAMED["task_id"].replace("number = 1", "number = 4"), key="OURQ")),
    }
    client.post("/acme/tasks/OURQ-1/comments", data={"body": f"{word} said"})
    gone["comment"] = str(read("select id from comments order by id desc limit 1"))
    client.post("/acme/tasks/OURQ-1/files", data={"file": (io.BytesIO(b"text"), f"{word}.txt")})
    gone["file"] = str(read("select id from attachments order by id desc limit 1"))
    client.post("/acme/tasks/OURQ-1/reminders", data={"words": "tomorrow 10:00"})
    gone["reminder"] = str(read("select id from reminders order by id desc limit 1"))
    client.post("/acme/projects/OURQ/sections", data={"name": f"{word} section"})
    gone["section"] = str(read("select id from sections order by id desc limit 1"))
    gone |= {kind: before[kind] for kind in ("label", "filter", "invitation", "invited", "link", "change")}
    gone["member"] = str(scene.people["rosa"].member_id)
    for path in (
        f"tasks/OURQ-1/comments/{gone['comment']}/deletion",
        f"tasks/OURQ-1/files/{gone['file']}/deletion",
        f"tasks/OURQ-1/reminders/{gone['reminder']}/removal",
        f"projects/OURQ/sections/{gone['section']}/removal",
        f"settings/labels/{gone['label']}/deletion",
        f"filters/{gone['filter']}/removal",
        f"settings/invitations/{gone['invitation']}/revocation",
        f"links/{gone['link']}/revocation",
    ):
        assert client.post(f"/acme/{path}").status_code < 400, path
    return gone | {"workspace": "ended-by-alice"}


def delete_one(app: Flask, person: Person, name: str) -> str:
    """Make a workspace, delete it, and return its id."""
    client = browser(app, person)
    slug = client.post("/workspaces/new", data={"name": name}).location.split("/")[1]
    assert client.post(f"/{slug}/settings/workspace/deletion", data={"name": name}).status_code == 303
    return str(read("select id from workspaces where slug = :slug", slug=slug))


def end_access(people: dict[str, Person]) -> None:
    """Let guests in where they belong, and take those out who have left; a second ago."""
    with above_the_walls() as connection:
        join_ours = """insert into project_members (workspace_id, id, project_id, membership_id)
            select workspace_id, gen_random_uuid(), id, :gina from projects where key = 'OURQ'"""
        connection.execute(text(join_ours), {"gina": people["gina"].member_id})
        out = "update memberships set removed_at = now() - interval '1 second' where id = :rosa"
        connection.execute(text(out), {"rosa": people["rosa"].member_id})
        fresh = "update sessions set last_seen_at = now() + '1 day', proved_at = now() + '1 day'"
        connection.execute(text(fresh))  # the whole takes longer than a proof counts
        connection.execute(text("update users set disabled_at = now() where id = :dan"), {"dan": people["dan"].user_id})
        connection.execute(text("update users set is_admin = true where id = :kay"), {"kay": people["kay"].user_id})
