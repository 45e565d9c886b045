"""Whether single letters act on pages, for each person

Revision: 0007, after 0006.
"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('users', sa.Column('single_keys', sa.Boolean(), server_default=sa.true(), nullable=False))
