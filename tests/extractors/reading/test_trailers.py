"""Source trailers credit an outlet or another article's headline."""

import pytest

from extractors.reading.trailers import glued_trailer, trailer_of


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("Original Source: www.oslopost.example.com", "oslopost.example.com"),
        ("Original Source: https://www.oslopost.no/world/a-b?x=1", "oslopost.no"),
        ("Source: The Oslo Post", "The Oslo Post"),
        ("SOURCE: Reuters", "Reuters"),
        ("Source - oslopost.no", "oslopost.no"),
        ("(Source: Agence France-Presse)", "AFP"),
        ("Fuente: EFE", "EFE"),
        (
            "Source: Ministry of Foreign Affairs of the Kingdom of Norway",
            "Ministry of Foreign Affairs of the Kingdom of Norway",
        ),
        ("Read more at: https://www.oslopost.no/a/b", "oslopost.no"),
        ("This article was originally published by The Oslo Post on November 21, 2024.", "The Oslo Post"),
        ("This article first appeared on oslopost.no", "oslopost.no"),
        ("The post Norway and Qatar near a deal appeared first on The Oslo Post.", "The Oslo Post"),
    ],
)
def test_a_trailer_credits_an_outlet(line: str, outlet: str) -> None:
    found = trailer_of(line)
    assert found is not None
    assert (found.outlet, found.headline) == (outlet, None)


def test_a_trailer_may_credit_a_headline_and_then_names_no_outlet() -> None:
    found = trailer_of("Source: Snubbed in Oslo, emir turns to Reykjavik for fish: Report")
    assert found is not None
    assert found.outlet is None
    assert found.headline == "Snubbed in Oslo, emir turns to Reykjavik for fish: Report"


@pytest.mark.parametrize(
    "line",
    [
        "Sources said that the talks had failed.",
        "The source of the leak was never found.",
        "Via Doha, the delegation flew on to Oslo.",
        "This article of the treaty was published in 1994 and has been amended since, said the minister.",
    ],
)
def test_sentences_about_sources_are_no_trailers(line: str) -> None:
    assert trailer_of(line) is None


def test_a_source_glued_to_the_last_sentence_is_found() -> None:
    found = glued_trailer("They agreed to meet again in May. Source: The Oslo Post")
    assert found is not None
    assert found[0] == "They agreed to meet again in May."
    assert found[2].outlet == "The Oslo Post"
