"""The ontology's tables, and the actors and offices of the knowledge files."""

from collections.abc import Iterable
from datetime import datetime

from domain.actors import Actor, Office
from domain.ontology_rows import OntologyRows
from storage.actors import save_actors, save_offices
from storage.database import Connection
from storage.events import save_types
from storage.facts import Stamp
from storage.frames import Row, stage, unique

_OLD_CODES = "DELETE FROM cameo_codes WHERE ontology_version = ?"
_NEW_CODES = "INSERT INTO cameo_codes BY NAME SELECT * FROM staged_cameo_codes"


def save_ontology(connection: Connection, rows: OntologyRows) -> None:
    """Types, modes and CAMEO codes of one version of the ontology; again is a no-op."""
    save_types(connection, rows.plover, rows.version)
    codes: list[Row] = [
        {
            "ontology_version": rows.version,
            "code": row.code,
            "name": row.name,
            "goldstein": row.goldstein,
            "plover_type": row.plover_type,
            "plover_mode": row.plover_mode,
            "quad_gdelt": row.quad_gdelt,
        }
        for row in rows.cameo
    ]
    stage(connection, "cameo_codes", unique(codes, "code"))
    connection.execute(_OLD_CODES, [rows.version])
    connection.execute(_NEW_CODES)


def save_actor_knowledge(
    connection: Connection,
    actors: Iterable[Actor],
    offices: Iterable[Office],
    *,
    run_id: str,
    extractor_version: str,
    recorded_at: datetime,
) -> None:
    """Actors and offices of the knowledge files; the offices replace those that are stored."""
    stamp = Stamp(run_id=run_id, extractor_version=extractor_version, ontology_version="", recorded_at=recorded_at)
    save_actors(connection, ((actor, None) for actor in actors), stamp)
    save_offices(connection, offices, recorded_at)
