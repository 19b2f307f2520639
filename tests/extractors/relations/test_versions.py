"""Versions of one address: the kind of change, and the changed sentences, numbers and names."""

import pytest
from relation_cases import make

from domain.documents import Article
from domain.relations import Relation, RelationKind
from extractors.relations import MemoryArticleIndex, fingerprint, relate

URL = "https://skarenpost.example/accord"
TEXT = (
    "The coast guards signed an accord on Tuesday in Kalleby. It will send 36 officers to a common centre. "
    "Ingrid Solvang praised the crews. The paper runs for six years."
)
CHANGES = {
    "quotes and spaces": (TEXT.replace(". ", ".\n\n"), RelationKind.COSMETIC),
    "a number": (TEXT.replace("36", "39"), RelationKind.CORRECTION),
    "a name": (TEXT.replace("Solvang", "Solberg"), RelationKind.CORRECTION),
    "a notice": (TEXT + " Correction: An earlier version of this article misstated the day.", RelationKind.CORRECTION),
    "more text": (
        TEXT + " Boat owners in Port Denholm want damages. A hotline has been set up since.",
        RelationKind.EXPANSION,
    ),
    "other text": (
        "The coast guards signed an accord on Tuesday in Kalleby. Parliament threw it out on Friday by 61 votes to 58. "
        "Tomas Hrebec offered to step down. A crowd gathered before the palace in Zelenice.",
        RelationKind.UPDATE,
    ),
    "a reworded sentence": (TEXT.replace("praised the crews", "scolded the crews"), RelationKind.UPDATE),
}


def version_relation(before: Article, after: Article) -> Relation:
    index = MemoryArticleIndex()
    index.add(fingerprint(before), before.text)
    (relation,) = relate(fingerprint(after), index, after.text)
    return relation


@pytest.mark.parametrize("change", CHANGES)
def test_each_change_has_its_kind(change: str) -> None:
    text, kind = CHANGES[change]
    relation = version_relation(make(TEXT, url=URL), make(text, url=URL))
    assert relation.kind is kind
    assert relation.reason.startswith("same address")


def test_a_correction_tells_the_old_and_the_new_number_and_the_sentence() -> None:
    relation = version_relation(make(TEXT, url=URL), make(TEXT.replace("36", "39"), url=URL))
    assert relation.changes == (
        "facts: 36 -> 39",
        "changed: It will send 36 officers to a common centre. -> It will send 39 officers to a common centre.",
    )


def test_without_the_earlier_text_a_change_is_an_update_that_says_so() -> None:
    index = MemoryArticleIndex()
    index.add(fingerprint(make(TEXT, url=URL)))
    later = make(TEXT.replace("36", "39"), url=URL)
    (relation,) = relate(fingerprint(later), index, later.text)
    assert relation.kind is RelationKind.UPDATE
    assert "not at hand" in relation.reason


def test_a_version_is_related_to_the_one_before_it_alone() -> None:
    index = MemoryArticleIndex()
    texts = (TEXT, TEXT.replace("36", "39"), TEXT.replace("36", "40"))
    versions = [make(text, url=URL) for text in texts]
    for version in versions[:2]:
        index.add(fingerprint(version), version.text)
    (relation,) = relate(fingerprint(versions[2]), index, versions[2].text)
    assert relation.to_version == versions[1].version_id
    assert relation.original == versions[1].version_id
