"""Links to a task or a project for people who are no members, and their comments

Revision: 0016, after 0015.
"""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('comments', sa.Column('visitor', sa.Text(), nullable=True))
    op.create_table('share_links',
    sa.Column('task_id', sa.Uuid(), nullable=True),
    sa.Column('project_id', sa.Uuid(), nullable=True),
    sa.Column('rights', sa.String(length=8), nullable=False),
    sa.Column('token_hash', sa.LargeBinary(), nullable=False),
    sa.Column('password_hash', sa.Text(), nullable=True),
    sa.Column('created_by', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('workspace_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.CheckConstraint('num_nonnulls(task_id, project_id) = 1', name=op.f('ck_share_links_one_thing')),
    sa.CheckConstraint("rights in ('read', 'comment')", name=op.f('ck_share_links_rights')),
    sa.ForeignKeyConstraint(['workspace_id', 'created_by'], ['memberships.workspace_id', 'memberships.id'], name=op.f('fk_share_links_workspace_id_created_by')),
    sa.ForeignKeyConstraint(['workspace_id', 'project_id'], ['projects.workspace_id', 'projects.id'], name=op.f('fk_share_links_workspace_id_project_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workspace_id', 'task_id'], ['tasks.workspace_id', 'tasks.id'], name=op.f('fk_share_links_workspace_id_task_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspaces.id'], name=op.f('fk_share_links_workspace_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_share_links')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_share_links_token_hash'))
    )
    op.create_index('ix_share_links_task', 'share_links', ['workspace_id', 'task_id'], postgresql_where=sa.text('task_id is not null'))
    op.create_index('ix_share_links_project', 'share_links', ['workspace_id', 'project_id'], postgresql_where=sa.text('project_id is not null'))
    op.create_index('ix_share_links_maker', 'share_links', ['workspace_id', 'created_by'])
