"""The projects a guest is invited to

Revision: 0027, after 0026.
"""

import sqlalchemy as sa
from alembic import op

revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('invitation_projects',
    sa.Column('invitation_id', sa.Uuid(), nullable=False),
    sa.Column('project_id', sa.Uuid(), nullable=False),
    sa.Column('workspace_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['workspace_id', 'invitation_id'], ['invitations.workspace_id', 'invitations.id'], name=op.f('fk_invitation_projects_workspace_id_invitation_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workspace_id', 'project_id'], ['projects.workspace_id', 'projects.id'], name=op.f('fk_invitation_projects_workspace_id_project_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspaces.id'], name=op.f('fk_invitation_projects_workspace_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_invitation_projects')),
    sa.UniqueConstraint('workspace_id', 'invitation_id', 'project_id', name=op.f('uq_invitation_projects_workspace_id_invitation_id_project_id'))
    )
    op.create_index('ix_invitation_projects_project', 'invitation_projects', ['workspace_id', 'project_id'])
