"""The grammar's data files: what is wrong in them is named with file and line."""

from typing import Any

import pytest
import yaml

from domain.errors import KnowledgeError
from extractors.dates import load_grammar
from extractors.dates.grammar import BUILDERS, load_language
from extractors.dates.grammar import _Loader as Loader
from extractors.dates.patterns import Alphabet, Compiler, PatternError
from extractors.dates.stated import month_numbers

TEXT = """\
language: xx
lexicon: {{MONTH: {{enero: 1}}}}
macros: {{}}
feast_pattern: "FEAST"
rules:
  - {{name: month, build: {build}, patterns: ["{pattern}"]}}
modifiers: {{}}
lists: {{articles: []}}
cues: {{}}
"""


def loader(build: str, pattern: str) -> Loader:
    text = TEXT.format(build=build, pattern=pattern)
    data: dict[str, Any] = yaml.safe_load(text)
    return Loader("xx.yaml", text, "xx", data, data["rules"])


@pytest.mark.parametrize(
    ("build", "pattern", "problem"),
    [
        ("moon", "m:MONTH", "there is no builder 'moon'"),
        ("month", "m:MOON", "no word has the category MOON"),
        ("month", "(m:MONTH", "a bracket is not closed"),
        ("month", "m:MONTH)", "a bracket too many"),
        ("month", "m:MONTH?", "the pattern may be empty"),
        ("month", "m:MONTH %", "can't be read from here"),
    ],
)
def test_a_wrong_rule_is_named_with_its_file_and_line(build: str, pattern: str, problem: str) -> None:
    with pytest.raises(KnowledgeError, match=problem) as raised:
        loader(build, pattern).language()
    assert raised.value.where == "xx.yaml:6"


def test_the_files_that_ship_load() -> None:
    grammar = load_grammar()
    assert grammar.languages == ("en", "es", "fr")
    assert set(grammar.by_code) == set(grammar.languages)


@pytest.mark.parametrize("code", ["en", "es", "fr"])
def test_every_pattern_of_a_language_compiles(code: str) -> None:
    for rules in load_language(code).rules.values():
        for rule in rules:
            rule.pattern.match("", 0)  # compiles when it is first tried


def test_builders_are_the_public_functions_of_their_modules() -> None:
    assert {"day", "weekday", "duration", "clock_on_weekday", "year_range"} <= set(BUILDERS)


def test_a_macro_may_hold_another() -> None:
    alphabet = Alphabet()
    month, day = alphabet.character(["MONTH"]), alphabet.character(["DAY"])
    compiled, first = Compiler(alphabet, {"DATE": "MONTH DAYS", "DAYS": "DAY DAY?"}).compile("d:DATE")
    found = compiled.match(month + day + day, 0)
    assert found is not None
    assert found.span("d") == (0, 3)
    assert first == {month}


def test_alternatives_may_share_a_name() -> None:
    alphabet = Alphabet()
    one = alphabet.character(["ONE"])
    alphabet.character(["TWO"])
    compiled, _ = Compiler(alphabet, {}).compile("(x:ONE | x:TWO)")
    assert compiled.match(one, 0) is not None


def test_an_unknown_category_is_an_error() -> None:
    with pytest.raises(PatternError):
        Compiler(Alphabet(), {}).compile("NOWHERE")


def test_month_names_have_their_numbers_in_all_languages() -> None:
    numbers = month_numbers()
    assert (numbers["november"], numbers["märz"], numbers["février"], numbers["мая"]) == (11, 3, 2, 5)
