"""One answer to which workspaces some people are in: a rename asked three statements of each member

Revision: 0031, after 0030.
"""

from alembic import op

revision = '0031'
down_revision = '0030'
branch_labels = None
depends_on = None

# The wall shows the memberships of one person at a time, the one the transaction names; it is bound like its caller.
WORKSPACES_OF = """
create function workspaces_of(people uuid[]) returns setof uuid
    language plpgsql set search_path from current as $$
declare
    person uuid;
    former text := coalesce(current_setting('primo.user', true), '');
begin
    foreach person in array people loop
        perform set_config('primo.user', person::text, true);
        return query select workspace_id from memberships where user_id = person;
    end loop;
    perform set_config('primo.user', former, true);
end $$"""


def upgrade() -> None:
    op.execute(WORKSPACES_OF)
