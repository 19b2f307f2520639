"""Reading frame files: what is wrong is named with file and line."""

from pathlib import Path

import pytest

from domain.errors import KnowledgeError
from domain.reports import EventType
from extractors.ontology import Content, FrameWord, load_ontology
from extractors.ontology.frame_files import duplicates, read_frames
from extractors.ontology.frames import FrameIndex

CODES = {"190": None, "111": None}
MODES = {"ASSAULT": ("beat",)}
GOOD = 'frames:\n  - {id: a.v, lemmas: [attack], pos: verb, type: ASSAULT, cameo: "190", recipient: [object, on]}\n'


def write(folder: Path, text: str, name: str = "some.yaml") -> Path:
    (folder / name).write_text(text, "utf-8")
    return folder


def test_a_row_becomes_a_frame_with_the_defaults_of_its_kind_of_word(tmp_path: Path) -> None:
    (frame,) = read_frames(write(tmp_path, GOOD), CODES, MODES)
    assert (frame.id, frame.pos, frame.type) == ("a.v", FrameWord.VERB, EventType.ASSAULT)
    assert frame.initiator == ("subject",)
    assert frame.requires == ("initiator",)
    assert frame.recipient == ("object", "on"), "YAML's true is the preposition on"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("pos: verb", "pos: verbs"), "pos is verb"),
        (("type: ASSAULT", "type: HIT"), "no PLOVER type"),
        (('cameo: "190"', "cameo: 190"), "wants quotes"),
        (('cameo: "190"', 'cameo: "999"'), "no CAMEO code"),
        (("recipient:", "recipients:"), "unknown field"),
        (("object, on", "objekt"), "unknown slot"),
        (("pos: verb", "mode: slap, pos: verb"), "no mode"),
        (("pos: verb", "content: hoped, pos: verb"), "no kind of content"),
        (("pos: verb", "requires: [place], pos: verb"), "requires names"),
        (("pos: verb", "object_kind: [ship], pos: verb"), "unknown kind"),
        (("lemmas: [attack], ", ""), "wants lemmas"),
    ],
)
def test_a_wrong_row_is_named_with_file_and_line(tmp_path: Path, change: tuple[str, str], problem: str) -> None:
    with pytest.raises(KnowledgeError, match=problem) as caught:
        read_frames(write(tmp_path, GOOD.replace(*change)), CODES, MODES)
    assert caught.value.where == "some.yaml:2"


def test_an_id_that_stands_twice_is_refused(tmp_path: Path) -> None:
    write(tmp_path, GOOD, "other.yaml")
    with pytest.raises(KnowledgeError, match="stands twice"):
        read_frames(write(tmp_path, GOOD), CODES, MODES)


def test_a_file_that_is_not_yaml_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="not YAML") as caught:
        read_frames(write(tmp_path, "frames:\n  - {id: [\n"), CODES, MODES)
    assert caught.value.where.startswith("some.yaml:")


def test_a_file_withdraws_frames_of_another(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    write(tmp_path, "drop: [a.v]\n" + GOOD.replace("a.v", "b.v"), "later.yaml")
    assert [frame.id for frame in read_frames(tmp_path, CODES, MODES)] == ["b.v"]


def test_to_withdraw_a_frame_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="drop names no frame"):
        read_frames(write(tmp_path, "drop: [z.v]\n" + GOOD), CODES, MODES)


def test_frames_that_say_the_same_twice_are_reported(tmp_path: Path) -> None:
    rows = GOOD + GOOD.removeprefix("frames:\n").replace("a.v", "b.v")
    one, other = read_frames(write(tmp_path, rows), CODES, MODES)
    assert duplicates([one, other]) == [(one, other)]


def test_the_frame_that_asks_for_most_stands_first(tmp_path: Path) -> None:
    rows = GOOD + GOOD.removeprefix("frames:\n").replace("a.v", "b.v").replace("pos:", "object: [record], pos:")
    index = FrameIndex.of(read_frames(write(tmp_path, rows), CODES, MODES))
    assert [frame.id for frame in index.verbs["attack"]] == ["b.v", "a.v"]


def test_the_shipped_ontology_loads_and_knows_its_types() -> None:
    ontology = load_ontology()
    assert set(ontology.types) == set(EventType)
    assert len(ontology.contexts) == 37
    assert len(ontology.frames) >= 900
    assert ontology.score(EventType.ASSAULT, None) == -9.0
    assert {frame.type for frame in ontology.frames} == set(EventType)
    assert any(frame.content is Content.DEMANDED for frame in ontology.frames)
    assert ontology.version.startswith("plover-0.8+")


def test_scores_fall_back_from_mode_to_type() -> None:
    ontology = load_ontology()
    assert ontology.score(EventType.CONSULT, "visit") == 4.0
    assert ontology.score(EventType.CONSULT, None) == 2.5
