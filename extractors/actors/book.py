"""What we know of actors beforehand: states, bodies, people and their offices, and the words that speak of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from domain.actors import Actor, ActorKind, Office, Sector
from extractors.actors.foreign import ForeignNames, load_foreign_names
from extractors.actors.names import folded, last_name_key, name_key
from extractors.actors.naming import AgentNoun, How, Life, Naming, Title
from extractors.actors.phrases import Case, PhraseTable, case_of
from extractors.actors.records import DATA, Row, rows
from extractors.places.table import countries_of_towns

STATES = ("actor_id", "name", "capitals", "demonyms", "aliases")
TERRITORIES = ("actor_id", "name", "country", "capitals", "demonyms", "aliases")
BLOCS = ("actor_id", "name", "aliases", "members")
PEOPLES = ("actor_id", "name", "adjectives", "plurals", "country", "sector")
BODY_WORDS = ("word", "kind", "sector")
METONYMS = ("name", "actor_id", "kind", "country", "sector")
IGOS = ("actor_id", "name", "country", "sector", "aliases", "members", "valid_from", "valid_to")
ORGANISATIONS = ("actor_id", "name", "kind", "country", "sector", "aliases", "valid_from", "valid_to")
PERSONS = ("actor_id", "name", "country", "sector", "aliases", "gender", "born", "died")
OFFICES = (
    "office_id",
    "actor_id",
    "role",
    "title",
    "country",
    "organisation",
    "held_from",
    "held_to",
    "acting",
)
AGENTS = ("noun", "sector", "sense", "body")
TITLES = ("title", "role", "sector", "use", "gender")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorBook:
    """All that we know of actors beforehand."""

    actors: Mapping[str, Actor]
    names: PhraseTable[Naming] = field(default_factory=PhraseTable)
    agents: PhraseTable[AgentNoun] = field(default_factory=PhraseTable)
    titles: PhraseTable[Title] = field(default_factory=PhraseTable)
    offices: Mapping[str, tuple[Office, ...]] = field(default_factory=dict)  # by country or organisation
    terms: Mapping[str, tuple[Office, ...]] = field(default_factory=dict)  # by actor
    people: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # actor_ids by the sound of the last name
    lives: Mapping[str, Life] = field(default_factory=dict)  # by actor_id
    adjectives: Mapping[str, str] = field(default_factory=dict)  # country -> "Iranian"
    foreign: Mapping[str, ForeignNames] = field(default_factory=dict)  # by language
    body_words: Mapping[str, tuple[ActorKind, Sector | None]] = field(default_factory=dict)  # "party" -> PARTY, PTY
    outlets: frozenset[str] = frozenset()  # folded names of private news outlets
    cabinets: frozenset[str] = (
        frozenset()
    )  # countries that the head of government leads, the head of state only represents
    towns: Mapping[str, str] = field(default_factory=dict)  # folded name of a big town or region -> country
    settlements: Mapping[str, bool] = field(default_factory=dict)  # of any town or region -> whether it is a region


def load_actor_book(folder: Path = DATA) -> ActorBook:
    """The knowledge files, validated.

    Raises KnowledgeError, naming file and line of what is wrong.
    """
    draft = _Draft()
    for load in (_states, _territories, _blocs, _peoples, _igos, _organisations, _metonyms, _persons):
        load(draft, folder)
    towns, settlements = countries_of_towns()
    offices = tuple(_office(row) for row in rows("offices.csv", OFFICES, folder=folder))
    return ActorBook(
        actors=draft.actors,
        names=draft.names,
        agents=_agents(folder),
        titles=_titles(folder),
        offices=_grouped((key, office) for office in offices for key in (office.country, office.organisation) if key),
        terms=_grouped((office.actor_id, office) for office in offices),
        people={key: tuple(dict.fromkeys(ids)) for key, ids in draft.people.items()},
        lives=draft.lives,
        adjectives=draft.adjectives,
        foreign=load_foreign_names(folder),
        body_words={
            row.wanted("word"): (row.kind(), row.sector()) for row in rows("body_words.csv", BODY_WORDS, folder=folder)
        },
        outlets=frozenset(folded(row.wanted("name")) for row in rows("outlets.csv", ("name",), folder=folder)),
        cabinets=frozenset(row.wanted("country") for row in rows("cabinets.csv", ("country",), folder=folder)),
        towns=towns,
        settlements=settlements,
    )


class _Draft:
    """The book while it is being read."""

    def __init__(self) -> None:
        self.actors: dict[str, Actor] = {}
        self.names: PhraseTable[Naming] = PhraseTable()
        self.people: dict[str, list[str]] = defaultdict(list)
        self.lives: dict[str, Life] = {}
        self.adjectives: dict[str, str] = {}

    def add(self, row: Row, actor: Actor, how: How = How.NAME) -> None:
        if actor.actor_id in self.actors:
            raise row.wrong(f"the actor_id {actor.actor_id} stands in the files twice")
        self.actors[actor.actor_id] = actor
        for name in (actor.name, *actor.names):
            self.names.add(name, Naming(actor.actor_id, how), case=case_of(name))


def _states(draft: _Draft, folder: Path) -> None:
    for row in rows("states.csv", STATES, folder=folder):
        actor_id = row.wanted("actor_id")
        country = actor_id.removeprefix("state:")
        draft.add(
            row,
            Actor(
                actor_id=actor_id,
                name=row.wanted("name"),
                kind=ActorKind.STATE,
                country=country,
                sector=Sector.GOV,
                names=row.several("aliases"),
            ),
        )
        _name_government(draft, row, actor_id)
        draft.adjectives[country] = next(iter(row.several("demonyms")), row["name"])


def _territories(draft: _Draft, folder: Path) -> None:
    for row in rows("territories.csv", TERRITORIES, folder=folder):
        actor_id = row.wanted("actor_id")
        actor = Actor(
            actor_id=actor_id,
            name=row.wanted("name"),
            kind=ActorKind.GOVERNMENT_BODY,
            country=row.wanted("country"),
            sector=Sector.GOV,
            names=row.several("aliases"),
        )
        draft.add(row, actor)
        _name_government(draft, row, actor_id)


def _name_government(draft: _Draft, row: Row, actor_id: str) -> None:
    """Adds the words for a state's or territory's people and for the city where it governs."""
    for demonym in row.several("demonyms"):
        draft.names.add(demonym, Naming(actor_id, How.DEMONYM), case=Case.CAPITAL)
    for capital in row.several("capitals"):
        draft.names.add(capital, Naming(actor_id, How.CAPITAL), case=Case.CAPITAL)


def _blocs(draft: _Draft, folder: Path) -> None:
    for row in rows("blocs.csv", BLOCS, folder=folder):
        members = tuple(f"state:{country}" for country in row.several("members"))
        for member in members:
            if member not in draft.actors:
                raise row.wrong(f"the member {member} is no state that we know")
        actor = Actor(
            actor_id=row.wanted("actor_id"),
            name=row.wanted("name"),
            kind=ActorKind.OTHER,
            country=None,
            sector=Sector.GOV,
            names=row.several("aliases"),
            members=members,
        )
        draft.add(row, actor)


def _peoples(draft: _Draft, folder: Path) -> None:
    for row in rows("peoples.csv", PEOPLES, folder=folder):
        actor_id = row.wanted("actor_id")
        draft.actors[actor_id] = Actor(
            actor_id=actor_id,
            name=row.wanted("name"),
            kind=ActorKind.GROUP,
            country=row["country"] or None,
            sector=row.sector(),
            names=row.several("plurals"),
        )
        for adjective in row.several("adjectives"):
            draft.names.add(adjective, Naming(actor_id, How.PEOPLE), case=Case.CAPITAL)
        for plural in row.several("plurals"):
            draft.names.add(plural, Naming(actor_id, How.NAME), case=Case.CAPITAL)


def _igos(draft: _Draft, folder: Path) -> None:
    for row in rows("igos.csv", IGOS, folder=folder):
        actor = Actor(
            actor_id=row.wanted("actor_id"),
            name=row.wanted("name"),
            kind=ActorKind.IGO,
            country=row["country"] or None,
            sector=row.sector(),
            names=row.several("aliases"),
            members=tuple(f"state:{country}" for country in row.several("members")),
        )
        draft.add(row, actor)


def _organisations(draft: _Draft, folder: Path) -> None:
    for row in rows("organisations.csv", ORGANISATIONS, folder=folder):
        actor = Actor(
            actor_id=row.wanted("actor_id"),
            name=row.wanted("name"),
            kind=row.kind(),
            country=row["country"] or None,
            sector=row.sector(),
            names=row.several("aliases"),
        )
        draft.add(row, actor)
        if actor.kind is ActorKind.PARTY:  # "Republican lawmakers": the adjective of "Republicans"
            for name in actor.names:
                if name.endswith("s") and " " not in name and not name.isupper():
                    draft.names.add(name[:-1], Naming(actor.actor_id, How.PARTY), case=Case.CAPITAL)


def _metonyms(draft: _Draft, folder: Path) -> None:
    for row in rows("metonyms.csv", METONYMS, folder=folder):
        actor_id, name = row.wanted("actor_id"), row.wanted("name")
        if actor_id not in draft.actors:
            draft.actors[actor_id] = Actor(
                actor_id=actor_id,
                name=name,
                kind=row.kind(),
                country=row["country"] or None,
                sector=row.sector(),
            )
        how = How.CAPITAL if name == "Brussels" else How.PALACE
        draft.names.add(name, Naming(actor_id, how), case=Case.CAPITAL)


def _persons(draft: _Draft, folder: Path) -> None:
    for row in rows("persons.csv", PERSONS, folder=folder):
        actor = Actor(
            actor_id=row.wanted("actor_id"),
            name=row.wanted("name"),
            kind=ActorKind.PERSON,
            country=row["country"] or None,
            sector=row.sector(),
            names=row.several("aliases"),
        )
        draft.add(row, actor, How.PERSON)
        draft.lives[actor.actor_id] = Life(gender=row["gender"], born=row.day("born"), died=row.day("died"))
        for name in (actor.name, *actor.names):
            draft.people[last_name_key(name)].append(actor.actor_id)
            draft.people[name_key(name).split(" ")[0]].append(actor.actor_id)


def _office(row: Row) -> Office:
    if row["acting"] not in ("0", "1", ""):
        raise row.wrong(f"acting is 0 or 1, not {row['acting']!r}")
    held_from, held_to = row.day("held_from"), row.day("held_to")
    if held_from and held_to and held_to < held_from:
        raise row.wrong(f"held from {held_from} to {held_to}")
    return Office(
        office_id=row.wanted("office_id"),
        actor_id=row.wanted("actor_id"),
        role=row.wanted("role"),
        title=row.wanted("title"),
        country=row["country"] or None,
        organisation=row["organisation"] or None,
        held_from=held_from,
        held_to=held_to,
        acting=row["acting"] == "1",
    )


def _grouped(pairs: Iterable[tuple[str, Office]]) -> dict[str, tuple[Office, ...]]:
    groups: dict[str, list[Office]] = defaultdict(list)
    for key, office in pairs:
        groups[key].append(office)
    return {key: tuple(group) for key, group in groups.items()}


def _agents(folder: Path) -> PhraseTable[AgentNoun]:
    table: PhraseTable[AgentNoun] = PhraseTable()
    for row in rows("agents.csv", AGENTS, folder=folder):
        sector = row.sector()
        if sector is None or row["sense"] not in ("state", "group", "person", "body"):
            raise row.wrong("an agent noun wants a sector and a sense: state, group, person or body")
        table.add(row.wanted("noun"), AgentNoun(row["noun"], sector, row["sense"], row["body"]))
    return table


def _titles(folder: Path) -> PhraseTable[Title]:
    table: PhraseTable[Title] = PhraseTable()
    for row in rows("titles.csv", TITLES, folder=folder):
        if row["use"] not in ("office", "rank", "honorific") or row["gender"] not in ("m", "f", ""):
            raise row.wrong("a title wants a use (office, rank, honorific) and a gender (m, f or none)")
        table.add(row.wanted("title"), Title(row["title"], row["role"], row.sector(), row["use"], row["gender"]))
    return table
