"""What the local commands say to the person at the terminal."""

import sys


def say(text: str) -> None:
    _write(sys.stdout, text)


def complain(text: str) -> None:
    _write(sys.stderr, f"primo: {text}")


def _write(stream: object, text: str) -> None:
    try:
        print(text, file=stream, flush=True)  # type: ignore[call-overload]
    except OSError:  # Nobody reads any more; that is no reason to stop serving.
        pass
