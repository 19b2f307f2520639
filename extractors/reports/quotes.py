"""Who goes on speaking: sentences inside a quotation whose speaker an earlier sentence named."""

from collections.abc import Iterator, Mapping

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from extractors.reports.grammar import is_passive, is_verbal, surface_subjects
from extractors.reports.parties import may_speak
from extractors.reports.scene import Scene


def quoted_speakers(scene: Scene) -> Mapping[int, Token]:
    """By the start of each sentence that only continues a quotation: the word for its speaker."""
    found: dict[int, Token] = {}
    speaker: Token | None = None
    is_open = False
    for sentence in scene.doc.sents:
        marks = sum(token.text == '"' for token in sentence)
        inside = is_open or next((token.text == '"' for token in sentence if not token.is_space), False)
        own = next(_sayers(sentence, scene), None)
        if own is not None:
            speaker = own
        elif inside and speaker is not None:
            found[sentence.start] = speaker
        else:
            speaker = None
        is_open = is_open != bool(marks % 2)
        if sentence.text.rstrip(" ") != sentence.text.rstrip():  # a paragraph ends, and with it what its marks opened
            is_open = False
    return found


def _sayers(sentence: Sentence, scene: Scene) -> Iterator[Token]:
    verb = sentence.root
    if is_verbal(verb) and verb.lemma_.lower() in scene.ontology.words.reporting_verbs and not is_passive(verb):
        for subject in surface_subjects(verb):
            if may_speak(subject, scene):
                yield subject
