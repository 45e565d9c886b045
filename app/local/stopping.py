"""How a local command ends when someone asks it to."""

import signal
from types import FrameType


class Stop(BaseException):
    """Someone asked this process to end."""


def stop_on_signals() -> None:
    """Raise Stop at the first Ctrl-C, SIGTERM or closed terminal, and let the clean-up that follows be."""
    signals = [signal.SIGINT, signal.SIGTERM]
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup asks us to outlive the terminal.
        signals.append(signal.SIGHUP)

    def stop(_number: int, _frame: FrameType | None) -> None:
        for each in signals:
            signal.signal(each, signal.SIG_IGN)
        raise Stop

    for each in signals:
        signal.signal(each, stop)
