"""In which language a text is: English by its function words, other languages by `py3langid`."""

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_ENGLISH = frozenset(
    "the of and to in a is that for on was with as by at from it his he be an are has had said have its were not which"
    " this their who will they been but or her would after more also its into about than over one two us".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_SAMPLE = 1500  # characters
_ENOUGH = 0.2  # share of function words; running English has 0.35 to 0.5
_FEW_WORDS = 25
_SURE = 0.97  # wanted of a guess on few words
_SURE_ENOUGH = 0.6
_SOME_WORDS, _HARDLY_ENGLISH, _RATHER_SURE = 9, 0.1, 0.8  # a sentence with hardly an English word
_CODE = re.compile(r"^([a-z]{2})(?:[-_].*)?$", re.IGNORECASE)


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    load: Callable[..., LanguageIdentifier] = LanguageIdentifier.from_model_file
    return load(MODEL_FILE, norm_probs=True)


def _classified(text: str) -> tuple[str, float]:
    classify: Callable[[str], tuple[str, float]] = _identifier().classify
    language, probability = classify(text)
    return language, float(probability)


def language_of(text: str, stated: str | None = None) -> str:
    """ISO 639-1 code; `stated` (by page or feed) decides where the text is too short, and English on doubt.

    >>> language_of("The minister said on Monday that the talks had failed.")
    'en'
    >>> language_of("El ministro dijo el lunes que las conversaciones con los mediadores habían fracasado.")
    'es'
    """
    found = _WORD.findall(text[:_SAMPLE].casefold())
    if not found:
        return _stated_code(stated) or "und"
    english = sum(map(_ENGLISH.__contains__, found)) / len(found)
    if english >= _ENOUGH:
        return "en"
    guess, probability = _classified(text[:_SAMPLE])
    said = _stated_code(stated)
    if guess == "en" or guess == said:
        return guess
    if len(_LATIN.findall(text[:_SAMPLE])) < 0.5 * sum(map(len, found)):
        return guess if probability >= 0.5 else said or "und"
    needed = _SURE if len(found) < _FEW_WORDS else _SURE_ENOUGH
    if len(found) >= _SOME_WORDS and english < _HARDLY_ENGLISH:
        needed = min(needed, _RATHER_SURE)
    few = len(found) < _FEW_WORDS and (english > 0.08 or len(found) < 6)
    if probability < needed or few:
        return said or "en"
    return guess


def _stated_code(stated: str | None) -> str | None:
    match = _CODE.match(stated.strip()) if stated else None
    return match[1].casefold() if match else None
