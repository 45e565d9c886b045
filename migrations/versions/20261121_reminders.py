"""Reminders, and what people choose about them and about their weeks

Revision: 0010, after 0009.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

KINDS = "kind in ('assigned', 'mentioned', 'due_soon', 'overdue', 'reminder')"


def upgrade() -> None:
    op.create_table('reminders',
    sa.Column('task_id', sa.Uuid(), nullable=False),
    sa.Column('membership_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=5), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('days', sa.Integer(), nullable=False),
    sa.Column('on_day', sa.Date(), nullable=True),
    sa.Column('at_time', sa.Time(), nullable=True),
    sa.Column('zone', sa.String(length=64), nullable=True),
    sa.Column('next_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('workspace_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.CheckConstraint("kind in ('due', 'start', 'day', 'none')", name=op.f('ck_reminders_kind')),
    sa.CheckConstraint("(kind = 'day') = (on_day is not null)", name=op.f('ck_reminders_day')),
    sa.CheckConstraint("(kind = 'day') = (zone is not null)", name=op.f('ck_reminders_zone')),
    sa.CheckConstraint("kind <> 'day' or at_time is not null", name=op.f('ck_reminders_time')),
    sa.ForeignKeyConstraint(['workspace_id', 'task_id'], ['tasks.workspace_id', 'tasks.id'], name=op.f('fk_reminders_workspace_id_task_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workspace_id', 'membership_id'], ['memberships.workspace_id', 'memberships.id'], name=op.f('fk_reminders_workspace_id_membership_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspaces.id'], name=op.f('fk_reminders_workspace_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('workspace_id', 'id', name=op.f('pk_reminders'))
    )
    op.create_index('ix_reminders_next', 'reminders', ['next_at'], postgresql_where=sa.text('next_at is not null'))
    op.create_index('ix_reminders_task', 'reminders', ['workspace_id', 'task_id', 'membership_id'])
    op.create_index('ix_reminders_member', 'reminders', ['workspace_id', 'membership_id'])
    widening = '-- squawk-ignore ban-drop-constraint\n'  # the check that follows allows more
    op.execute(f'alter table notifications\n{widening} drop constraint ck_notifications_kind')
    op.execute(f'alter table notifications add constraint ck_notifications_kind check ({KINDS}) not valid')
    with op.get_context().autocommit_block():
        op.execute('alter table notifications validate constraint ck_notifications_kind')
    op.add_column('users', sa.Column('sunday_first', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('users', sa.Column('default_reminders', postgresql.JSONB(astext_type=sa.Text()), nullable=True))
