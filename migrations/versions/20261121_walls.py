"""Row-level security on every table of workspaces

Revision: 0012, after 0011. It is raised by the code that also raises it on tables that come later (`app/walls.py`).
"""

from alembic import op

from app.walls import raise_walls

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    raise_walls(op.get_bind())
