"""What each person last chose in each place

Revision: 0004, after 0003.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('memberships', sa.Column('settings_version', sa.BigInteger(), server_default='0', nullable=False))
    op.create_table('view_settings',
    sa.Column('membership_id', sa.Uuid(), nullable=False),
    sa.Column('place', sa.String(length=60), nullable=False),
    sa.Column('settings', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('workspace_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['workspace_id', 'membership_id'], ['memberships.workspace_id', 'memberships.id'], name=op.f('fk_view_settings_workspace_id_membership_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspaces.id'], name=op.f('fk_view_settings_workspace_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_view_settings')),
    sa.UniqueConstraint('workspace_id', 'membership_id', 'place', name=op.f('uq_view_settings_workspace_id_membership_id_place'))
    )
