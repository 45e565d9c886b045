"""`flask words`: try what quick add understands, line by line, without a workspace."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, TextIO
from zoneinfo import ZoneInfo

import click

from app.dates import Due, due_from_text
from app.errors import Invalid
from app.filtering.parsing import parse
from app.filtering.printing import write
from app.filtering.tokens import Mistake
from app.words.asking import Answer, first, following
from app.words.cursor import Writer
from app.words.languages import KNOWN
from app.words.names import Name, Names
from app.words.quick_add import read_line
from app.words.reading import Reading
from app.zones import is_zone


@dataclass(frozen=True, slots=True)
class Asked:
    """The lines to read, who writes them, and how to answer."""

    lines: tuple[str, ...]
    writer: Writer
    as_json: bool

    def tell(self, line: str, values: dict[str, Any], words: str) -> None:
        click.echo(json.dumps({"line": line, **values}, ensure_ascii=False) if self.as_json else words)


@click.group("words")
def words() -> None:
    """Try the words of quick add: dates, repeats, reminders and names."""


def asking(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command its text or file and the options of the writer."""

    @wraps(command)
    def run(
        text: str | None,
        file: TextIO | None,
        now: str | None,
        zone: str,
        order: str | None,
        language: str,
        as_json: bool,
        **rest: Any,
    ) -> None:
        lines = tuple(lines_of(text, file))
        command(Asked(lines, writer_of(now, zone, order, language), as_json), **rest)

    for option in (
        click.option("--json", "as_json", is_flag=True, help="One JSON object a line."),
        click.option("--language", type=click.Choice(KNOWN), default="en", show_default=True),
        click.option("--order", type=click.Choice(("mdy", "dmy")), help="Of numeric dates; mdy in English, else dmy."),
        click.option("--zone", default="UTC", show_default=True, help="The zone of the writer, like Europe/Berlin."),
        click.option("--now", help="The moment of writing, like 2026-05-17T09:00 (there), by default now."),
        click.option("--file", type=click.File(encoding="utf-8"), help="Read many lines; - is the standard input."),
        click.argument("text", required=False),
    ):
        run = option(run)
    return run


@words.command("add")
@asking
@click.option("--project", "projects", multiple=True, help="A project that is known.")
@click.option("--label", "labels", multiple=True, help="A label that is known.")
@click.option("--person", "people", multiple=True, help="A person who is known.")
def add(asked: Asked, projects: tuple[str, ...], labels: tuple[str, ...], people: tuple[str, ...]) -> None:
    """Read TEXT as a new task: title, fields, and what was not understood."""
    names = Names(*(tuple(Name(name, name) for name in listed) for listed in (projects, labels, people)))
    for line in asked.lines:
        reading = read_line(line, asked.writer, names)
        asked.tell(line, reading.as_json(), in_words(reading))


@words.command("first")
@asking
def first_day(asked: Asked) -> None:
    """Say the first day that TEXT means, such as “next friday” or “every 3rd friday”."""
    for line in asked.lines:
        tell_answer(asked, line, first(line, asked.writer))


@words.command("next")
@asking
@click.option("--due", help="When the task was due, like 2026-01-31 or 2026-01-31T09:00; by default first.")
def next_day(asked: Asked, due: str | None) -> None:
    """Say when a task that repeats as TEXT says comes again, if finished now; in a file, --due may follow a tab."""
    for line in asked.lines:
        phrase, _, given = line.partition("\t")
        tell_answer(asked, line, following(phrase, asked.writer, read_due_option(given or due or "", asked.writer)))


@words.command("filter")
@asking
def read_filter(asked: Asked) -> None:
    """Read TEXT as a filter and write it back, or mark the mistake at its place."""
    for line in asked.lines:
        try:
            asked.tell(line, {"filter": write(parse(line)), "mistake": None}, write(parse(line)))
        except Mistake as mistake:
            told = {"position": mistake.position, "length": mistake.length, "reason": mistake.reason}
            mark = " " * mistake.position + "^" * mistake.length
            words_told = f"{line}\n{mark}\n{mistake.reason} {mistake.possible}".rstrip()
            asked.tell(line, {"filter": None, "mistake": told | {"expected": mistake.expected}}, words_told)


def tell_answer(asked: Asked, line: str, answer: Answer) -> None:
    if answer.refused:
        asked.tell(line, answer.as_json(), f"{line}: {answer.refused}")
        return
    repeat = answer.repeat
    rule = f"  {repeat.rule.text()} from {repeat.start} by the {repeat.anchor}" if repeat else ""
    asked.tell(line, answer.as_json(), f"{due_words(answer.due)}{rule}")


def lines_of(text: str | None, file: TextIO | None) -> Iterator[str]:
    if (text is None) == (file is None):
        raise click.UsageError("Give a text, or a file of lines with --file.")
    if text is not None:
        yield text
    else:
        assert file is not None
        yield from (line.rstrip("\r\n") for line in file if line.strip())


def writer_of(now: str | None, zone: str, order: str | None, language: str) -> Writer:
    if not is_zone(zone):
        raise click.BadParameter(f"“{zone}” is not a time zone Primo knows.", param_hint="--zone")
    here = ZoneInfo(zone)
    try:
        moment = datetime.fromisoformat(now) if now else datetime.now(here)
    except ValueError:
        raise click.BadParameter("Write it like 2026-05-17T09:00.", param_hint="--now") from None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=here)
    return Writer(
        moment, here, "dmy" if (order or ("mdy" if language == "en" else "dmy")) == "dmy" else "mdy", language
    )


def read_due_option(text: str, writer: Writer) -> Due | None:
    try:
        return due_from_text(text, writer.zone) if text.strip() else None
    except Invalid as fault:
        raise click.BadParameter(fault.errors["due"][0], param_hint="--due") from None


def in_words(reading: Reading) -> str:
    """Return a reading as lines: the title, then a line for each thing understood or refused."""
    repeat = reading.repeat
    lines = [reading.title]
    lines += [f"  due       {due_words(reading.due)}"] if reading.due else []
    lines += [f"  start     {reading.start}"] if reading.start else []
    lines += [f"  repeat    {repeat.rule.text()} from {repeat.start} by the {repeat.anchor}"] if repeat else []
    lines += [f"  remind    {json.dumps(reminder.as_json())}" for reminder in reading.reminders]
    lines += [f"  priority  {reading.priority}"] if reading.priority else []
    lines += [f"  project   {reading.project.name}"] if reading.project else []
    lines += [f"  label     {name.name}" for name in reading.labels]
    lines += [f"  person    {name.name}" for name in reading.people]
    lines += [f"  note      {reading.description}"] if reading.description else []
    lines += [f"  refused   “{reading.text[no.start : no.end]}”: {no.reason}" for no in reading.refusals]
    return "\n".join(lines)


def due_words(due: Due | None) -> str:
    if due is None:
        return "never"
    clock = f" {due.time:%H:%M} {due.zone or 'wherever you are'}" if due.time else ""
    return f"{due.date:%a} {due.date.isoformat()}{clock}"
