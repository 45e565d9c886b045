"""Alice, who looks after the instance as well."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from app.accounts.models import User
from app.extensions import db
from tests.cast import Person


@pytest.fixture
def keeper(alice: Person) -> Person:
    db.session.execute(update(User).where(User.id == alice.user_id).values(is_admin=True))
    db.session.commit()
    return alice
