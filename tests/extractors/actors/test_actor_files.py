"""Reading the knowledge files: what is wrong is named with file and line."""

import shutil
from pathlib import Path

import pytest

from domain.errors import KnowledgeError
from extractors.actors import check_actor_files, load_actor_book
from extractors.actors.records import DATA, rows


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_files_as_they_are_have_no_problems() -> None:
    assert check_actor_files() == ()


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "titles.csv").unlink()
    assert check_actor_files(folder) == ("titles.csv: the file is missing",)


def test_a_sector_that_plover_has_not_is_named_with_its_line(folder: Path) -> None:
    changed(folder / "agents.csv", "activist,OPP", "activist,XXX")
    with pytest.raises(KnowledgeError, match=r"agents\.csv:\d+: sector 'XXX' is none of"):
        load_actor_book(folder)


def test_an_actor_that_stands_twice_is_named(folder: Path) -> None:
    path = folder / "blocs.csv"
    path.write_text(path.read_text(encoding="utf-8") + "bloc:west,Again,,\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="bloc:west stands in the files twice"):
        load_actor_book(folder)


def test_a_file_without_origin_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x,y\n1,2\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="names no origin"):
        list(rows("a.csv", ("x", "y"), folder=tmp_path))


def test_a_term_that_ends_before_it_begins_is_refused(folder: Path) -> None:
    path = folder / "offices.csv"
    text = path.read_text(encoding="utf-8")
    text += "office:XXX:test,person:ali-khamenei,head_of_state,President,IRN,,2020-01-01,2019-01-01,0\n"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match="held from 2020-01-01 to 2019-01-01"):
        load_actor_book(folder)


def test_a_holder_that_is_no_actor_is_a_problem(folder: Path) -> None:
    path = folder / "offices.csv"
    line = "office:IRN:minister:nobody:1,person:nobody-at-all,minister,Minister,IRN,,2020-01-01,2021-01-01,0\n"
    path.write_text(path.read_text(encoding="utf-8") + line, encoding="utf-8")
    assert any("person:nobody-at-all" in problem for problem in check_actor_files(folder))
