"""Find what undid a change, and what somebody did last

Revision: 0007, after 0006.
"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.get_context().autocommit_block():
        op.create_index(
            'ix_events_undoes',
            'events',
            ['workspace_id', 'undoes'],
            postgresql_where=sa.text('undoes is not null'),
            postgresql_concurrently=True,
        )
        op.create_index(
            'ix_events_actor_seq', 'events', ['workspace_id', 'actor_id', 'seq'], postgresql_concurrently=True
        )
        op.drop_index('ix_events_actor', table_name='events', postgresql_concurrently=True)
