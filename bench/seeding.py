"""Many workspaces with tasks in them, copied straight into the tables."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg

from app.accounts.tokens import hash_token
from app.database import new_id
from app.ordering import fresh_keys

PROJECTS = 4
READ, CHANGED = "PA", "PB"
"""The project whose list is asked for, and the one whose tasks are completed: a list wears out where tasks are done."""
LABELS = 5
WORDS = ("plan", "draft", "review", "fix", "paint", "call", "write", "order", "pack", "clean", "the", "a", "new", "old")
FIND = """
insert into task_search (workspace_id, task_id, tsv)
select workspace_id, id,
       setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('english', title), 'A')
       || to_tsvector('simple', description) || to_tsvector('english', description)
       || array_to_tsvector(array['ws' || replace(workspace_id::text, '-', '')])
  from tasks"""


@dataclass(frozen=True, slots=True)
class Place:
    """One workspace: its slug, its owner's session, the project whose list is read, and refs of the one changed."""

    slug: str
    token: str
    key: str
    refs: list[str]


def seed(database: str, *, workspaces: int, tasks: int) -> list[Place]:
    """Fill an empty database with `tasks` tasks in all, each workspace with four projects; return the workspaces."""
    chance = random.Random(7)
    now = datetime.now(UTC)
    each = max(tasks // (workspaces * PROJECTS), 1)
    homes = [Home(number, now) for number in range(workspaces)]
    with psycopg.connect(database, user="postgres") as connection:  # over the walls: it fills many workspaces
        copy(connection, "users", [home.user for home in homes])
        copy(connection, "workspaces", [home.workspace for home in homes])
        copy(connection, "memberships", [home.member for home in homes])
        copy(connection, "sessions", [home.session for home in homes])
        copy(connection, "projects", [project for home in homes for project in home.projects(each)])
        copy(connection, "labels", [label for home in homes for label in home.labels])
        links: list[dict[str, Any]] = []
        people: list[dict[str, Any]] = []
        copy(connection, "tasks", (task for home in homes for task in home.tasks(each, chance, links, people)))
        copy(connection, "task_labels", links)
        copy(connection, "task_assignees", people)
        connection.execute(FIND)
        connection.commit()
        connection.autocommit = True
        connection.execute("analyze")
    return [Place(home.slug, home.token, READ, [f"{CHANGED}-{number + 1}" for number in range(each)]) for home in homes]


class Home:
    """The rows of one workspace."""

    def __init__(self, number: int, now: datetime) -> None:
        self.now, self.slug, self.token = now, f"bench-{number}", f"bench-session-{number}"
        self.user_id, self.id, self.member_id = new_id(), new_id(), new_id()
        self.project_ids = [new_id() for _ in range(PROJECTS)]
        self.label_ids = [new_id() for _ in range(LABELS)]
        email = f"bench-{number}@example.com"
        self.user = {"id": self.user_id, "name": f"Person {number}", "email": email, "email_key": email}
        self.user |= {"password_hash": "none", "time_zone": "Europe/Berlin", "language": "en", "theme": "system"}
        self.user |= {"home_workspace_id": self.id, "created_at": now}
        self.workspace = {"id": self.id, "slug": self.slug, "name": f"Bench {number}", "version": 1, "created_at": now}
        self.member = self.row(self.member_id) | {"user_id": self.user_id, "role": "owner", "joined_at": now}
        self.session = {"id": new_id(), "token_hash": hash_token(self.token), "user_id": self.user_id}
        self.session |= {"kind": "browser", "user_agent": "", "network": "", "created_at": now, "last_seen_at": now}
        self.session |= {"expires_at": now + timedelta(days=1)}
        self.labels = [
            self.row(id) | {"name": f"Label {place}", "name_key": f"label {place}", "hue": "blue"}
            for place, id in enumerate(self.label_ids)
        ]

    def row(self, id: uuid.UUID) -> dict[str, Any]:
        return {"workspace_id": self.id, "id": id}

    def projects(self, each: int) -> list[dict[str, Any]]:
        inbox = self.project(new_id(), "INBOX", 0, "a0V") | {"inbox_of": self.member_id}
        named = zip(self.project_ids, ("PA", "PB", "PC", "PD"), strict=True)
        return [inbox, *(self.project(id, key, each, f"a{key}V") for id, key in named)]

    def project(self, id: uuid.UUID, key: str, count: int, order_key: str) -> dict[str, Any]:
        counts = {"next_number": count + 1, "open_count": count, "closed_count": 0}
        names = {"key": key, "name": f"Project {key}", "hue": "blue", "order_key": order_key, "inbox_of": None}
        return self.row(id) | names | counts | {"created_by": self.member_id, "created_at": self.now}

    def tasks(
        self, each: int, chance: random.Random, links: list[dict[str, Any]], people: list[dict[str, Any]]
    ) -> Iterator[dict[str, Any]]:
        """Yield open tasks as people have them: some due, some labelled, half of them assigned."""
        for project_id in self.project_ids:
            for place, order_key in enumerate(fresh_keys(each)):
                id, title = new_id(), " ".join(chance.choices(WORDS, k=5)).capitalize()
                link = {"workspace_id": self.id, "task_id": id}
                if chance.random() < 0.6:
                    links.append(link | {"label_id": chance.choice(self.label_ids)})
                if chance.random() < 0.5:
                    people.append(link | {"membership_id": self.member_id})
                day = (self.now + timedelta(days=chance.randrange(1, 60))).date() if chance.random() < 0.4 else None
                yield self.row(id) | {
                    "project_id": project_id,
                    "number": place + 1,
                    "title": title,
                    "title_key": title.casefold(),
                    "description": " ".join(chance.choices(WORDS, k=20)),
                    "priority": chance.randrange(5),
                    "due_on": day,
                    "due_sort": datetime.combine(day, datetime.min.time(), UTC) if day else None,
                    "order_key": order_key,
                    "status": "pending",
                    "version": 1,
                    "created_by": self.member_id,
                    "created_at": self.now,
                    "updated_at": self.now,
                }


def copy(connection: psycopg.Connection[Any], table: str, rows: Iterable[dict[str, Any]]) -> None:
    """Copy rows, which all have the fields of the first, into a table."""
    source = iter(rows)
    first = next(source, None)
    if first is None:
        return
    columns = list(first)
    with connection.cursor().copy(f"copy {table} ({', '.join(columns)}) from stdin") as into:
        into.write_row([first[column] for column in columns])
        for row in source:
            into.write_row([row[column] for column in columns])
