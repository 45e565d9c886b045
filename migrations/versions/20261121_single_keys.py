"""Whether single letters act on pages, for each person

Revision: 0009, after 0008.
"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('users', sa.Column('single_keys', sa.Boolean(), server_default=sa.true(), nullable=False))
