"""Tables of cases: names, offices by date, phrases, mentions in sentences, coreference."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.making import made_article
from domain.actors import ActorLayer, Mention
from extractors.actors import NoKnownActors, find_actors, name_score
from flows.extraction import Knowledge

CASES = Path(__file__).parent / "cases"
_LEAST = {"same": (0.9, 1.0), "maybe": (0.5, 1.0), "apart": (0.0, 0.5)}
_DEFAULT_DAY = "2024-06-20"


def rows(name: str) -> list[tuple[str, ...]]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]


@pytest.fixture(scope="module")
def layers(knowledge: Knowledge) -> dict[tuple[str, str], ActorLayer]:
    """The layers of all texts of the tables, by text and day; parsed as one batch."""
    texts = [(text, day) for text, day, _ in rows("offices.tsv")]
    texts += [(text, _DEFAULT_DAY) for text, _ in rows("phrases.tsv")]
    texts += [(text, day if day != "-" else _DEFAULT_DAY) for text, day, _, _ in rows("sentences.tsv")]
    texts += [(text, coreference_day(text)) for text, _, _, _ in rows("coreference.tsv")]
    texts = list(dict.fromkeys(texts))
    docs = knowledge.parser.parse([(text, "en") for text, _ in texts])
    found = {}
    for (text, day), doc in zip(texts, docs, strict=True):
        found[text, day] = find_actors(doc, made_article(text, day=day), (), knowledge.book, NoKnownActors())
    return found


def coreference_day(text: str) -> str:
    return "2024-11-21" if "Pezeshkian" in text or "Araghchi" in text else "2023-06-20"


def ids_of(layer: ActorLayer) -> set[str]:
    return {actor_id for mention in layer.mentions for actor_id in mention.actor_ids}


def described(layer: ActorLayer, ids: set[str]) -> Iterator[str]:
    for actor in layer.actors:
        if actor.actor_id in ids:
            yield actor.actor_id
            yield f"{actor.country or '-'}/{actor.sector.value if actor.sector else '-'}"


def is_right(layer: ActorLayer, mention: Mention | None, wanted: str) -> bool:
    if mention is None:
        return wanted == "absent"
    if wanted in ("nobody", "absent"):
        return wanted == "nobody" and not mention.actor_ids
    return wanted in set(described(layer, set(mention.actor_ids)))


@pytest.mark.parametrize(("one", "other", "verdict"), rows("names.tsv"))
def test_two_names_are_of_one_person_or_not(one: str, other: str, verdict: str) -> None:
    low, high = _LEAST[verdict]
    assert low <= name_score(one, other) <= high
    assert name_score(one, other) == name_score(other, one)


@pytest.mark.model
@pytest.mark.parametrize(("text", "day", "wanted"), rows("offices.tsv"))
def test_an_office_is_its_holder_on_the_day(
    text: str, day: str, wanted: str, layers: dict[tuple[str, str], ActorLayer]
) -> None:
    assert ids_of(layers[text, day]) == {wanted}


@pytest.mark.model
@pytest.mark.parametrize(("text", "wanted"), rows("phrases.tsv"))
def test_a_phrase_alone_gives_its_actor(text: str, wanted: str, layers: dict[tuple[str, str], ActorLayer]) -> None:
    layer = layers[text, _DEFAULT_DAY]
    assert wanted in set(described(layer, ids_of(layer)))


@pytest.mark.model
@pytest.mark.parametrize(("text", "day", "words", "wanted"), rows("sentences.tsv"))
def test_a_mention_in_its_sentence_resolves(
    text: str, day: str, words: str, wanted: str, layers: dict[tuple[str, str], ActorLayer]
) -> None:
    layer = layers[text, day if day != "-" else _DEFAULT_DAY]
    mention = next((m for m in reversed(layer.mentions) if m.text == words), None)
    assert is_right(layer, mention, wanted), [(m.text, m.actor_ids, m.reason) for m in layer.mentions]


@pytest.mark.model
@pytest.mark.parametrize(("text", "words", "nth", "wanted"), rows("coreference.tsv"))
def test_words_that_take_up_an_actor_resolve(
    text: str, words: str, nth: str, wanted: str, layers: dict[tuple[str, str], ActorLayer]
) -> None:
    layer = layers[text, coreference_day(text)]
    start = [found.start() for found in re.finditer(rf"\b{re.escape(words)}\b", text)][int(nth) - 1]
    mention = next((m for m in layer.mentions if m.span.start == start and m.text == words), None)
    assert is_right(layer, mention, wanted), [(m.text, m.actor_ids, m.reason) for m in layer.mentions]


@pytest.mark.model
def test_mentions_quote_the_text_and_never_overlap(layers: dict[tuple[str, str], ActorLayer]) -> None:
    for (text, _), layer in layers.items():
        spans = [mention.span for mention in layer.mentions]
        assert all(mention.span.quote(text) == mention.text for mention in layer.mentions)
        assert all(mention.span.contains(mention.head) for mention in layer.mentions)
        assert all(one.end <= other.start for one, other in pairwise(spans))


@pytest.mark.model
def test_every_id_of_a_mention_is_an_actor_of_the_layer(layers: dict[tuple[str, str], ActorLayer]) -> None:
    for layer in layers.values():
        listed = {actor.actor_id for actor in layer.actors}
        assert ids_of(layer) <= listed


@pytest.mark.model
def test_an_unresolved_mention_says_why(layers: dict[tuple[str, str], ActorLayer]) -> None:
    for layer in layers.values():
        assert all(mention.actor_ids or mention.reason for mention in layer.mentions)


def test_the_tables_are_as_large_as_promised() -> None:
    names = ("names.tsv", "offices.tsv", "phrases.tsv", "sentences.tsv")
    assert sum(len(rows(name)) for name in names) >= 250
    assert len(rows("coreference.tsv")) >= 60
