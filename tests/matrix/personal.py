"""What belongs to one person alone, for each who asks."""

from __future__ import annotations

import uuid

from sqlalchemy import text

from app.accounts.tokens import hash_token, new_token
from tests.above import above_the_walls
from tests.cast import Person

MINE = {
    "update": """insert into notifications (workspace_id, id, membership_id, kind, once_key, task_id, created_at)
        select m.workspace_id, :id, m.id, 'assigned', 'matrix ' || :name, t.id, now() from memberships m, tasks t
          join projects p on p.id = t.project_id where m.id = :me and p.key = 'OURQ' and t.number = 1""",
    "reminder": """insert into reminders (workspace_id, id, task_id, membership_id, kind, minutes, days, created_at)
        select m.workspace_id, :id, t.id, m.id, 'due', 5, 0, now() from memberships m, tasks t
          join projects p on p.id = t.project_id where m.id = :me and p.key = 'OURQ' and t.number = 1""",
    "comment": """insert into comments (workspace_id, id, task_id, author_id, body, created_at)
        select m.workspace_id, :id, t.id, m.id, 'ourcanary said', clock_timestamp() from memberships m, tasks t
          join projects p on p.id = t.project_id where m.id = :me and p.key = 'OURQ' and t.number = 1""",
    "filter": """insert into saved_filters (workspace_id, id, owner_id, name, slug, query, is_shared, created_at)
        select m.workspace_id, :id, m.id, 'mine', :name, 'status=pending', false, now()
          from memberships m where m.id = :me""",
    "session": """insert into sessions
        (id, token_hash, user_id, kind, user_agent, network, created_at, last_seen_at, expires_at)
        values (:id, sha256(convert_to(:name, 'utf8')), :user, 'browser', '', '', now(), now(), now() + '1 d')""",
    "passkey": """insert into passkeys (id, user_id, name, credential_id, public_key, uses, created_at)
        values (:id, :user, 'key', sha256(convert_to(:name, 'utf8')), '\\x00', 0, now())""",
    "export": """insert into exports (workspace_id, id, asked_by, is_whole, state, attempts, lease_until, done, total,
            store_key, size, asked_at, ended_at)
        select m.workspace_id, :id, m.id, false, 'ready', 1, now(), 0, 0, 'nothing', 0, now(), now()
          from memberships m where m.id = :me""",
    "own_export": """insert into account_exports
            (id, user_id, state, attempts, lease_until, done, total, store_key, size, asked_at, ended_at)
        values (:id, :user, 'ready', 1, now(), 0, 0, 'nothing', 0, now(), now())""",
    "identity": """insert into identities (id, user_id, issuer, subject, email, created_at)
        values (:id, :user, 'https://issuer.example', :name, '', now())""",
}
TOKEN = """insert into sessions
        (id, token_hash, user_id, kind, rights, user_agent, network, created_at, last_seen_at, expires_at)
    values (gen_random_uuid(), :hash, :user, 'token', :rights, '', '', now(), now(), now() + interval '1 day')"""


def add_personal(people: dict[str, Person], into: dict[str, dict[str, str]]) -> None:
    """Give each of them one of everything that is a person's own."""
    with above_the_walls() as connection:
        for name, person in people.items():
            into[name] = {}
            for kind, statement in MINE.items():
                id = uuid.uuid4()
                values = {"id": id, "name": str(id), "me": person.member_id, "user": person.user_id}
                used = {key: value for key, value in values.items() if f":{key}" in statement}
                if connection.execute(text(statement), used).rowcount:
                    into[name][kind] = str(id)


def add_token(person: Person, only_reads: bool = False) -> str:
    """Give somebody a token of the API."""
    token = new_token()
    with above_the_walls() as connection:
        rights = "read" if only_reads else "write"
        values = {"hash": hash_token(token), "user": person.user_id, "rights": rights}
        connection.execute(text(TOKEN), values)
    return token
