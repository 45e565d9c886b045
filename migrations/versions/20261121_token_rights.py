"""What a token may do, and what it is called

Revision: 0026, after 0025.
"""

import sqlalchemy as sa
from alembic import op

revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('sessions', sa.Column('rights', sa.String(length=8), server_default='write', nullable=False))
    op.add_column('sessions', sa.Column('name', sa.String(length=60), server_default='', nullable=False))
    op.execute("alter table sessions add constraint ck_sessions_rights check (rights in ('read', 'write')) not valid")
    with op.get_context().autocommit_block():
        op.execute('alter table sessions validate constraint ck_sessions_rights')
