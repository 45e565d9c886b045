"""Whether mails leave may be read by who looks after the instance

Revision: 0023, after 0022.
"""

from alembic import op

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None

PENDING = "state = 'pending' and current_setting('primo.purpose', true) = 'sweep'"
ENDED = "state in ('sent', 'failed') and current_setting('primo.purpose', true) = 'instance'"


def upgrade() -> None:
    op.execute('drop policy also_read on deliveries')
    op.execute(f'create policy also_read on deliveries for select using ({PENDING} or {ENDED})')
