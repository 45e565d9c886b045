"""Say of an undo what it left, and go on with it

Revision: 0028, after 0027.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('events', sa.Column('goes_on', sa.Boolean(), server_default=sa.text('false'), nullable=False))
    op.add_column('events', sa.Column('leaves', postgresql.ARRAY(sa.Uuid()), nullable=True))
