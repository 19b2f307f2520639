"""The knowledge files of actors hold enough, and nothing that contradicts itself."""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from domain.actors import ActorKind, Office, Sector
from extractors.actors import ActorBook, load_actor_book
from extractors.actors.check import check_actor_files
from extractors.actors.records import DATA

TODAY = date(2026, 11, 22)
OWN_FILES = ("igos.csv", "organisations.csv", "persons.csv", "offices.csv")
ONE_HOLDER = ("head_of_state", "head_of_government", "foreign_minister", "defence_minister")
CO_RULERS: frozenset[str] = frozenset()  # states with two heads of state at once, such as San Marino or Andorra


def table(name: str) -> list[Mapping[str, str]]:
    lines = (DATA / name).read_text("utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@pytest.fixture(scope="module")
def book() -> ActorBook:
    return load_actor_book()


@pytest.fixture(scope="module")
def offices(book: ActorBook) -> list[Office]:
    return [office for terms in book.terms.values() for office in terms]


def test_the_files_pass_their_own_check() -> None:
    assert check_actor_files() == ()


@pytest.mark.parametrize("name", OWN_FILES)
def test_a_file_names_origin_and_licence_and_is_sorted_with_ids_once(name: str) -> None:
    text = (DATA / name).read_text("utf-8")
    assert "Origin:" in text.split("\n\n")[0]
    assert "CC0" in text
    ids = [next(iter(row.values())) for row in table(name)]
    assert ids == sorted(ids)
    assert len(ids) == len(set(ids))


def test_at_least_120_igos_and_alliances_have_members() -> None:
    rows = table("igos.csv")
    assert sum(1 for row in rows if row["members"]) >= 120
    assert all(re.fullmatch(r"[A-Z]{3}", member) for row in rows for member in row["members"].split("|") if member)


def test_members_of_well_known_alliances_are_as_many_as_they_should_be() -> None:
    members = {row["actor_id"]: len(row["members"].split("|")) for row in table("igos.csv")}
    wanted = {
        "igo:un": 193,
        "igo:eu": 27,
        "igo:nato": 32,
        "igo:g7": 7,
        "igo:gcc": 6,
        "igo:asean": 11,
        "igo:african-union": 55,
    }
    assert {name: members[name] for name in wanted} == wanted


def test_at_least_250_bodies_of_the_kinds_that_the_news_names() -> None:
    rows = table("organisations.csv")
    kinds = Counter(ActorKind(row["kind"]) for row in rows)
    assert len(rows) >= 250
    assert kinds[ActorKind.ARMED_GROUP] >= 80
    assert kinds[ActorKind.PARTY] >= 80
    assert kinds[ActorKind.MILITARY] >= 30
    assert kinds[ActorKind.MEDIA] >= 30
    assert sum(1 for row in rows if row["sector"] == Sector.SPY) >= 20
    assert all(row["actor_id"].startswith(f"{row['kind']}:") for row in rows)


def test_heads_and_ministers_of_at_least_60_states_since_2015(offices: list[Office]) -> None:
    since = date(2015, 1, 1)
    states = defaultdict(set)
    for office in offices:
        if office.country and (office.held_to is None or office.held_to >= since):
            states[office.role].add(office.country)
    heads = states["head_of_state"] | states["head_of_government"] | states["supreme_leader"]
    assert len(heads) >= 100
    assert len(states["foreign_minister"]) >= 60
    assert len(states["defence_minister"]) >= 60


def test_terms_do_not_run_backward_nor_begin_in_the_future(offices: list[Office]) -> None:
    for office in offices:
        assert office.held_from is None or office.held_from <= TODAY, office.office_id
        if office.held_from and office.held_to:
            assert office.held_from <= office.held_to, office.office_id


def test_nobody_holds_an_office_after_death(book: ActorBook, offices: list[Office]) -> None:
    for office in offices:
        life = book.lives.get(office.actor_id)
        if life is not None and life.died is not None:
            assert office.held_to is not None, office.office_id
            assert office.held_to <= life.died, office.office_id


@pytest.mark.parametrize("role", ONE_HOLDER)
def test_no_two_hold_one_office_at_once(offices: list[Office], role: str) -> None:
    held: dict[str, list[Office]] = defaultdict(list)
    for office in offices:
        if office.role == role and office.country and not office.acting and office.country not in CO_RULERS:
            held[office.country].append(office)
    for terms in held.values():
        terms.sort(key=lambda office: office.held_from or date.min)
        for one, other in pairwise(terms):
            assert one.held_to is not None, f"{one.office_id} goes on beside {other.office_id}"
            assert other.held_from is not None, other.office_id
            assert one.held_to <= other.held_from, f"{one.office_id} and {other.office_id}"


@pytest.mark.parametrize(
    ("country", "role", "day", "holder"),
    [
        ("IRN", "head_of_government", date(2024, 5, 1), "person:ebrahim-raisi"),
        ("IRN", "head_of_government", date(2024, 6, 15), "person:mohammad-mokhber"),
        ("IRN", "head_of_government", date(2024, 11, 20), "person:masoud-pezeshkian"),
        ("IRN", "foreign_minister", date(2024, 7, 1), "person:ali-bagheri-kani"),
        ("QAT", "head_of_state", date(2024, 11, 20), "person:tamim-bin-hamad-al-thani"),
        ("QAT", "head_of_government", date(2024, 11, 20), "person:mohammed-bin-abdulrahman-al-thani"),
        ("USA", "head_of_state", date(2019, 1, 1), "person:donald-trump"),
        ("GBR", "head_of_government", date(2022, 10, 1), "person:liz-truss"),
        ("SYR", "head_of_state", date(2024, 12, 1), "person:bashar-al-assad"),
        ("KOR", "head_of_state", date(2025, 7, 1), "person:lee-jae-myung"),
    ],
)
def test_who_held_an_office_on_a_day(offices: list[Office], country: str, role: str, day: date, holder: str) -> None:
    found = {
        office.actor_id
        for office in offices
        if (office.country, office.role) == (country, role)
        and (office.held_from or date.min) <= day < (office.held_to or date.max)
    }
    assert found == {holder}


def test_the_documentation_of_adding_knowledge_names_every_file() -> None:
    page = (Path(__file__).resolve().parents[3] / "docs" / "adding-knowledge.md").read_text("utf-8")
    assert not [name for name in OWN_FILES if name not in page]
