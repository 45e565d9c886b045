"""Extensions, unbound; `create_app` binds them. And the one way to the driver, for statements that must be quick."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from flask import request
from flask_caching import Cache
from flask_limiter import Limiter
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from htmx_flask import Htmx
from psycopg import Connection, OperationalError
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection as SaConnection
from sqlalchemy import Engine, event

from app.database import Base
from app.networks import network_of
from app.walls import follow

db = SQLAlchemy(model_class=Base, disable_autonaming=True, session_options={"autoflush": False})
migrate = Migrate()
login_manager = LoginManager()
htmx = Htmx()
cache = Cache()
limiter = Limiter(key_func=lambda: network_of(request.remote_addr))  # limits of routes take it as they are declared


def driver() -> Connection[Any]:
    """Return psycopg's connection of the running transaction: a prepared statement costs a third of an ORM query."""
    connection = db.session.connection()
    follow(connection)
    return connection.connection.driver_connection  # type: ignore[return-value]  # psycopg's by our URL


def commit_as_shown() -> None:
    """Commit, and keep what was loaded as it was written: the answer shows that, and nothing is read twice for it.

    What statements of our own have written behind the objects, such as a project's counts, they do not show.
    """
    session = db.session()
    session.expire_on_commit = False
    try:
        session.commit()
    finally:
        session.expire_on_commit = True


def end_reading() -> None:
    """End a transaction that has only read with COMMIT: after ROLLBACK psycopg forgets every prepared statement."""
    if db.session.registry.has() and db.session().in_transaction():
        driver().pgconn.exec_(b"COMMIT")  # at once, on libpq: half the cost of `commit()`


def end_unkept() -> None:
    """Roll back what was read behind a commit, or never committed; psycopg does not hear of it and forgets nothing."""
    if db.session.registry.has() and (session := db.session()).in_transaction() and session.is_active:
        connection: Any = session.connection().connection.driver_connection
        if connection.info.transaction_status == TransactionStatus.INTRANS:
            connection.pgconn.exec_(b"ROLLBACK")


@event.listens_for(Engine, "rollback")
def keep_statements(connection: SaConnection) -> None:
    """Roll back what was refused just so, before psycopg does and forgets how the next pages are asked for."""
    if connection.closed or connection.invalidated:
        return
    driven: Any = connection.connection.driver_connection
    if driven.info.transaction_status == TransactionStatus.INTRANS:
        with suppress(OperationalError):  # psycopg's own try, which follows, says what is wrong
            driven.pgconn.exec_(b"ROLLBACK")
