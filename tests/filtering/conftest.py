from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.database import in_workspace
from tests.cast import Team


@pytest.fixture
def inside(team: Team) -> Iterator[None]:
    """The test itself acts in Alice's workspace."""
    with in_workspace(team.workspace_id):
        yield
