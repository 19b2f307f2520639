"""The ontology's tables as rows: what the database shows beside codes."""

from dataclasses import dataclass

from domain.reports import QuadClass


@dataclass(frozen=True, slots=True, kw_only=True)
class PloverRow:
    """A PLOVER type, or one of its modes, with its figures."""

    type: str
    mode: str | None  # None: the type without a mode
    quad: QuadClass
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CameoRow:
    """A CAMEO code with its name and its figures in each scheme."""

    code: str  # two to four digits
    name: str
    goldstein: float | None  # None: the scale gives none
    plover_type: str | None  # None: it has none (01, 02)
    plover_mode: str | None
    quad_gdelt: int | None  # 1 to 4


@dataclass(frozen=True, slots=True, kw_only=True)
class OntologyRows:
    """All rows of one version of the ontology."""

    version: str
    plover: tuple[PloverRow, ...]
    cameo: tuple[CameoRow, ...]
