"""How many tasks a column of a project's board is meant to hold

Revision: 0006, after 0005.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('projects', sa.Column('limits', postgresql.JSONB(astext_type=sa.Text()), nullable=True))
