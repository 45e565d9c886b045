"""When a workspace was deleted; until its time of grace is over it can be brought back

Revision: 0015, after 0014.
"""

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('workspaces', sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True))
    with op.get_context().autocommit_block():
        op.create_index('ix_workspaces_deleted', 'workspaces', ['deleted_at'], postgresql_where=sa.text('deleted_at is not null'), postgresql_concurrently=True)
