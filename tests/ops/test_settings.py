"""A configuration that cannot work, or must not face the internet, is refused with one readable list."""

import pytest

from app.settings import BadSettings, load

KEY = "vYl8Qf0nW3kZr7uBx2hTgJ5mPd9cEa4sLoNi6RtK"
GOOD = {
    "DATABASE_URL": "postgres://primo@db/primo",
    "REDIS_URL": "redis://cache:6379/0",
    "SECRET_KEY": KEY,
    "PUBLIC_URL": "https://tasks.example.com/",
}


def refusal(**changes: str) -> list[str]:
    """Return the lines with which this environment is refused."""
    with pytest.raises(BadSettings) as refused:
        load({name: value for name, value in (GOOD | changes).items() if value})
    first, *lines = str(refused.value).splitlines()
    assert first == "Primo cannot start with this configuration:"
    return [line.removeprefix("  - ") for line in lines]


def test_a_good_configuration_is_taken_and_its_driver_named() -> None:
    settings = load(GOOD)
    assert settings.database_url == "postgresql+psycopg://primo@db/primo"
    assert settings.public_url == "https://tasks.example.com"
    assert settings.is_production


def test_every_fault_is_listed_at_once() -> None:
    lines = refusal(DATABASE_URL="", REDIS_URL="", SECRET_KEY="short", DEBUG="1", PORT="many", RATE_LIMIT_AUTH="often")
    named = [line.split()[0] for line in lines]
    assert named == ["DATABASE_URL", "PORT", "RATE_LIMIT_AUTH", "SECRET_KEY", "DEBUG", "REDIS_URL"]
    assert all(len(line) < 160 for line in lines)


@pytest.mark.parametrize(
    ("key", "fault"),
    [
        ("", "is missing"),
        ("f3Kd8aLw0", "is too short or too simple"),
        ("ab" * 30, "is too short or too simple"),
        ("please-Change-this-K3y-0f-mine-now", "contains a common word"),
    ],
)
def test_a_weak_key_is_refused(key: str, fault: str) -> None:
    (line,) = refusal(SECRET_KEY=key)
    assert line.startswith(f"SECRET_KEY {fault}")
    assert "secrets.token_urlsafe" in line


@pytest.mark.parametrize("gone", ["SMTP_URL", "PUBLIC_URL"])
def test_without_mails_no_address_can_be_confirmed(gone: str) -> None:
    mail = {"CONFIRM_EMAIL": "1", "SMTP_URL": "smtp://mail.example.com", "PUBLIC_URL": "https://tasks.example.com"}
    (line,) = refusal(**mail | {gone: ""})
    assert line.startswith("CONFIRM_EMAIL needs SMTP_URL and PUBLIC_URL")


@pytest.mark.parametrize("changes", [{"DEBUG": "true"}, {"FLASK_DEBUG": "1"}])
def test_debug_is_refused_however_it_is_switched_on(changes: dict[str, str]) -> None:
    assert refusal(**changes) == ["DEBUG (or FLASK_DEBUG) must be off in production: remove it"]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"DATABASE_URL": "mysql://db/primo"}, "DATABASE_URL must begin with postgresql://"),
        ({"REDIS_URL": "memcached://cache"}, "REDIS_URL must begin with redis://"),
        ({"PUBLIC_URL": "tasks.example.com"}, "PUBLIC_URL must be an origin"),
        ({"PUBLIC_URL": "https://example.com/tasks"}, "PUBLIC_URL must be an origin"),
        ({"SMTP_URL": "smtp.example.com:587"}, "SMTP_URL must look like smtp://"),
        ({"LOG_LEVEL": "chatty"}, "LOG_LEVEL should be 'DEBUG', 'INFO', 'WARNING' or 'ERROR'"),
        ({"PROXY_HOPS": "-1"}, "PROXY_HOPS should be greater than or equal to 0"),
        ({"PRIMO_ENV": "prod"}, "PRIMO_ENV should be 'production', 'local' or 'test'"),
    ],
)
def test_a_value_that_cannot_be_meant_is_named_with_what_is_expected(changes: dict[str, str], fault: str) -> None:
    assert any(line.startswith(fault) for line in refusal(**changes))


def test_a_laptop_may_have_a_simple_key_and_no_redis() -> None:
    assert not load({"PRIMO_ENV": "local", "DATABASE_URL": "postgresql://x", "SECRET_KEY": "laptop"}).is_production


@pytest.mark.parametrize(
    ("platform", "address"),
    [
        ({"RAILWAY_PUBLIC_DOMAIN": "primo.up.railway.app"}, "https://primo.up.railway.app"),
        ({"DYNO": "web.1", "HEROKU_APP_DEFAULT_DOMAIN_NAME": "primo.herokuapp.com"}, "https://primo.herokuapp.com"),
    ],
)
def test_platforms_say_their_address_and_their_router(platform: dict[str, str], address: str) -> None:
    settings = load({**GOOD, "PUBLIC_URL": "", **platform})
    assert (settings.public_url, settings.proxy_hops) == (address, 1)
    assert load({**GOOD, "PUBLIC_URL": "https://own.example.com", **platform}).public_host == "own.example.com"
