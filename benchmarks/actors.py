"""Cost of finding actors beside parsing, and of resolving against many stored actors.

`python -m benchmarks.actors [--stored 100000] [--folder FOLDER]` reads the sample articles of `seeds` (or `.txt` files
of a folder), and prints the share of the parser's time that actors and places cost, and milliseconds a mention to join
unknown names to stored actors.
"""

import argparse
import random
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from benchmarks.making import made_article
from domain.actors import Actor, ActorKind
from domain.identifiers import content_id
from extractors.actors import NoKnownActors, find_actors, last_name_key, load_actor_book, name_key
from extractors.actors.known import join_known
from extractors.parsing import load_parser
from extractors.places import find_places, load_gazetteer

_SEEDS = Path(__file__).resolve().parents[1] / "seeds"
_SYLLABLES = (
    "ka ri mo sa ne lu to ba di fe gu ho ja ko le ma ni pa ra si ta vo ze shi cha kha gha bra stan ov ski".split()
)
_LOOKED_UP = 2_000
_CEILING_SHARE = 0.40  # of the parser's time
_CEILING_MS = 2.0  # a mention


class Stored:
    """Many actors by the key of their last names, as a database snapshot gives them."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self._under: dict[str, list[Actor]] = defaultdict(list)
        for actor in actors:
            self._under[last_name_key(actor.name)].append(actor)

    def named(self, key: str) -> Iterable[Actor]:
        return self._under.get(key, ())


def made_up_people(count: int, seed: int = 7) -> list[Actor]:
    """People with names made of syllables; last names repeat as they do in life."""
    chance = random.Random(seed)
    surnames = ["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))).title() for _ in range(count // 20 + 1)]
    people = []
    for number in range(count):
        first = "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 3))).title()
        name = f"{first} {chance.choice(surnames)}"
        people.append(
            Actor(
                actor_id=content_id("person", name_key(name), number),
                name=name,
                kind=ActorKind.PERSON,
                country=None,
                sector=None,
                known=False,
            )
        )
    return people


def milliseconds_a_mention(stored: int) -> float:
    """Mean time to resolve an unknown name against so many stored actors."""
    people = made_up_people(stored)
    known = Stored(people)
    sought = random.Random(11).choices(people, k=_LOOKED_UP)
    started = time.perf_counter()
    for actor in sought:
        join_known(actor, known)
    return (time.perf_counter() - started) / _LOOKED_UP * 1000


def shares_of_parsing(texts: list[str]) -> tuple[float, float]:
    """What actors and places cost, each as a share of the parser's CPU time."""
    parser, book, gazetteer = load_parser(), load_actor_book(), load_gazetteer()
    list(parser.parse([(texts[0], "en")]))
    started = time.process_time()
    docs = list(parser.parse([(text, "en") for text in texts]))
    parsed = time.process_time() - started
    articles = [made_article(text) for text in texts]
    started = time.process_time()
    layers = [find_actors(doc, a, (), book, NoKnownActors()) for doc, a in zip(docs, articles, strict=True)]
    acted = time.process_time() - started
    started = time.process_time()
    for doc, a, layer in zip(docs, articles, layers, strict=True):
        find_places(doc, a, layer, gazetteer)
    return acted / parsed, (time.process_time() - started) / parsed


def main() -> int:
    """Exit code 1 where a ceiling is passed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--stored", type=int, default=100_000)
    options.add_argument("--folder", type=Path, default=_SEEDS)
    chosen = options.parse_args()
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(chosen.folder.rglob("*.txt"))]
    actors, places = shares_of_parsing(texts * max(1, 40 // max(len(texts), 1)))
    each = milliseconds_a_mention(chosen.stored)
    print(f"actors   {actors:6.1%} of parsing (ceiling {_CEILING_SHARE:.0%})")
    print(f"places   {places:6.1%} of parsing")
    print(f"joining  {each:6.3f} ms a mention against {chosen.stored:,} stored actors (ceiling {_CEILING_MS} ms)")
    return int(actors > _CEILING_SHARE or each > _CEILING_MS)


if __name__ == "__main__":
    raise SystemExit(main())
