"""The grammar of temporal expressions: words and rules of each language, read from data files."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml

from domain.errors import KnowledgeError
from extractors.dates import (
    build_calendar,
    build_clock,
    build_counted,
    build_fiscal,
    build_lengths,
    build_ranges,
    build_relative,
)
from extractors.dates.lexer import Token, number_shapes, tokens_of
from extractors.dates.meanings import Match, Meaning, Scene, Values
from extractors.dates.patterns import Alphabet, Compiler, PatternError, TokenPattern, literals
from extractors.dates.tense import Cues

Builder = Callable[[Match, Scene], Meaning | None]

BUILDERS: Mapping[str, Builder] = {
    name: build
    for module in (
        build_calendar,
        build_clock,
        build_counted,
        build_fiscal,
        build_lengths,
        build_ranges,
        build_relative,
    )
    for name, build in vars(module).items()
    if callable(build) and getattr(build, "__module__", None) == module.__name__ and not name.startswith("_")
}
NOTHING = "nothing"  # the builder of false friends: the words are taken, nothing is said
_LANGUAGES = ("en", "es", "fr")
_OTHER = "\0"
_SHAPES = "7 07 25 45 100 2012 2500 1st 32nd 1990s 90s 7h 25h 1.5 1,000".split()
_KINDS = {"iso": "ISO", "numeric": "NUMERIC", "clock": "CLOCK", "pair": "FRAC"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One way to say when, with the builder that knows what it means."""

    name: str
    build: Builder | None  # None: a false friend
    pattern: TokenPattern
    options: Mapping[str, object]
    order: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """The words and rules of one language."""

    code: str
    words: Mapping[str, str]  # a word in small letters -> its class
    capitals: Mapping[str, str]  # the same for words with a capital, where it differs
    shapes: Mapping[tuple[str, ...], str]
    rules: Mapping[str, tuple[Rule, ...]]  # by the class of the first token
    values: Values
    modifiers: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]  # last word -> (all words, modifier)
    lists: Mapping[str, frozenset[str]]
    cues: Cues
    month_first: bool

    def class_of(self, token: Token) -> str:
        """The class of a token; the class of unknown words where it has none."""
        known = (self.capitals.get(token.lower) if token.capital else None) or self.words.get(token.lower)
        if known:
            return known
        if token.kind == "number":
            return self.shapes.get(number_shapes(token.lower), _OTHER)
        kind = _KINDS.get(token.kind)
        return self.shapes.get((kind,), _OTHER) if kind else _OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """The expressions that are known, by language."""

    languages: tuple[str, ...]
    by_code: Mapping[str, Language]


def load_grammar() -> Grammar:
    """The grammar from its data files.

    Raises KnowledgeError where a file has a rule that can't be compiled or names an unknown builder.
    """
    by_code = {code: load_language(code) for code in _LANGUAGES}
    return Grammar(languages=_LANGUAGES, by_code=by_code)


def load_language(code: str) -> Language:
    """One language, with the feasts and named days that have names in it."""
    folder = files("extractors.dates") / "data"
    text = (folder / f"{code}.yaml").read_text("utf-8")
    data = yaml.load(text, Loader=yaml.CSafeLoader)
    feasts = yaml.load((folder / "feasts.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)["feasts"]
    named = yaml.load((folder / "named_days.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)["named_days"]
    rules = [*_named_rules(named, code), *_feast_rules(feasts, code, data), *data["rules"]]
    return _Loader(f"{code}.yaml", text, code, data, rules).language()


def _feast_rules(feasts: list[dict[str, Any]], code: str, data: dict[str, Any]) -> list[dict[str, Any]]:
    frame: str = data["feast_pattern"]
    return [
        {
            "name": "feast",
            "build": "holiday",
            "patterns": [frame.replace("FEAST", " ".join(f"'{token.lower}'" for token in tokens_of(name)))],
            "options": {"rule": entry["rule"]},
        }
        for entry in feasts
        for name in entry.get(code, ())
    ]


def _named_rules(named: list[dict[str, Any]], code: str) -> list[dict[str, Any]]:
    return [
        {
            "name": "named_day",
            "build": "named_day",
            "patterns": patterns,
            "options": {"first": str(entry["first"]), "last": str(entry.get("last", entry["first"])), "near": near},
        }
        for entry in named
        for patterns, near in ((entry.get(code), None), (entry.get(f"{code}_near"), entry.get(f"{code}_words")))
        if patterns
    ]


class _Loader:
    """Builds a language from its data, naming file and line of what is wrong."""

    def __init__(self, file: str, text: str, code: str, data: dict[str, Any], rules: list[dict[str, Any]]) -> None:
        self._file, self._text, self._code, self._data, self._rules = file, text, code, data, rules
        self._alphabet = Alphabet()

    def language(self) -> Language:
        small, large = self._categories()
        words = {word: self._alphabet.character(found) for word, found in small.items() if found}
        capitals = {word: self._alphabet.character(found) if found else _OTHER for word, found in large.items()}
        shapes = {shape: self._alphabet.character(shape) for each in _SHAPES if (shape := number_shapes(each))}
        shapes |= {(kind,): self._alphabet.character((kind,)) for kind in _KINDS.values()}
        data = self._data
        return Language(
            code=self._code,
            words=words,
            capitals=capitals,
            shapes=shapes,
            rules=self._compiled(),
            values={category: entry.get("words", entry) for category, entry in data["lexicon"].items()},
            modifiers=self._modifiers(),
            lists={name: frozenset(words) for name, words in data.get("lists", {}).items()},
            cues=self._cues(),
            month_first=data.get("month_first", False),
        )

    def _categories(self) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
        """The categories of words in small letters, and with a capital where these differ."""
        small: dict[str, set[str]] = {}
        large: dict[str, set[str]] = {}
        for category, entry in self._data["lexicon"].items():
            for word in entry.get("words", entry):
                if not isinstance(word, str):
                    raise KnowledgeError(self._where(category), f"{word!r} is no word; quote it")
                if not entry.get("capital"):
                    small.setdefault(word, set()).add(category)
                if not entry.get("small"):
                    large.setdefault(word, set()).add(category)
        patterns = [*self._data["macros"].values(), *(each for rule in self._rules for each in rule["patterns"])]
        for word in {word for pattern in patterns for word in literals(pattern)}:
            lower = word.lower()
            token = next(iter(tokens_of(lower)), None)
            shapes = number_shapes(lower) if token and token.kind == "number" else ()
            found = {f"'{word}'", *shapes, *(("FRAC",) if token and token.kind == "pair" else ())}
            large.setdefault(lower, set()).update(found)
            if word == lower:
                small.setdefault(lower, set()).update(found)
        return small, {
            word: large.get(word, set()) for word in small.keys() | large.keys() if small.get(word) != large.get(word)
        }

    def _compiled(self) -> dict[str, tuple[Rule, ...]]:
        compiler = Compiler(self._alphabet, self._data["macros"])
        index: dict[str, list[Rule]] = {}
        for order, entry in enumerate(self._rules):
            name, build = entry["name"], entry["build"]
            if build != NOTHING and build not in BUILDERS:
                raise KnowledgeError(self._where(name), f"there is no builder {build!r}")
            for pattern in entry["patterns"]:
                try:
                    compiled, first = compiler.compile(pattern)
                except (PatternError, KeyError) as error:
                    raise KnowledgeError(self._where(name), str(error)) from error
                rule = Rule(
                    name=name,
                    build=BUILDERS.get(build),
                    pattern=compiled,
                    options=entry.get("options", {}),
                    order=order,
                )
                for character in first:
                    index.setdefault(character, []).append(rule)
        return {character: tuple(rules) for character, rules in index.items()}

    def _modifiers(self) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
        index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for modifier, phrases in self._data["modifiers"].items():
            for phrase in phrases:
                words = tuple(phrase.split())
                index.setdefault(words[-1], []).append((words, modifier))
        return {word: tuple(sorted(found, key=lambda each: -len(each[0]))) for word, found in index.items()}

    def _cues(self) -> Cues:
        cues = self._data["cues"]

        def words(name: str) -> frozenset[str]:
            return frozenset(cues.get(name, ()))

        return Cues(
            future_words=words("future_words"),
            past_words=words("past_words"),
            future_endings=tuple(cues.get("future_endings", ())),
            past_endings=tuple(cues.get("past_endings", ())),
            planning=words("planning"),
            happened=words("happened"),
            stative=words("stative"),
            toward=words("toward"),
            ahead_nouns=words("ahead_nouns"),
            upcoming=words("upcoming"),
            allowing=words("allowing"),
            announced=words("announced"),
            since=words("since"),
            due=words("due"),
            calling_off=words("calling_off"),
            put_off=words("put_off"),
        )

    def _where(self, name: str) -> str:
        line = next((n for n, each in enumerate(self._text.splitlines(), 1) if name in each), 0)
        return f"{self._file}:{line}"
