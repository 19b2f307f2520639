"""Backups read back as what they were; a damaged one is refused; old ones go, with what only they named."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from storage_values import article, batch, coded, raw

from domain.errors import StorageError
from storage import Database, load_batch, load_raw, save_raws
from storage.backups import back_up, backups_in, restore, rotate
from storage.checking import inconsistencies
from storage.digest import database_digest
from storage.marks import BACKED_UP, mark
from storage.raw_documents import raw_path

NOW = datetime(2025, 3, 5, 12, 0, 7, 99, tzinfo=UTC)


@pytest.fixture
def loaded(database: Database) -> Database:
    save_raws(database, [raw()])
    load_batch(database, batch(coded()))
    return database


def test_a_restored_database_says_the_same_and_has_its_raw_documents(loaded: Database, tmp_path: Path) -> None:
    backup = back_up(loaded, tmp_path / "backups", moment=NOW)
    assert backup.counts["versions"] == 1
    assert (backup.raw_documents, backup.raw_missing) == (1, 0)
    restored = Database(path=tmp_path / "elsewhere" / "back.duckdb")
    restore(tmp_path / "backups" / f"{backup.stem}.duckdb.zst", restored.path)
    assert database_digest(restored, history=True) == backup.digest
    assert load_raw(restored, raw().raw_id) == raw().content
    assert inconsistencies(restored) == ()
    assert sorted(path.name for path in (tmp_path / "backups").iterdir()) == [
        "news-20250305T120007Z.duckdb.zst",
        "news-20250305T120007Z.json",
        "news-20250305T120007Z.raws.zst",
        "raw",
    ]
    with loaded.reading() as connection:
        assert mark(connection, BACKED_UP) is not None


def test_nothing_is_overwritten(loaded: Database, tmp_path: Path) -> None:
    backup = back_up(loaded, tmp_path / "backups", moment=NOW)
    with pytest.raises(StorageError, match="already"):
        restore(tmp_path / "backups" / f"{backup.stem}.json", loaded.path)


def test_a_damaged_backup_is_refused_and_leaves_nothing(loaded: Database, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    backup = back_up(loaded, folder, moment=NOW)
    packed = folder / f"{backup.stem}.duckdb.zst"
    content = bytearray(packed.read_bytes())
    content[len(content) // 2] ^= 0xFF
    packed.write_bytes(bytes(content))
    with pytest.raises(StorageError, match="damaged"):
        restore(packed, tmp_path / "back.duckdb")
    assert not (tmp_path / "back.duckdb").exists()


def test_a_missing_or_damaged_raw_document_is_named(loaded: Database, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    backup = back_up(loaded, folder, moment=NOW)
    kept = folder / "raw" / raw().raw_id[:2] / f"{raw().raw_id}.zst"
    kept.write_bytes(b"something else")
    with pytest.raises(StorageError, match="damaged"):
        restore(folder / f"{backup.stem}.json", tmp_path / "one.duckdb")
    kept.unlink()
    with pytest.raises(StorageError, match="1 raw documents"):
        restore(folder / f"{backup.stem}.json", tmp_path / "two.duckdb")


def test_what_is_no_backup_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="no backup"):
        restore(tmp_path / "none.duckdb.zst", tmp_path / "back.duckdb")


def test_the_latest_are_kept_with_the_raw_documents_that_they_name(loaded: Database, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    for day in range(2):
        back_up(loaded, folder, moment=NOW + timedelta(days=day))
    other = raw(f"{raw().content.decode()} It rained.", url="https://b.example/2")
    text = other.content.decode()
    save_raws(loaded, [other])
    load_batch(loaded, batch(coded(article(text, url=other.url)), number=2, events=()))
    raw_path(loaded, raw().raw_id).unlink()
    with loaded.transaction() as connection:
        connection.execute("UPDATE raw_documents SET dropped_at = now() WHERE raw_id = ?", [raw().raw_id])
    back_up(loaded, folder, moment=NOW + timedelta(days=2))
    assert len(rotate(folder, "news.duckdb", keep=2)) == 1
    assert len(backups_in(folder)) == 2
    assert len(list((folder / "raw").glob("*/*.zst"))) == 2
    assert rotate(folder, "news.duckdb", keep=1) == ("news-20250306T120007Z",)
    assert [path.stem for path in (folder / "raw").glob("*/*.zst")] == [other.raw_id]
    assert rotate(folder, "other.duckdb", keep=1) == ()
