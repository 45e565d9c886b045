"""Extensions, unbound; `create_app` binds them. And the one way to the driver, for statements that must be quick."""

from __future__ import annotations

from typing import Any

from flask_caching import Cache
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from htmx_flask import Htmx
from psycopg import Connection

from app.database import Base

db = SQLAlchemy(model_class=Base, disable_autonaming=True, session_options={"autoflush": False})
migrate = Migrate()
login_manager = LoginManager()
htmx = Htmx()
cache = Cache()
limiter = Limiter(key_func=get_remote_address)


def driver() -> Connection[Any]:
    """Return psycopg's connection of the running transaction: a prepared statement costs a third of an ORM query."""
    return db.session.connection().connection.driver_connection  # type: ignore[return-value]  # psycopg's by our URL
