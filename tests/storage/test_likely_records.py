"""Looking up the few stored records that have most keys in common with new ones."""

from domain.records import KeyedRecord
from storage import FINGERPRINTS, Database
from storage.likely_records import AskedKey, likely_records
from storage.records import save_records


def record(name: str, *keys: str) -> KeyedRecord:
    return KeyedRecord(record_id=name, payload=name.encode(), keys=keys)


def asked(asker: str, *keys: str, ground: str = "text", weight: float = 1.0) -> list[AskedKey]:
    return [AskedKey(asker=asker, ground=ground, key=key, weight=weight) for key in keys]


def names(found: tuple[KeyedRecord, ...]) -> list[str]:
    return [each.record_id for each in found]


def test_the_records_with_most_keys_in_common_are_found_oldest_first(database: Database) -> None:
    with database.transaction() as connection:
        save_records(
            connection, FINGERPRINTS, [record("a", "k1"), record("b", "k1", "k2", "k3"), record("c", "k2", "k3")]
        )
        found = likely_records(connection, FINGERPRINTS, asked("new", "k1", "k2", "k3"), most=2)
        assert names(found) == ["b", "c"]
        assert [each.payload for each in found] == [b"b", b"c"]


def test_each_asker_and_each_ground_has_its_own_likeliest(database: Database) -> None:
    with database.transaction() as connection:
        save_records(connection, FINGERPRINTS, [record("a", "k1"), record("b", "k2"), record("c", "k3")])
        keys = [*asked("one", "k1"), *asked("other", "k2"), *asked("other", "k3", ground="terms")]
        assert names(likely_records(connection, FINGERPRINTS, keys, most=1)) == ["a", "b", "c"]


def test_a_heavy_key_counts_more_than_several_light_ones(database: Database) -> None:
    with database.transaction() as connection:
        save_records(connection, FINGERPRINTS, [record("a", "address"), record("b", "k1", "k2")])
        keys = [*asked("new", "k1", "k2"), *asked("new", "address", weight=1000)]
        assert names(likely_records(connection, FINGERPRINTS, keys, most=1)) == ["a"]


def test_of_a_key_that_many_have_the_first_and_the_last_are_looked_at(database: Database) -> None:
    with database.transaction() as connection:
        save_records(connection, FINGERPRINTS, [record(f"r{number:03}", "everywhere") for number in range(100)])
        found = names(likely_records(connection, FINGERPRINTS, asked("new", "everywhere"), most=100))
        assert found == [f"r{number:03}" for number in (*range(16), *range(84, 100))]


def test_what_is_stored_already_finds_itself_and_what_came_before_it(database: Database) -> None:
    with database.transaction() as connection:
        save_records(connection, FINGERPRINTS, [record("a", "k"), record("b", "k"), record("c", "k")])
        assert names(likely_records(connection, FINGERPRINTS, asked("b", "k"), most=9)) == ["a", "b"]


def test_nothing_asked_is_nothing_found(database: Database) -> None:
    with database.transaction() as connection:
        save_records(connection, FINGERPRINTS, [record("a", "k")])
        assert likely_records(connection, FINGERPRINTS, [], most=9) == ()
