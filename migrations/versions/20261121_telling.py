"""Whether a notification stands in Updates, and which request led to an event or a mail

Revision: 0002, after 0001.
"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('notifications', sa.Column('in_app', sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column('events', sa.Column('request_id', sa.String(length=64), nullable=True))
    op.add_column('deliveries', sa.Column('request_id', sa.String(length=64), nullable=True))
