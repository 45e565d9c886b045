"""The audit log, which the database lets nobody change, and the one function that deletes what is old

Revision: 0021, after 0020.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None

KEEP = """
create function keep_audit() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and current_setting('primo.purpose', true) = 'forgetting' then
        if old.at < now() - interval '30 days' then return old; end if;
    end if;
    raise exception 'the audit log is kept: % is refused', lower(tg_op);
end $$"""
FORGET = """
create function forget_audit(days integer) returns bigint
    language plpgsql security definer set search_path from current as $$
declare
    gone bigint;
    former text := coalesce(current_setting('primo.purpose', true), '');
begin
    perform set_config('primo.purpose', 'forgetting', true);
    delete from audit_entries where at < now() - make_interval(days => greatest(days, 31));
    get diagnostics gone = row_count;
    perform set_config('primo.purpose', former, true);
    return gone;
end $$"""


def upgrade() -> None:
    op.create_table('audit_entries',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('workspace_id', sa.Uuid(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('kind', sa.String(length=48), nullable=False),
    sa.Column('actor_id', sa.Uuid(), nullable=True),
    sa.Column('actor', sa.String(length=100), nullable=False),
    sa.Column('network', sa.String(length=64), nullable=False),
    sa.Column('subject_id', sa.Uuid(), nullable=True),
    sa.Column('subject', sa.String(length=254), nullable=False),
    sa.Column('before', JSONB(), nullable=True),
    sa.Column('after', JSONB(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_entries'))
    )
    op.create_index('ix_audit_entries_place', 'audit_entries', ['workspace_id', 'id'])
    op.create_index('ix_audit_entries_at', 'audit_entries', ['at'])
    op.execute(KEEP)
    op.execute(FORGET)
    op.execute('create trigger keep before update or delete on audit_entries for each row execute function keep_audit()')
    op.execute('create trigger keep_all before truncate on audit_entries for each statement execute function keep_audit()')
