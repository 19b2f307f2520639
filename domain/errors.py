"""The errors that Eventwire raises.

EventwireError
├── SettingsError        a setting, option or argument can't be used
├── KnowledgeError       a data file (ontology, gazetteer, frames, rules) is wrong; names file and line
├── InputError           a path or stream that a person named can't be read at all
├── StorageError
│   ├── MigrationError   a migration is missing, changed or newer than this program
│   └── LockedError      another process kept the database for too long
├── FetchError           a request failed or was refused; carries its URL
└── ModelError           the language model is missing or not the pinned one

Expected oddities of documents are not errors: they are `domain.rejects.Rejected` values.
"""


class EventwireError(Exception):
    """Says what, which one, and what to do next."""


class SettingsError(EventwireError):
    """A setting, option or argument can't be used."""


class KnowledgeError(EventwireError):
    """A data file is wrong.

    `where` is the file and line, as "actors/states.yaml:41".
    """

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(f"{where}: {problem}")
        self.where = where
        self.problem = problem


class InputError(EventwireError):
    """A path or stream that a person named can't be read at all."""


class StorageError(EventwireError):
    """The database can't do what was asked."""


class MigrationError(StorageError):
    """A migration is missing, changed after it was applied, or newer than this program."""


class LockedError(StorageError):
    """Another process kept the database for longer than we wait."""


class FetchError(EventwireError):
    """A request failed or was refused."""

    def __init__(self, url: str, problem: str) -> None:
        super().__init__(f"{problem}: {url}")
        self.url = url
        self.problem = problem


class ModelError(EventwireError):
    """The language model is missing or not the pinned one."""
