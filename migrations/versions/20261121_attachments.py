"""Files on tasks

Revision: 0018, after 0017.
"""

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('attachments',
    sa.Column('task_id', sa.Uuid(), nullable=False),
    sa.Column('added_by', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('size', sa.BigInteger(), nullable=False),
    sa.Column('store_key', sa.String(length=32), nullable=False),
    sa.Column('preview', sa.String(length=8), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('workspace_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.CheckConstraint("preview in ('none', 'wanted', 'made')", name=op.f('ck_attachments_preview')),
    sa.ForeignKeyConstraint(['workspace_id', 'added_by'], ['memberships.workspace_id', 'memberships.id'], name=op.f('fk_attachments_workspace_id_added_by')),
    sa.ForeignKeyConstraint(['workspace_id', 'task_id'], ['tasks.workspace_id', 'tasks.id'], name=op.f('fk_attachments_workspace_id_task_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspaces.id'], name=op.f('fk_attachments_workspace_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_attachments')),
    sa.UniqueConstraint('workspace_id', 'store_key', name=op.f('uq_attachments_workspace_id_store_key'))
    )
    op.create_index('ix_attachments_task', 'attachments', ['workspace_id', 'task_id', 'id'])
    op.create_index('ix_attachments_adder', 'attachments', ['workspace_id', 'added_by'])
    op.create_index('ix_attachments_deleted', 'attachments', ['workspace_id', 'deleted_at'], postgresql_where=sa.text('deleted_at is not null'))
