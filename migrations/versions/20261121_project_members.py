"""Private projects, and who was added to a project

Revision: 0014, after 0013.
"""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('projects', sa.Column('is_private', sa.Boolean(), server_default=sa.text('false'), nullable=False))
    op.create_table('project_members',
    sa.Column('project_id', sa.Uuid(), nullable=False),
    sa.Column('membership_id', sa.Uuid(), nullable=False),
    sa.Column('workspace_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['workspace_id', 'membership_id'], ['memberships.workspace_id', 'memberships.id'], name=op.f('fk_project_members_workspace_id_membership_id')),
    sa.ForeignKeyConstraint(['workspace_id', 'project_id'], ['projects.workspace_id', 'projects.id'], name=op.f('fk_project_members_workspace_id_project_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspaces.id'], name=op.f('fk_project_members_workspace_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_project_members')),
    sa.UniqueConstraint('workspace_id', 'project_id', 'membership_id', name=op.f('uq_project_members_workspace_id_project_id_membership_id'))
    )
    op.create_index('ix_project_members_member', 'project_members', ['workspace_id', 'membership_id'])
