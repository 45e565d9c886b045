"""Exports of workspaces, and of everything about one person

Revision: 0022, after 0021.
"""

import sqlalchemy as sa
from alembic import op

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None

STATES = "state in ('waiting', 'running', 'ready', 'failed')"


def making() -> list[sa.Column]:
    return [
        sa.Column('state', sa.String(length=8), nullable=False),
        sa.Column('attempts', sa.Integer(), nullable=False),
        sa.Column('lease_until', sa.DateTime(timezone=True), nullable=False),
        sa.Column('done', sa.BigInteger(), nullable=False),
        sa.Column('total', sa.BigInteger(), nullable=False),
        sa.Column('store_key', sa.String(length=32), nullable=True),
        sa.Column('size', sa.BigInteger(), nullable=False),
        sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    ]


def upgrade() -> None:
    op.create_table('exports',
    sa.Column('workspace_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('asked_by', sa.Uuid(), nullable=False),
    sa.Column('is_whole', sa.Boolean(), nullable=False),
    *making(),
    sa.CheckConstraint(STATES, name=op.f('ck_exports_state')),
    sa.ForeignKeyConstraint(['workspace_id', 'asked_by'], ['memberships.workspace_id', 'memberships.id'], name=op.f('fk_exports_workspace_id_asked_by')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspaces.id'], name=op.f('fk_exports_workspace_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_exports'))
    )
    op.create_index('ix_exports_asker', 'exports', ['workspace_id', 'asked_by'])
    op.create_index('uq_exports_one', 'exports', ['workspace_id'], unique=True, postgresql_where=sa.text('ended_at is null'))
    op.create_index('ix_exports_lease', 'exports', ['lease_until'], postgresql_where=sa.text('ended_at is null'))
    op.create_table('account_exports',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    *making(),
    sa.CheckConstraint(STATES, name=op.f('ck_account_exports_state')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_account_exports_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account_exports'))
    )
    op.create_index(op.f('ix_account_exports_user_id'), 'account_exports', ['user_id'])
    op.create_index('uq_account_exports_one', 'account_exports', ['user_id'], unique=True, postgresql_where=sa.text('ended_at is null'))
    op.create_index('ix_account_exports_lease', 'account_exports', ['lease_until'], postgresql_where=sa.text('ended_at is null'))
