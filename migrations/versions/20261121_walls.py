"""Row-level security on every table of workspaces

Revision: 0013, after 0012. It is raised by the code that also raises it on tables that come later (`app/walls.py`).
"""

from alembic import op

from app.walls import raise_walls

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    raise_walls(op.get_bind())
