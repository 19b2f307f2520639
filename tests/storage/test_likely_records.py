"""Looking up the few stored records that have most keys in common with new ones."""

import pytest

from domain.records import KeyedRecord
from storage import FINGERPRINTS, STORY_STATES, Connection, Database, migrating
from storage.likely_records import AskedKey, likely_records
from storage.migrating import own_migrations
from storage.records import forget_records, save_records


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


def test_of_some_grounds_fewer_are_asked_for(database: Database) -> None:
    with database.transaction() as connection:
        save_records(
            connection, FINGERPRINTS, [record("a", "k1"), record("b", "k1"), record("c", "k2"), record("d", "k2")]
        )
        keys = [*asked("new", "k1"), *asked("new", "k2", ground="terms")]
        found = likely_records(connection, FINGERPRINTS, keys, most={"text": 2, "terms": 1})
        assert names(found) == ["a", "b", "d"]


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


def test_what_shares_too_little_is_not_likely(database: Database) -> None:
    with database.transaction() as connection:
        save_records(connection, FINGERPRINTS, [record("a", "k1"), record("b", "k1", "k2")])
        keys = asked("new", "k1", "k2", weight=0.5)
        assert names(likely_records(connection, FINGERPRINTS, keys, most=9, least=1)) == ["b"]


def test_of_a_key_that_many_have_so_many_holders_are_kept_in_whatever_batches_they_came(database: Database) -> None:
    everyone = [record(f"r{number:03}", "everywhere", f"own{number}") for number in range(100)]
    with database.transaction() as connection:
        for start in range(0, 100, 7):
            save_records(connection, FINGERPRINTS, everyone[start : start + 7])
        assert positions(connection, "fingerprint_holders") == [*range(1, 17), *range(85, 101)]
        found = names(likely_records(connection, FINGERPRINTS, asked("new", "everywhere"), most=100))
        assert found == [f"r{number:03}" for number in (*range(16), *range(84, 100))]
        assert names(likely_records(connection, FINGERPRINTS, asked("new", "own50"), most=100)) == ["r050"]


def test_a_record_saved_again_from_the_midst_of_a_crowd_does_not_come_back(database: Database) -> None:
    with database.transaction() as connection:
        save_records(connection, FINGERPRINTS, [record(f"r{number:03}", "everywhere") for number in range(100)])
        save_records(connection, FINGERPRINTS, [record("r050", "everywhere", "more")])
        save_records(connection, FINGERPRINTS, [record("r099", "less")])
        assert positions(connection, "fingerprint_holders") == [*range(1, 17), *range(85, 100)]
        assert names(likely_records(connection, FINGERPRINTS, asked("new", "more", "less"), most=9)) == ["r050", "r099"]


def test_forgotten_stories_are_found_no_more(database: Database) -> None:
    with database.transaction() as connection:
        save_records(connection, STORY_STATES, [record("a", "k1"), record("b", "k1")])
        forget_records(connection, STORY_STATES, ["a"])
        assert names(likely_records(connection, STORY_STATES, asked("new", "k1"), most=9)) == ["b"]


def test_a_database_of_before_keeps_its_keys(no_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    before = own_migrations()[:12]
    rows = ", ".join(f"('r{number:03}', {number}, 'x'::BLOB)" for number in range(1, 101))
    with monkeypatch.context() as patched:
        patched.setattr(migrating, "own_migrations", lambda: before)
        with no_database.transaction() as connection:
            for table, id_, keys in (
                ("fingerprints", "version_id", "fingerprint_keys"),
                ("stories", "story_id", "story_keys"),
            ):
                connection.execute(f"INSERT INTO {table} VALUES {rows}")
                connection.execute(f"INSERT INTO {keys} SELECT 'everywhere', {id_} FROM {table}")
                connection.execute(f"INSERT INTO {keys} VALUES ('rare', 'r050'), ('rare', 'r051')")
    with no_database.transaction() as connection:
        for kind in (FINGERPRINTS, STORY_STATES):
            assert positions(connection, kind.keys) == [*range(1, 17), *range(85, 101)]
            assert names(likely_records(connection, kind, asked("new", "rare"), most=9)) == ["r050", "r051"]


def positions(connection: Connection, table: str) -> list[int]:
    """Of the records that are known under the key "everywhere"."""
    rows = connection.execute(
        f"SELECT position FROM {table} WHERE key = md5_number_lower('everywhere') ORDER BY position"
    ).fetchall()
    return [position for (position,) in rows]
