"""Raw documents: kept once, whole, and read back as they came."""

import dataclasses

import pytest
from storage_values import batch, coded, raw

from domain.arrivals import Arrival
from domain.documents import DocumentHints
from domain.errors import StorageError
from storage.database import Database
from storage.loading import load_batch
from storage.raw_documents import arrived, load_raw, raw_path, save_raws


def test_content_is_kept_once_under_its_hash(database: Database) -> None:
    one, same, other = raw("One."), raw("One.", url="https://a.example/1"), raw("Two.")
    ids = save_raws(database, [one, same, other])
    assert ids == (one.raw_id, one.raw_id, other.raw_id)
    files = sorted(path.relative_to(database.raw_folder).as_posix() for path in database.raw_folder.rglob("*.*"))
    assert files == sorted(f"{raw_id[:2]}/{raw_id}.zst" for raw_id in {one.raw_id, other.raw_id})
    assert load_raw(database, other.raw_id) == b"Two."


def test_empty_content_is_content_too(database: Database) -> None:
    (raw_id,) = save_raws(database, [raw("")])
    assert load_raw(database, raw_id) == b""


def test_a_file_left_by_a_kill_is_used_by_the_next_run(database: Database) -> None:
    save_raws(database, [raw("One.")])
    before = raw_path(database, raw("One.").raw_id).stat().st_ino
    save_raws(database, [raw("One.")])
    assert raw_path(database, raw("One.").raw_id).stat().st_ino == before


@pytest.mark.parametrize("damage", [b"", b"garbage", None])
def test_missing_or_damaged_content_is_an_error_that_says_what_to_do(database: Database, damage: bytes | None) -> None:
    (raw_id,) = save_raws(database, [raw("One.")])
    if damage is None:
        raw_path(database, raw_id).unlink()
    else:
        raw_path(database, raw_id).write_bytes(damage)
    with pytest.raises(StorageError, match="restore it from a backup"):
        load_raw(database, raw_id)


def test_content_of_another_document_is_noticed(database: Database) -> None:
    one, other = save_raws(database, [raw("One."), raw("Two.")])
    raw_path(database, one).write_bytes(raw_path(database, other).read_bytes())
    with pytest.raises(StorageError, match="not what its name says"):
        load_raw(database, one)


def test_a_document_can_be_read_again_as_it_came(database: Database) -> None:
    hints = DocumentHints(title="A visit", published="6 Jan", authors=("A. Writer",), carrier="feed")
    document = dataclasses.replace(raw(url="https://a.example/1"), hints=hints, headers=(("etag", "x"),))
    arrival = Arrival.of(document)
    save_raws(database, [document])
    made = batch(coded())
    load_batch(database, dataclasses.replace(made, inputs=(dataclasses.replace(made.inputs[0], arrival=arrival),)))
    with database.reading() as connection:
        assert arrived(database, connection, arrival.arrival_id) == document
        assert arrived(database, connection, "arr_none") is None
