"""What kinds of happenings there are: PLOVER and CAMEO tables, and the frames that words call up."""

from extractors.ontology.frame_files import duplicates
from extractors.ontology.frames import Content, Frame, FrameIndex, FrameWord
from extractors.ontology.ontology import Ontology, load_ontology
from extractors.ontology.status_words import NounClasses, StatusWords
from extractors.ontology.tables import CameoCode, PloverContext, PloverMode, PloverType

__all__ = [
    "CameoCode",
    "Content",
    "Frame",
    "FrameIndex",
    "FrameWord",
    "NounClasses",
    "Ontology",
    "PloverContext",
    "PloverMode",
    "PloverType",
    "StatusWords",
    "duplicates",
    "load_ontology",
]
