import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.local import folders
from tests.local.family import Outsider

_AS_NOBODY = ("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups")
_MAY_LOOK_ANYWHERE = ("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search")


@pytest.fixture
def data() -> Iterator[Path]:
    """A folder for stores, new and empty."""
    with folders.temporary() as folder:
        yield folder


@pytest.fixture
def outsider() -> Iterator[Outsider]:
    """A normal user, even when we are root, with a folder of their own."""
    folder = Path(tempfile.mkdtemp(prefix="primo-", dir="/tmp"))
    prefix: tuple[str, ...] = ()
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody", "nogroup")
        prefix = _AS_NOBODY if _everyone_can_look_here() else (*_AS_NOBODY, *_MAY_LOOK_ANYWHERE)
    yield Outsider(prefix, folder)
    folder.chmod(0o700)
    shutil.rmtree(folder)


def _everyone_can_look_here() -> bool:
    """Return whether Python and the checkout are out of /root, which a normal user cannot enter."""
    places = (Path(sys.executable).resolve(), Path(sys.executable), folders.CHECKOUT / "app")
    return all(parent.stat().st_mode & 0o001 for place in places for parent in place.parents)
