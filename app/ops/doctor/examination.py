"""The whole examination, from the environment alone, so that it works where Primo itself cannot start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from app.ops.doctor.addresses import examine_addresses
from app.ops.doctor.database import examine_database
from app.ops.doctor.findings import Finding, Level, fault, ok, warning
from app.ops.doctor.issuers import examine_issuers
from app.ops.doctor.storing import examine_files
from app.ops.doctor.surroundings import examine_disk, examine_mail, examine_redis
from app.ops.own_tls import LOST, has_own_tls
from app.settings import BadSettings, Settings, load, read


def examine(environ: Mapping[str, str]) -> Iterator[Finding]:
    """Yield everything worth saying; what cannot be asked without a setting is left out."""
    settings: Settings | None = None
    try:
        settings = load(environ)
        yield ok("Settings", f"All can be read; this is {settings.primo_env}.")
    except BadSettings as refusal:
        for line in refusal.faults:
            yield fault("Settings", line)
    raw = read(environ)
    if settings is not None:
        yield from examine_addresses(settings)
        yield from examine_mail(settings.smtp_url, settings.is_production)
        yield from examine_issuers(settings)
        yield from examine_files(settings)
    if (url := settings.database_url if settings else sound_database(raw)) is not None:
        yield from examine_database(url, environ)
    if has_own_tls(environ):
        yield warning("TLS", LOST)
    yield from examine_redis(raw.get("redis_url", ""))
    yield from examine_disk(Path(environ.get("PRIMO_DATA") or Path.cwd()))


def sound_database(raw: Mapping[str, str]) -> str | None:
    """Return the database's address if it alone can be used."""
    try:
        return Settings.name_the_driver(raw["database_url"])
    except (KeyError, ValueError):
        return None


def report(findings: list[Finding]) -> str:
    """Return what a person at a terminal reads."""
    lines = [f"{finding.level:>8}  {finding.about}: {finding.words}" for finding in findings]
    faults, warnings = (sum(one.level is level for one in findings) for level in (Level.FAULT, Level.WARNING))
    verdict = f"{plural(faults, 'fault')}, {plural(warnings, 'warning')}."
    return "\n".join([*lines, "", verdict if faults or warnings else "Everything is as it should be."])


def plural(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
