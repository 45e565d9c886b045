"""Row-level security on shared links and invitations, which whoever holds the link still finds

Revision: 0024, after 0023.
"""

from alembic import op

from app.walls import raise_walls

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None


def upgrade() -> None:
    raise_walls(op.get_bind())
