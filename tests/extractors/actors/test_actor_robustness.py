"""Odd texts: whatever comes, the layer keeps its promises."""

from itertools import pairwise

import pytest
from test_actor_cases import ids_of

from benchmarks.making import made_article
from extractors.actors import NoKnownActors, find_actors
from extractors.places import find_places
from flows.extraction import Knowledge

TEXTS = [
    "",
    "\n\n",
    "\U0001f600 US-led \u2014 \u201c\u201d",
    "U.S.",
    "President of",
    "the President of",
    "Iran -",
    "al-",
    "pro-Russian",
    "-backed",
    "His",
    "both",
    "(KIO)",
    "'s",
    "Iran's",
    "President,",
    "Minister of",
    "A GROUP OF DANISH LAWMAKERS HAS ASKED FOR TALKS WITH CHINESE OFFICIALS",
    "lawmakers danish group a of Iranian the and, and president Qatar's",
    "Turkey , Iran - backed militias and and the the president of of Iran",
]


@pytest.mark.model
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("day", [None, "2020-01-01"])
def test_an_odd_text_gives_a_layer_that_keeps_its_promises(text: str, day: str | None, knowledge: Knowledge) -> None:
    (doc,) = knowledge.parser.parse([(text, "en")])
    layer = find_actors(doc, made_article(text, day=day), (), knowledge.book, NoKnownActors())
    spans = [mention.span for mention in layer.mentions]
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(mention.text and mention.span.contains(mention.head) for mention in layer.mentions)
    assert all(mention.actor_ids or mention.reason for mention in layer.mentions)
    assert ids_of(layer) <= {actor.actor_id for actor in layer.actors}
    find_places(doc, made_article(text, day=day), layer, knowledge.gazetteer)
