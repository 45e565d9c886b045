"""`python -m app.local`: run (the default), carry-over, psql, flask …: all with the local stores."""

import errno
import os
import subprocess
import sys

from app.local import folders, postgres, programs, supervisor
from app.local.carry_over import carry_over
from app.local.faults import Fault, disk_full
from app.local.sockets import socket_folder
from app.local.stopping import Stop, stop_on_signals
from app.local.terminal import complain


def main(arguments: list[str]) -> int:
    commands = {"run": _run, "carry-over": _carry_over, "psql": _psql, "flask": _flask}
    name, *rest = arguments or ["run"]
    if name not in commands:
        complain(f"There is no command {name!r}. There are: {', '.join(commands)}.")
        return 2
    stop_on_signals()
    try:
        return commands[name](rest)
    except Stop:
        return 0
    except Fault as fault:
        complain(str(fault))
        return 1
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        complain(str(disk_full(folders.default_data())))
        return 1


def _run(_rest: list[str]) -> int:
    supervisor.run()
    return 0


def _carry_over(_rest: list[str]) -> int:
    carry_over(folders.default_data())
    return 0


def _psql(rest: list[str]) -> int:
    sockets = socket_folder(folders.DataFolder.prepare(folders.default_data()))
    program = programs.postgres_programs() / "psql"
    os.execv(program, [str(program), postgres.url(sockets), *rest])


def _flask(rest: list[str]) -> int:
    """Run a command of the app beside a running Primo, or with stores of its own if none runs.

    Backups take the programs of the same PostgreSQL: an older pg_dump of the machine would refuse.
    """
    with supervisor.joined() as env:
        if "DATABASE_URL" not in os.environ:
            env["PATH"] = f"{programs.postgres_programs()}{os.pathsep}{env.get('PATH', os.defpath)}"
        argv = [sys.executable, "-m", "flask", "--app", "wsgi", *rest]
        return subprocess.run(argv, env=env, cwd=folders.CHECKOUT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
