"""`flask doctor`, the same as `python -m app.ops.doctor` where Primo can start."""

from __future__ import annotations

import os
import sys

import click

from app.ops.doctor.examination import examine, report
from app.ops.doctor.findings import Level


@click.command("doctor")
def doctor() -> None:
    """Check the configuration and its surroundings, and say what to do."""
    findings = list(examine(os.environ))
    click.echo(report(findings))
    sys.exit(1 if any(finding.level is Level.FAULT for finding in findings) else 0)
