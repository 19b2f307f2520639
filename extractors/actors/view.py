"""A `Doc` as the finders of mentions see it: folded words, and which phrases of the lexicons begin and end where."""

from dataclasses import dataclass, field

from spacy.tokens import Doc

from extractors.actors.book import ActorBook
from extractors.actors.names import PARTICLES, folded
from extractors.actors.naming import AgentNoun, How, Naming, Title
from extractors.actors.phrases import HYPHENS, Match

_LABEL = 12  # tokens


@dataclass(slots=True)
class View:
    """One article's tokens with the lexicon phrases in them; indices are token indices."""

    doc: Doc
    book: ActorBook
    texts: list[str]
    keys: list[str]
    tags: list[str]
    pos: list[str]
    deps: list[str]
    heads: list[int]
    entities: list[str]  # label of the model's entity at each token, or ""
    sentences: list[int]  # index of the first token of each token's sentence
    names: dict[int, Match[Naming]] = field(default_factory=dict)  # by first token
    names_ending: dict[int, Match[Naming]] = field(default_factory=dict)  # by the token after
    titles: dict[int, Match[Title]] = field(default_factory=dict)
    titles_ending: dict[int, Match[Title]] = field(default_factory=dict)
    agents: dict[int, Match[AgentNoun]] = field(default_factory=dict)
    agents_ending: dict[int, Match[AgentNoun]] = field(default_factory=dict)
    is_label: bool = (
        False  # a few words without a verb, such as a headline or list item: all that stands there is meant
    )
    glued: dict[int, list[tuple[int, int, str]]] = field(default_factory=dict)  # names inside a token: "U.S.-Qatar"

    def is_namey(self, i: int) -> bool:
        """Whether a token looks like a part of a person's name."""
        text = self.texts[i]
        return (
            text[:1].isupper()
            and self.pos[i] in ("PROPN", "NOUN", "ADJ", "X", "VERB")
            and (self.pos[i] == "PROPN" or self.entities[i] == "PERSON")
            and i not in self.titles
        )

    def is_particle(self, i: int) -> bool:
        return self.keys[i] in PARTICLES and self.pos[i] not in ("CCONJ",)

    def first_char(self, i: int) -> int:
        return int(self.doc[i].idx)

    def last_char(self, i: int) -> int:
        """The offset behind the token before `i`."""
        token = self.doc[i - 1]
        return int(token.idx + len(token.text))

    def actor_of(self, match: Match[Naming]) -> str:
        return match.values[0].actor_id

    def how(self, match: Match[Naming]) -> How:
        return match.values[0].how


def view_of(doc: Doc, book: ActorBook) -> View:
    """The view of a parsed `Doc`."""
    texts = [token.text for token in doc]
    sentences = []
    start = 0
    for token in doc:
        if token.is_sent_start:
            start = token.i
        sentences.append(start)
    view = View(
        doc=doc,
        book=book,
        texts=texts,
        keys=[folded(text) for text in texts],
        tags=[token.tag_ for token in doc],
        pos=[token.pos_ for token in doc],
        deps=[token.dep_ for token in doc],
        heads=[token.head.i for token in doc],
        entities=[token.ent_type_ for token in doc],
        sentences=sentences,
    )
    view.is_label = len(texts) <= _LABEL and not any(pos in ("VERB", "AUX") for pos in view.pos)
    _spot(view)
    return view


def _spot(view: View) -> None:
    """Names first, then titles, then agent nouns in what is left; the longest from each token on."""
    book, keys, texts = view.book, view.keys, view.texts
    place, size = 0, len(texts)
    while place < size:
        if texts[place] in HYPHENS:
            place += 1
            continue
        title = book.titles.at(keys, texts, place)
        name = _name_at(view, place)
        agent = book.agents.at(keys, texts, place)
        name = name if name is not None and not _is_part_of_person(view, name) else None
        ends = (name.end if name else 0, title.end if title else 0, agent.end if agent else 0)
        longest = max(ends)
        if longest == 0:
            if "-" in texts[place]:
                _unglue(view, place)
            place += 1
        elif name is not None and name.end == longest:
            view.names[place] = view.names_ending[name.end] = name
            place = name.end
        elif title is not None and title.end == longest and _is_title(view, title):
            view.titles[place] = view.titles_ending[title.end] = title
            if agent is not None and agent.end == longest:
                view.agents[place] = view.agents_ending[agent.end] = agent
            place = title.end
        elif agent is not None and agent.end == longest and _is_noun(view, agent):
            view.agents[place] = view.agents_ending[agent.end] = agent
            place = agent.end
        else:
            place += 1


def _name_at(view: View, place: int) -> Match[Naming] | None:
    """The name that begins at a token; without its last common noun where that goes with the next one.

    "Israeli military" is a name, but in "Israeli military action" only "Israeli" is.
    """
    if not _may_name(view, place):
        return None
    names, keys, texts = view.book.names, view.keys, view.texts
    match = names.at(keys, texts, place)
    if match is not None and match.end - place == 1 and (_is_shouted(view, place) or _is_compass(view, place)):
        return None
    while match is not None and match.end - match.start > 1 and texts[match.end - 1].islower():
        last = match.end - 1
        if view.deps[last] not in ("amod", "compound", "nmod") or view.heads[last] <= last:
            break
        match = names.at(keys, texts, place, last)
    return match


def _is_compass(view: View, place: int) -> bool:
    """Whether "West" is only the first word of another name: "West Papuan separatists"."""
    after = place + 1
    if view.keys[place] not in ("west", "east", "north", "south") or after >= len(view.texts):
        return False
    return view.texts[after][:1].isupper() and view.deps[place] in ("compound", "amod", "nmod")


def _is_shouted(view: View, place: int) -> bool:
    """Whether an acronym is only a word of a line in capitals: "FORECASTERS WHO FAILED"."""
    text = view.texts[place]
    if not text.isupper() or len(text) < 2:
        return False
    beside = [view.texts[i] for i in (place - 1, place + 1) if 0 <= i < len(view.texts)]
    return any(word.isalpha() and word.isupper() and len(word) > 3 for word in beside)


def _unglue(view: View, place: int) -> None:
    """Names inside one token that the parser did not part: "U.S.-Qatar", "U.S.-backed"."""
    found, offset = [], 0
    for part in view.texts[place].split("-"):
        match = view.book.names.at([folded(part)], [part], 0) if part[:1].isupper() else None
        if match is not None:
            found.append((offset, offset + len(part), match.values[0].actor_id))
        offset += len(part) + 1
    if found:
        view.glued[place] = found


def _may_name(view: View, place: int) -> bool:
    text = view.texts[place]
    if text[0].isupper() or text[0].isdigit():
        return True
    return any(after[0].isupper() for after in view.texts[place + 1 : place + 3])  # "al-Qaeda"


def _is_title(view: View, match: Match[Title]) -> bool:
    last = match.end - 1
    return view.pos[last] in ("NOUN", "PROPN", "ADJ", "X") or match.end - match.start > 1


def _is_noun(view: View, match: Match[AgentNoun]) -> bool:
    last = match.end - 1
    return view.pos[last] in ("NOUN", "PROPN") or (view.pos[last] == "ADJ" and view.deps[last] not in ("amod", "acomp"))


def _begins_a_name(view: View, place: int) -> bool:
    """Whether a capitalised name of nothing that we know follows: "Christian Horner"."""
    if place >= len(view.texts) or view.pos[place] != "PROPN" or view.entities[place] == "ORG":
        return False
    if not view.texts[place][:1].isupper() or view.texts[place].isupper():
        return False
    lexicons = (view.book.names, view.book.titles, view.book.agents)
    return all(lexicon.at(view.keys, view.texts, place) is None for lexicon in lexicons)


def _is_part_of_person(view: View, match: Match[Naming]) -> bool:
    """A state or town that is a person's first or last name: "Israel Katz", "Michael Jordan"."""
    if match.values[0].how is How.PEOPLE and _begins_a_name(view, match.end):
        return True
    if match.values[0].how is How.PERSON or match.end - match.start > 1 or view.entities[match.start] != "PERSON":
        return False
    if match.start and view.keys[match.start - 1] in ("of", "in"):
        return False
    after, before = match.end, match.start - 1
    follows = after < len(view.texts) and view.entities[after] == "PERSON" and view.texts[after][0].isupper()
    leads = (
        before >= 0
        and view.entities[before] == "PERSON"
        and before not in view.titles
        and view.texts[before][0].isupper()
    )
    if follows and view.book.titles.at(view.keys, view.texts, after) is not None:
        follows = False
    if leads and before + 1 in view.titles_ending:
        leads = False
    return follows or leads
