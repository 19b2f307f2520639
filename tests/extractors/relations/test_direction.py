"""Which of two related articles was written first."""

from datetime import UTC, datetime

from relation_cases import make

from domain.documents import Article
from extractors.relations import fingerprint
from extractors.relations.direction import origin


def first_of(one: Article, other: Article) -> str | None:
    found = origin(fingerprint(one), fingerprint(other))
    mirrored = origin(fingerprint(other), fingerprint(one))
    if found is None or mirrored is None:
        assert found is mirrored
        return None
    assert found.version_id == mirrored.version_id
    assert found.reason != mirrored.reason  # each calls itself "this one"
    return found.version_id


def test_the_credited_outlet_was_first_even_where_it_is_dated_later() -> None:
    ours = make("One text.", publisher="Skaren Post", day="2024-03-02")
    theirs = make("Another text.", publisher="Digest", source="www.skarenpost.example", day="2024-03-01")
    assert first_of(ours, theirs) == ours.version_id


def test_a_trailer_points_away_from_its_own_article() -> None:
    ours, theirs = make("One text."), make("Another text.", source="https://www.skarenpost.example/a")
    assert first_of(ours, theirs) == ours.version_id


def test_a_trailer_that_names_another_outlet_tells_nothing() -> None:
    ours, theirs = make("One text.", publisher="Kalleby Times"), make("Another text.", source="skarenpost.example")
    assert first_of(ours, theirs) is None


def test_an_agency_that_both_credit_tells_nothing() -> None:
    one = make("One text.", publisher="Reuters", agencies=("Reuters",))
    assert first_of(one, make("Another text.", publisher="Digest", agencies=("Reuters",))) is None


def test_the_earlier_day_was_first() -> None:
    early, late = make("One text.", day="2024-03-01"), make("Another text.", day="2024-03-02")
    assert first_of(early, late) == early.version_id


def test_on_one_day_the_hour_decides_where_both_state_it() -> None:
    early, late = make("One text.", day="2024-03-01", hour=6), make("Another text.", day="2024-03-01", hour=9)
    assert first_of(early, late) == early.version_id
    assert first_of(make("One text.", day="2024-03-01"), late) is None


def test_first_sight_decides_where_nothing_else_does() -> None:
    early = fingerprint(make("One text."), seen_at=datetime(2024, 3, 1, 6, tzinfo=UTC))
    late = fingerprint(make("Another text."), seen_at=datetime(2024, 3, 1, 12, tzinfo=UTC))
    found = origin(late, early)
    assert found is not None
    assert found.version_id == early.version_id


def test_the_reason_says_which_of_the_two_was_first() -> None:
    earlier, later = (fingerprint(make("One text.", day=day)) for day in ("2024-03-01", "2024-03-04"))
    for one, other, reason in (
        (later, earlier, "the other was published first, on 2024-03-01"),
        (earlier, later, "this one was published first, on 2024-03-01"),
    ):
        found = origin(one, other)
        assert found is not None
        assert found.reason == reason
