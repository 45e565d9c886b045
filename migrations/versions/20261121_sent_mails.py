"""Count the mails that go to others at somebody's wish

Revision: 0030, after 0029.
"""

import sqlalchemy as sa
from alembic import op

revision = '0030'
down_revision = '0029'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('sent_mails',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('about', sa.LargeBinary(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sent_mails'))
    )
    op.create_index('ix_sent_mails_at', 'sent_mails', ['at'], unique=False)
    op.create_index('ix_sent_mails_lookup', 'sent_mails', ['about', 'at'], unique=False)
