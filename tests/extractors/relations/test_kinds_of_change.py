"""What kind of change an edit of one sentence is: by whether it changes a fact, the sense, or neither."""

import pytest

from domain.relations import RelationKind
from extractors.relations.facts import facts, same_sense
from extractors.relations.versions import changes, difference, kind_of_change

FERRY = (
    "The ferry sank off Bodrin on Monday. Divers found five bodies in the hull, police said. A sailor, Mila Roth, was "
    "rescued. The company will pay 1200 euros for the search."
)


@pytest.mark.parametrize(
    ("old", "new", "kind", "told"),
    [
        ("five bodies", "six bodies", RelationKind.CORRECTION, "facts: five -> six"),
        ("on Monday", "on Tuesday", RelationKind.CORRECTION, "facts: Monday -> Tuesday"),
        ("Mila Roth", "Mila Rothe", RelationKind.CORRECTION, "facts: Roth -> Rothe"),
        ("off Bodrin", "off Kastel", RelationKind.CORRECTION, "facts: Bodrin -> Kastel"),
        ("will pay", "will not pay", RelationKind.UPDATE, None),
        ("rescued", "arrested", RelationKind.UPDATE, None),
        ("five bodies", "5 bodies", RelationKind.COSMETIC, None),
        ("1200", "1,200", RelationKind.COSMETIC, None),
        ("the hull", "the hulll", RelationKind.COSMETIC, None),
        ("was rescued", "has been rescued", RelationKind.COSMETIC, None),
        ("Monday.", "Monday…", RelationKind.COSMETIC, None),
        ("The ferry", "BODRIN: The ferry", RelationKind.COSMETIC, None),
    ],
)
def test_an_edit_is_what_it_changes(old: str, new: str, kind: RelationKind, told: str | None) -> None:
    found = difference(FERRY, FERRY.replace(old, new))
    assert kind_of_change(found)[0] is kind
    if told:
        assert changes(found)[0] == told


def test_an_article_never_changed_against_itself() -> None:
    found = difference(FERRY, FERRY)
    assert not changes(found)
    assert kind_of_change(found)[0] is RelationKind.COSMETIC


def test_a_change_has_the_same_facts_seen_from_either_side() -> None:
    later = FERRY.replace("five", "six").replace("Bodrin", "Kastel")
    there, back = difference(FERRY, later), difference(later, FERRY)
    assert (there.facts_before, there.facts_after) == (back.facts_after, back.facts_before)
    assert kind_of_change(there)[0] is kind_of_change(back)[0]


def test_million_and_billion_are_facts_and_words_that_open_sentences_are_none() -> None:
    assert set(facts("People lost two million euros. Others lost people.")) == {"2", "million"}


def test_letters_that_changed_places_are_a_slip_and_another_word_is_none() -> None:
    assert same_sense("a recieved letter", "a received letter")
    assert not same_sense("a letter", "a ladder")
