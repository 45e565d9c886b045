"""Finds a Chromium for the browser tests: Playwright's own, the system's, or Debian's, installed on the spot.

`launch_options()` gives what `browser_type.launch(**…)` needs for it.
"""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_APPS = ("Chromium", "Google Chrome")
_PLAYWRIGHTS = (
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,"
    "LensOverlay,MediaRouter,PaintHolding,ThirdPartyStoragePartitioning,AvoidCorsURLLoaderRestartOnRedirect,"
    "OptimizationHints,NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch"
)
"""What Playwright itself turns off: the last list given is the one that counts."""
_BROWSERS_OWN_PAGES = "WebUIOmniboxPopup,WebUIOmniboxAimPopup,PreloadTopChromeWebUI"
"""Pages of the browser's own that each new window would load: nearly half of what a window costs."""
_FLAGS = (
    f"--disable-features={_PLAYWRIGHTS},{_BROWSERS_OWN_PAGES}",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


class NoBrowser(Exception):
    """There is no Chromium, in one line with the command that brings one."""


def launch_options() -> dict[str, Any]:
    """Return what Playwright needs to start the browser that was found."""
    flags = [*_FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    path = find()
    return {"args": flags, **({"executable_path": str(path)} if path != playwrights_own() else {})}


@cache
def find() -> Path:
    """Return a Chromium, installing Debian's where apt is ours to use."""
    for place in (playwrights_own, systems, debians):
        if path := place():
            return path
    command = "playwright install --with-deps chromium"
    raise NoBrowser(f"There is no Chromium for the browser tests. Get one: {sys.executable} -m {command}")


@cache
def playwrights_own() -> Path | None:
    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.exists() else None


def systems() -> Path | None:
    for name in _NAMES:
        if found := shutil.which(name):
            return Path(found)
    for name in _APPS:
        app = Path(f"/Applications/{name}.app/Contents/MacOS/{name}")
        if app.exists():
            return app
    return None


def debians() -> Path | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    print("Installing Debian's chromium for the browser tests …", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (("update",), ("install", "-y", "--no-install-recommends", "chromium")):
        done = subprocess.run(("apt-get", "-qq", *step), env=quiet, capture_output=True, check=False)
        if done.returncode != 0:
            return None
    return systems()
