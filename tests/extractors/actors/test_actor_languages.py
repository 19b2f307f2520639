"""Actors of texts without a parse."""

from dataclasses import replace

import pytest

from benchmarks.making import made_article
from domain.documents import Furniture, FurnitureKind
from extractors.actors import NoKnownActors, find_actors
from flows.extraction import Knowledge

CASES = [
    ("es", "El presidente iraní, Masud Pezeshkian, viajó a Catar.", "person:masoud-pezeshkian"),
    ("es", "El presidente Nicolás Maduro habló ayer.", "person:nicolas-maduro"),
    ("es", "El primer ministro israelí rechazó el plan.", "person:benjamin-netanyahu"),
    ("es", "Estados Unidos y la ONU criticaron la medida.", "state:USA"),
    ("es", "Estados Unidos y la ONU criticaron la medida.", "igo:un"),
    ("es", "Tropas rusas entraron en la ciudad.", "state:RUS"),
    ("es", "Pekín respondió con aranceles.", "state:CHN"),
    ("fr", "Le président russe Vladimir Poutine a reçu un émissaire.", "person:vladimir-putin"),
    ("fr", "Emmanuel Macron a rencontré le chancelier.", "person:emmanuel-macron"),
    ("fr", "L'Iran et les États-Unis négocient.", "state:USA"),
    ("fr", "L'Iran et les États-Unis négocient.", "state:IRN"),
    ("fr", "L'armée malienne a repris la ville.", "state:MLI"),
    ("fr", "Moscou dément ces accusations.", "state:RUS"),
    ("de", "Der Iran verhandelt mit Russland.", "state:RUS"),
    ("ru", "Россия и Иран подписали договор.", "state:IRN"),
    ("zh", "伊朗和美国举行会谈。", "state:USA"),
    ("pt", "O Brasil assinou o acordo.", "state:BRA"),
]


@pytest.mark.parametrize(("language", "text", "wanted"), CASES)
def test_actors_are_found_without_a_parse(language: str, text: str, wanted: str, knowledge: Knowledge) -> None:
    (doc,) = knowledge.parser.parse([(text, language)])
    layer = find_actors(
        doc, made_article(text, language=language, day="2024-11-21"), (), knowledge.book, NoKnownActors()
    )
    assert wanted in {actor_id for mention in layer.mentions for actor_id in mention.actor_ids}
    assert all(mention.span.quote(text) == mention.text for mention in layer.mentions)


def test_a_capital_behind_a_preposition_of_place_is_no_actor(knowledge: Knowledge) -> None:
    text = "La reunión se celebró en Pekín."
    (doc,) = knowledge.parser.parse([(text, "es")])
    assert find_actors(doc, made_article(text, language="es"), (), knowledge.book, NoKnownActors()).mentions == ()


def test_a_language_that_is_not_known_gives_nothing(knowledge: Knowledge) -> None:
    text = "Iran ja Venäjä"
    (doc,) = knowledge.parser.parse([(text, "und")])
    assert find_actors(doc, made_article(text, language="und"), (), knowledge.book, NoKnownActors()).actors == ()


@pytest.mark.parametrize(
    ("language", "dateline", "text"),
    [
        ("en", "SEOUL, Jan. 14 (Yonhap) --", "Ministers from Japan landed on Tuesday."),
        ("es", "Lima, 12 nov (EFE).-", "El presidente de Chile llegó el martes."),
    ],
)
def test_places_and_agencies_of_a_dateline_are_no_actors(
    language: str, dateline: str, text: str, knowledge: Knowledge
) -> None:
    whole = f"{dateline} {text}"
    (doc,) = knowledge.parser.parse([(whole, language)])
    piece = Furniture(kind=FurnitureKind.DATELINE, text=dateline, rule="dateline")
    stated = replace(made_article(whole, language=language, day="2024-11-21"), furniture=(piece,))
    layer = find_actors(doc, stated, (), knowledge.book, NoKnownActors())
    assert all(mention.span.start >= len(dateline) for mention in layer.mentions)
    assert layer.mentions
