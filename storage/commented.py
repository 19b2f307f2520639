"""COMMENT statements from the line comments of our own SQL files.

A column's description stands behind it on its line, a table's, view's or macro's on the line above its CREATE: one
place to write and to read, and DuckDB shows the same words in `duckdb_columns()`.
"""

import re
from dataclasses import dataclass

_CREATE = re.compile(r"^CREATE (?:OR REPLACE )?(?P<kind>TABLE|VIEW|MACRO) (?P<name>\w+)(?P<rows>\([\w, ]*\) AS TABLE)?")
_COLUMN = re.compile(r'^    "?(?P<name>\w+)"? [A-Z].*? -- (?P<text>.+)$')  # "    name VARCHAR NOT NULL, -- text"
_SELECTED = re.compile(r'^    .*?"?(?P<name>\w+)"?,? -- (?P<text>.+)$')  # "    x.y AS name, -- text"
_ADDED = re.compile(r'^ALTER TABLE (?P<table>\w+) ADD COLUMN "?(?P<name>\w+)"? .*; -- (?P<text>.+)$')


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What a table, view or macro, or a column of it, means."""

    kind: str  # "TABLE", "VIEW", "MACRO", "MACRO TABLE" or "COLUMN"
    name: str  # of the object; "table.column" for columns
    text: str

    def statement(self) -> str:
        """The COMMENT statement; DuckDB binds no parameters in it."""
        quoted = self.text.replace("'", "''")
        name = ".".join(f'"{part}"' for part in self.name.split("."))
        return f"COMMENT ON {self.kind} {name} IS '{quoted}'"


def comments(sql: str) -> tuple[Comment, ...]:
    """All comments of a file, in its order.

    >>> [each.name for each in comments("-- One row per x.\\nCREATE TABLE t (\\n    a VARCHAR, -- its a\\n);")]
    ['t', 't.a']
    """
    found: list[Comment] = []
    above: list[str] = []
    current, column = "", _COLUMN
    for line in sql.splitlines():
        if created := _CREATE.match(line):
            current = created["name"]
            column = _COLUMN if created["kind"] == "TABLE" else _SELECTED
            kind = "MACRO TABLE" if created["rows"] else created["kind"]
            if above:
                found.append(Comment(kind=kind, name=current, text=" ".join(above)))
        elif added := _ADDED.match(line):
            found.append(Comment(kind="COLUMN", name=f"{added['table']}.{added['name']}", text=added["text"].strip()))
        elif current and (described := column.match(line)):
            text = described["text"].strip()
            found.append(Comment(kind="COLUMN", name=f"{current}.{described['name']}", text=text))
        elif line.startswith(");") or line.endswith(";"):
            current = ""
        above = [*above, line[3:].strip()] if line.startswith("-- ") else []
    return tuple(found)
