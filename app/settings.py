"""Every setting comes from the environment, is typed here, and is checked all at once before anything starts."""

from __future__ import annotations

import os
from collections.abc import Mapping
from ipaddress import ip_network
from typing import Literal
from urllib.parse import urlsplit

from limits import parse_many
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from app.settings_faults import faults_of, production_faults

Environment = Literal["production", "local", "test"]
SignUp = Literal["open", "invited", "closed"]
LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]


class Settings(BaseSettings):
    """The configuration of one process; names are the environment variables in upper case."""

    model_config = SettingsConfigDict(extra="ignore", frozen=True)

    primo_env: Environment = "production"
    database_url: str
    database_owner_url: str = ""
    redis_url: str = ""
    secret_key: str
    secret_key_fallbacks: str = ""
    public_url: str = ""
    trusted_hosts: str = ""
    proxy_hops: int = Field(default=0, ge=0, le=5)
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    debug: bool = False

    database_pooler: bool = False
    database_pool_size: int = Field(default=5, ge=1, le=100)
    statement_timeout_ms: int = Field(default=5000, ge=100)

    sign_up: SignUp = "open"
    sign_up_domains: str = ""
    confirm_email: bool = False

    session_days: int = Field(default=30, ge=1, le=365)
    session_idle_days: int = Field(default=14, ge=1, le=365)
    api_token_hours: int = Field(default=24, ge=1, le=8760)
    audit_days: int = Field(default=365, ge=31, le=36500)

    rate_limit_enabled: bool = True
    rate_limit_auth: str = "100 per 15 minutes"
    rate_limit_default: str = "3000 per 5 minutes"

    smtp_url: str = ""
    mail_from: str = "Primo <primo@localhost>"

    google_client_id: str = ""
    google_client_secret: str = ""
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = ""
    oidc_name: str = Field(default="", max_length=40)
    outbound_networks: str = ""

    files_folder: str = ""
    files_bucket: str = ""
    files_endpoint: str = ""
    files_region: str = "us-east-1"
    files_key_id: str = ""
    files_secret: str = ""
    file_limit_mb: int = Field(default=25, ge=1, le=1000)
    files_quota_mb: int = Field(default=2000, ge=1)

    cache_seconds: int = Field(default=3600, ge=1)
    log_level: LogLevel = "INFO"

    @field_validator("database_url")
    @classmethod
    def name_the_driver(cls, value: str) -> str:
        """Accept the `postgres://` that platforms hand out and name the driver SQLAlchemy must use."""
        scheme, _, rest = value.partition("://")
        if scheme not in ("postgres", "postgresql", "postgresql+psycopg"):
            raise ValueError("must begin with postgresql:// (Primo runs on PostgreSQL only)")
        return f"postgresql+psycopg://{rest}"

    @field_validator("database_owner_url")
    @classmethod
    def name_the_owners_driver(cls, value: str) -> str:
        return cls.name_the_driver(value) if value else ""

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

    @field_validator("smtp_url")
    @classmethod
    def name_a_mail_server(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in ("smtp", "smtps") or not parts.hostname):
            raise ValueError("must look like smtp://name:password@smtp.example.com:587 (smtps:// for TLS at once)")
        return value

    @field_validator("oidc_issuer")
    @classmethod
    def be_an_issuer(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment):
            raise ValueError("must be the issuer's address, such as https://login.example.com/realms/team")
        return value

    @field_validator("outbound_networks")
    @classmethod
    def be_networks(cls, value: str) -> str:
        try:
            for network in value.split():
                ip_network(network)
        except ValueError:
            raise ValueError("must be networks separated by spaces, such as 10.1.0.0/16") from None
        return value

    @field_validator("rate_limit_auth", "rate_limit_default")
    @classmethod
    def be_a_rate(cls, value: str) -> str:
        try:
            parse_many(value)
        except ValueError:
            raise ValueError("must look like “100 per 15 minutes”") from None
        return value

    @field_validator("sign_up_domains")
    @classmethod
    def be_domains(cls, value: str) -> str:
        domains = value.lower().replace(",", " ").split()
        if any("@" in domain or "." not in domain.strip(".") for domain in domains):
            raise ValueError("must be domains separated by spaces, such as example.com example.org")
        return " ".join(domains)

    @field_validator("log_level", mode="before")
    @classmethod
    def take_any_case(cls, value: str) -> str:
        return value.upper()

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
    """The configuration cannot work; `faults` are sentences, and the text lists them, one a line."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        lines = "".join(f"\n  - {fault}" for fault in faults)
        super().__init__(f"Primo cannot start with this configuration:{lines}")


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Return the checked settings, or raise BadSettings listing all faults at once."""
    values = read(os.environ if environ is None else environ)
    faults = production_faults(values) if values.get("primo_env", "production") == "production" else []
    try:
        settings = Settings(**values)  # type: ignore[arg-type]  # pydantic parses the strings
    except ValidationError as error:
        faults = faults_of(error) + faults
    if faults:
        raise BadSettings(faults)
    return settings


def read(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the raw settings an environment holds, with what known platforms say about themselves."""
    values = {key.lower(): value.strip() for key, value in environ.items() if value.strip()}
    values.setdefault("public_url", platform_url(environ))
    values.setdefault("proxy_hops", "1" if is_behind_router(environ) else "0")
    if "flask_debug" in values:
        values.setdefault("debug", values["flask_debug"])
    return {name: values[name] for name in Settings.model_fields if name in values}


def is_behind_router(environ: Mapping[str, str]) -> bool:
    """Say whether this is a platform whose router is the only way in."""
    return "DYNO" in environ or any(name.startswith("RAILWAY_") for name in environ)


def platform_url(environ: Mapping[str, str]) -> str:
    """Return the address a known platform gave this app, or an empty string."""
    host = environ.get("RAILWAY_PUBLIC_DOMAIN") or environ.get("HEROKU_APP_DEFAULT_DOMAIN_NAME")
    return f"https://{host}" if host else ""
