"""The documentation speaks of things that exist."""

import re
from pathlib import Path

import pytest

from flows.cli.main import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")), ROOT / "seeds" / "README.md"]
_LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
_CALL = re.compile(r"^\s*(?:\$ |\w+=\S+ )?eventwire ([a-z]+)", re.MULTILINE)
_TARGET = re.compile(r"`make ([a-z]+)`|^make ([a-z]+)", re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    broken = [link for link in _LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / link).exists()]
    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_command_that_is_shown_exists(page: Path) -> None:
    unknown = set(_CALL.findall(page.read_text(encoding="utf-8"))) - set(COMMANDS)
    assert unknown == set()


def test_every_target_that_the_readme_names_is_in_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {one or other for one, other in _TARGET.findall((ROOT / "README.md").read_text(encoding="utf-8"))}
    assert named <= targets


def test_the_readme_leads_to_every_page() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    missing = [page.name for page in (ROOT / "docs").glob("*.md") if f"docs/{page.name}" not in readme]
    assert missing == []


def test_every_seed_file_is_described() -> None:
    described = (ROOT / "seeds" / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in (ROOT / "seeds").iterdir() if path.is_file() and path.name not in described] == [
        "README.md"
    ]
