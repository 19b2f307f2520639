"""The table of places, read fast: lines are kept as they stand and parsed when a name asks for them."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from domain.actors import Place
from domain.errors import KnowledgeError

DATA = Path(__file__).parent / "data" / "places.tsv"
_CELLS = 9


class PlaceTable(Mapping[str, tuple[Place, ...]]):
    """Places by folded name, most populous first; `population` and `division` tell of a place by its id."""

    def __init__(self, lines: Mapping[str, str], where: str) -> None:
        self._lines = lines
        self._where = where
        self._parsed: dict[str, tuple[Place, ...]] = {}
        self._populations: dict[str, int] = {}
        self._divisions: dict[str, str] = {}

    def __getitem__(self, key: str) -> tuple[Place, ...]:
        if key not in self._parsed:
            self._parsed[key] = tuple(self._place(line) for line in self._lines[key].split("\n"))
        return self._parsed[key]

    def __contains__(self, key: object) -> bool:
        return key in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def population(self, place: Place) -> int:
        """People who live there; countries and regions have a figure that ranks them before towns."""
        return self._populations.get(place.place_id, 0)

    def division(self, place: Place) -> str:
        """First-level division of a town by GeoNames' code: "IL" of Springfield, Illinois."""
        return self._divisions.get(place.place_id, "")

    def _place(self, line: str) -> Place:
        _, place_id, name, country, latitude, longitude, precision, population, division = line.split("\t")
        self._populations[place_id] = int(population)
        self._divisions[place_id] = division
        return Place(
            place_id=place_id,
            name=name,
            country=country or None,
            latitude=float(latitude) if latitude else None,
            longitude=float(longitude) if longitude else None,
            precision=precision,
        )


def load_table(path: Path = DATA) -> PlaceTable:
    """The table from its file.

    Raises KnowledgeError where a line has another number of cells.
    """
    lines: dict[str, str] = {}  # strings only: a list for each name would keep the garbage collector busy
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("#"):
            continue
        if line.count("\t") != _CELLS - 1:
            raise KnowledgeError(f"{path.name}:{number}", f"has {line.count(chr(9)) + 1} cells, not {_CELLS}")
        for key in line[: line.index("\t")].split("|"):
            lines[key] = f"{lines[key]}\n{line}" if key in lines else line
    return PlaceTable(lines, path.name)


def countries_of_towns(path: Path = DATA, *, least: int = 100_000) -> tuple[dict[str, str], dict[str, bool]]:
    """Countries by the names of big towns, and all names of places but countries, with whether a region is so called.

    Countries are ISO alpha-3, by the folded name of towns and regions with `least` people, of the most populous so
    called.
    """
    found: dict[str, str] = {}
    settlements: dict[str, bool] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        keys, _, _, country, _, _, precision, population, _ = line.split("\t")
        if precision == "country" or not country:
            continue
        big, is_region = int(population) >= least, precision == "region"
        for key in keys.split("|"):
            settlements[key] = is_region or settlements.get(key, False)
            if big:
                found.setdefault(key, country)
    return found, settlements
