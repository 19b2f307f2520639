"""Articles made by varying our own seeds: as many as wanted, all different, the same for the same seed number.

Each takes paragraphs of two or three seed articles, renames people, places and numbers, and adds names that no list
holds, so that vocabulary grows as it does in real news.
"""

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
_LEADERS = ("Masoud Pezeshkian", "Vladimir Putin", "Recep Tayyip Erdogan", "Abbas Araghchi", "Hakan Fidan", "Joe Biden")
_STATES = (
    "Iran",
    "Qatar",
    "Russia",
    "Turkey",
    "Iraq",
    "Israel",
    "Egypt",
    "China",
    "France",
    "Armenia",
    "Kuwait",
    "Oman",
)
_CITIES = ("Doha", "Moscow", "Ankara", "Baghdad", "Tehran", "Muscat", "Geneva", "Basra", "Aleppo", "Cairo", "Yerevan")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SYLLABLES = ("ba", "dar", "el", "far", "gul", "han", "ir", "kas", "lo", "mir", "nav", "or", "pel", "rus", "sha", "tov")
_POOLS = (_LEADERS, _STATES, _CITIES, _DAYS)
_LONGEST_FIRST = sorted((re.escape(name) for pool in _POOLS for name in pool), key=len, reverse=True)
_NAMED = re.compile(rf"\b(?:{'|'.join(_LONGEST_FIRST)})\b")
_NUMBER = re.compile(r"(?<![\d.,-])\d{1,3}(?![\d.,-])")


@dataclass(frozen=True, slots=True, kw_only=True)
class VariedArticle:
    """One made article, as a line of `extract` would hold it."""

    id: str
    url: str
    title: str
    published: str
    publisher: str
    text: str

    def line(self) -> str:
        return json.dumps(
            {
                "id": self.id,
                "url": self.url,
                "title": self.title,
                "published": self.published,
                "publisher": self.publisher,
                "text": self.text,
            },
            ensure_ascii=False,
        )


def varied_articles(count: int, seed: int = 1) -> Iterator[VariedArticle]:
    """`count` articles of about 350 words each."""
    for number in range(count):
        chance = random.Random(f"{seed}-{number}")
        day = date(2024, 1, 1) + timedelta(days=number % 500)
        yield VariedArticle(
            id=f"varied-{number}",
            url=f"https://desk{number % 12}.example.org/{day:%Y/%m/%d}/story-{number}",
            title=f"{chance.choice(_STATES)} and {chance.choice(_STATES)} talk in {chance.choice(_CITIES)}",
            published=day.isoformat(),
            publisher=f"Desk {number % 12}",
            text=_text(chance),
        )


def _text(chance: random.Random) -> str:
    articles = chance.sample(_paragraphs(), 3)
    chosen = [paragraph for article in articles for paragraph in article]
    chance.shuffle(chosen)
    chosen.insert(2, _witness(chance))
    renamed = {name: chance.choice(pool) for pool in _POOLS for name in pool}
    text = "\n\n".join(chosen[:12])
    text = _NAMED.sub(lambda match: renamed[match[0]], text)
    return _NUMBER.sub(lambda _: str(chance.randint(2, 400)), text)


def _witness(chance: random.Random) -> str:
    first, last = (_invented(chance) for _ in range(2))
    village = _invented(chance)
    return (
        f"{first} {last}, a teacher in {village}, said that soldiers had searched her street. The mayor of {village}, "
        f"{_invented(chance)} {_invented(chance)}, asked {chance.choice(_STATES)} for help."
    )


def _invented(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=3)).capitalize()


@cache
def _paragraphs() -> list[list[str]]:
    """Body paragraphs of the English seeds that are plain text."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt")) if "mojibake" not in path.name]
    lines = (SEEDS / "wire.jsonl").read_text(encoding="utf-8").splitlines()
    texts += [record["text"] for record in map(json.loads, lines) if "text" in record]
    articles = [[part.strip() for part in text.split("\n") if len(part) > 120] for text in texts]
    return [article for article in articles if len(article) > 1]
