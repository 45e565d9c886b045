"""Every setting comes from the environment, is typed here, and is checked all at once before anything starts."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

Environment = Literal["production", "local", "test"]
WEAK_SECRETS = ("secret", "change", "password", "default", "dev", "test", "12345", "primo")


class Settings(BaseSettings):
    """The configuration of one process; names are the environment variables in upper case."""

    model_config = SettingsConfigDict(extra="ignore", frozen=True)

    primo_env: Environment = "production"
    database_url: str
    redis_url: str = ""
    secret_key: str
    public_url: str = ""
    trusted_hosts: str = ""
    proxy_hops: int = Field(default=0, ge=0, le=5)
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    debug: bool = False

    database_pool_size: int = Field(default=5, ge=1, le=100)
    statement_timeout_ms: int = Field(default=5000, ge=100)

    session_days: int = Field(default=30, ge=1, le=365)
    session_idle_days: int = Field(default=14, ge=1, le=365)
    api_token_hours: int = Field(default=24, ge=1, le=8760)

    rate_limit_enabled: bool = True
    rate_limit_auth: str = "100 per 15 minutes"
    rate_limit_default: str = "3000 per 5 minutes"

    smtp_url: str = ""
    mail_from: str = "Primo <primo@localhost>"

    cache_seconds: int = Field(default=3600, ge=1)
    log_level: str = "INFO"

    @field_validator("database_url")
    @classmethod
    def name_the_driver(cls, value: str) -> str:
        """Accept the `postgres://` that platforms hand out and name the driver SQLAlchemy must use."""
        scheme, _, rest = value.partition("://")
        if scheme not in ("postgres", "postgresql", "postgresql+psycopg"):
            raise ValueError("must begin with postgresql:// (Primo runs on PostgreSQL only)")
        return f"postgresql+psycopg://{rest}"

    @field_validator("redis_url")
    @classmethod
    def know_the_scheme(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in ("redis", "rediss", "unix"):
            raise ValueError("must begin with redis://, rediss:// or unix://")
        return value

    @field_validator("public_url")
    @classmethod
    def be_an_origin(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in ("http", "https") or not parts.netloc or parts.path not in ("", "/")):
            raise ValueError("must be an origin such as https://tasks.example.com, without a path")
        return value.rstrip("/")

    @model_validator(mode="after")
    def be_safe_in_production(self) -> Settings:
        """Refuse what must never face the internet, naming every fault."""
        if self.primo_env != "production":
            return self
        faults = []
        if len(self.secret_key) < 32 or len(set(self.secret_key)) < 10:
            faults.append(
                "SECRET_KEY is too short or too simple: use 32 or more random characters "
                "(python -c 'import secrets; print(secrets.token_urlsafe(48))')"
            )
        elif any(word in self.secret_key.lower() for word in WEAK_SECRETS if len(self.secret_key) < 48):
            faults.append("SECRET_KEY contains a common word: use random characters")
        if self.debug:
            faults.append("DEBUG must be off in production")
        if not self.redis_url:
            faults.append("REDIS_URL is missing: mails and reminders are sent through it")
        if faults:
            raise ValueError("\n".join(faults))
        return self

    @property
    def is_production(self) -> bool:
        return self.primo_env == "production"

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")

    @property
    def public_host(self) -> str:
        return urlsplit(self.public_url).netloc

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take only what `load` passes: the environment is read in one place."""
        return (init_settings,)


class BadSettings(SystemExit):
    """The configuration cannot work; its text lists every fault, one per line."""


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Return the checked settings, or raise BadSettings listing all faults at once."""
    source = dict(os.environ if environ is None else environ)
    values = {key.lower(): value for key, value in source.items() if value != ""}
    values.setdefault("public_url", platform_url(source))
    values.setdefault("proxy_hops", "1" if "DYNO" in source or any(k.startswith("RAILWAY_") for k in source) else "0")
    known = {name: values[name] for name in Settings.model_fields if name in values}
    try:
        return Settings(**known)  # type: ignore[arg-type]  # pydantic parses the strings
    except ValidationError as error:
        raise BadSettings("Primo cannot start with this configuration:\n" + "\n".join(faults_of(error))) from None


def platform_url(environ: Mapping[str, str]) -> str:
    """Return the address a known platform gave this app, or an empty string."""
    host = environ.get("RAILWAY_PUBLIC_DOMAIN") or environ.get("HEROKU_APP_DEFAULT_DOMAIN_NAME")
    return f"https://{host}" if host else ""


def faults_of(error: ValidationError) -> list[str]:
    """Return one readable line per fault, named by its environment variable."""
    lines: list[str] = []
    for fault in error.errors():
        name = ".".join(str(part) for part in fault["loc"]).upper()
        message = "is missing" if fault["type"] == "missing" else fault["msg"].removeprefix("Value error, ")
        lines += [f"  - {name} {line}".replace("  -  ", "  - ") for line in message.splitlines()]
    return lines
