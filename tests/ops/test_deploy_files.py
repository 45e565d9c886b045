"""The files platforms read say what the code does."""

import json
import re
from pathlib import Path

import pytest

from app.local.bootstrap import OLDEST
from app.settings import Settings

ROOT = Path(__file__).parents[2]
SETTING = re.compile(r"^#?([A-Z][A-Z_]+)=(.*)$", re.MULTILINE)


def named_in_example() -> dict[str, str]:
    return dict(SETTING.findall((ROOT / ".env.example").read_text()))


def test_the_example_names_every_setting_and_nothing_else() -> None:
    of_the_server = set(re.findall(r'environ\.get\("([A-Z_]+)"', (ROOT / "gunicorn.conf.py").read_text()))
    assert set(named_in_example()) == {name.upper() for name in Settings.model_fields} | of_the_server


def test_what_the_example_shows_as_default_is_the_default() -> None:
    shown = re.findall(r"^#([A-Z][A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE)
    elsewhere = {"SMTP_URL", "HOST", "GUNICORN_LOG_LEVEL", "WEB_CONCURRENCY", "WEB_THREADS"}
    for name, value in shown:
        if name not in elsewhere:
            default = Settings.model_fields[name.lower()].default
            assert value.strip('"') == str(int(default) if isinstance(default, bool) else default), name


@pytest.mark.parametrize("name", ["app.json", "railway.json", "railway.worker.json"])
def test_the_platforms_files_are_json(name: str) -> None:
    assert json.loads((ROOT / name).read_text())


def test_heroku_is_asked_for_settings_that_exist_and_makes_the_key_itself() -> None:
    manifest = json.loads((ROOT / "app.json").read_text())
    assert {name.lower() for name in manifest["env"]} <= set(Settings.model_fields)
    assert manifest["env"]["SECRET_KEY"]["generator"] == "secret"
    assert {addon.split(":")[0] for addon in manifest["addons"]} == {"heroku-postgresql", "heroku-redis"}
    assert set(manifest["formation"]) | {"release"} == set(processes())


def test_railway_starts_the_processes_of_the_procfile() -> None:
    web, worker = (json.loads((ROOT / name).read_text())["deploy"] for name in ("railway.json", "railway.worker.json"))
    assert web["preDeployCommand"] == [processes()["release"]]
    assert (web["startCommand"], worker["startCommand"]) == (processes()["web"], processes()["worker"])


def test_the_python_that_platforms_take_is_one_that_primo_supports() -> None:
    major, minor = (ROOT / ".python-version").read_text().strip().split(".")
    assert (int(major), int(minor)) >= OLDEST


def processes() -> dict[str, str]:
    lines = (ROOT / "Procfile").read_text().splitlines()
    return {name: command for name, _, command in (line.partition(": ") for line in lines)}
