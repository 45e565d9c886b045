"""The repeat of a task, and the series its occurrences belong to

Revision: 0012, after 0011.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('tasks', sa.Column('repeat', postgresql.JSONB(none_as_null=True), nullable=True))
    op.add_column('tasks', sa.Column('series_id', sa.Uuid(), nullable=True))
    with op.get_context().autocommit_block():
        op.create_index(
            'ix_tasks_repeating',
            'tasks',
            ['workspace_id', 'project_id'],
            postgresql_where=sa.text('repeat is not null'),
            postgresql_concurrently=True,
        )
        op.create_index(
            'ix_tasks_series',
            'tasks',
            ['workspace_id', 'series_id'],
            postgresql_where=sa.text('series_id is not null'),
            postgresql_concurrently=True,
        )
