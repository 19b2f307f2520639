"""What the program knows beforehand, as the rows that the database shows beside facts."""

from domain.ontology_rows import CameoRow, OntologyRows, PloverRow
from domain.reports import QuadClass
from extractors.actors import ActorBook
from extractors.ontology import Ontology
from flows.extraction import EXTRACTOR_VERSION
from flows.loading.clock import Clock
from storage import Connection, save_actor_knowledge, save_ontology

# GDELT's numbers of the quad classes.
_GDELT = {
    QuadClass.VERBAL_COOPERATION: 1,
    QuadClass.MATERIAL_COOPERATION: 2,
    QuadClass.VERBAL_CONFLICT: 3,
    QuadClass.MATERIAL_CONFLICT: 4,
}


def save_knowledge(connection: Connection, ontology: Ontology, book: ActorBook, run_id: str, clock: Clock) -> None:
    """Types, codes, actors and offices of the knowledge files; again is a no-op."""
    save_ontology(connection, ontology_rows(ontology))
    save_actor_knowledge(
        connection,
        book.actors.values(),
        [office for held in book.offices.values() for office in held],
        run_id=run_id,
        extractor_version=EXTRACTOR_VERSION,
        recorded_at=clock(),
    )


def ontology_rows(ontology: Ontology) -> OntologyRows:
    """The ontology's tables."""
    types = [
        PloverRow(type=each.type.value, mode=None, quad=each.quad, score=each.score) for each in ontology.types.values()
    ]
    modes = [
        PloverRow(type=each.type.value, mode=mode.name, quad=each.quad, score=mode.score)
        for each in ontology.types.values()
        for mode in each.modes.values()
    ]
    return OntologyRows(
        version=ontology.version,
        plover=(*types, *modes),
        cameo=tuple(
            CameoRow(
                code=each.code,
                name=each.name,
                goldstein=each.goldstein,
                plover_type=each.plover_type,
                plover_mode=each.plover_mode,
                quad_gdelt=_GDELT[each.quad_gdelt],
            )
            for each in ontology.cameo.values()
        ),
    )
