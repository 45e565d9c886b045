"""What the documents point to exists, and what they promise to testers is in the templates."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(document: Path) -> None:
    assert [link for link in LINK.findall(document.read_text()) if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_of_make_exists(document: Path) -> None:
    commands = set(re.findall(r"\bmake ([a-z-]+)(?=[`\s])", "\n".join(code_of(document.read_text()))))
    known = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert commands - known == set()


def test_every_folder_of_the_map_exists() -> None:
    named = re.findall(r"`((?:app|templates|static|tests)/[\w/.]*)`", (ROOT / "docs/architecture.md").read_text())
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_package_stands_on_the_map() -> None:
    page = (ROOT / "docs/architecture.md").read_text()
    packages = [path.name for path in (ROOT / "app").iterdir() if (path / "__init__.py").exists()]
    assert len(packages) > 20
    assert [name for name in packages if f"`app/{name}/`" not in page] == []


def test_the_regions_promised_to_testers_are_those_of_the_templates() -> None:
    guide = (ROOT / "docs/testers.md").read_text().partition("## Regions")[2]
    promised = {
        name for row in re.findall(r"^\| (`.*?) \|", guide, re.MULTILINE) for name in re.findall(r"`([\w-]+)`", row)
    }
    templates = "".join(path.read_text() for path in (ROOT / "templates").rglob("*.html"))
    kept = set(re.findall(r'data-testid="([\w-]+)"', templates)) | {"version-mine", "version-theirs"}
    assert promised - {"data-testid"} - kept == set()


def code_of(text: str) -> list[str]:
    return re.findall(r"```sh\n(.*?)```", text, re.DOTALL) + [f"{code} " for code in re.findall(r"`([^`\n]+)`", text)]
