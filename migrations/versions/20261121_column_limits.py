"""How many tasks a column of a project's board is meant to hold

Revision: 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('projects', sa.Column('limits', postgresql.JSONB(astext_type=sa.Text()), nullable=True))
