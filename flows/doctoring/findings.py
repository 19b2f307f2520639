"""What a doctor finds."""

from dataclasses import dataclass
from enum import StrEnum


class Health(StrEnum):
    """How a check ended."""

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one check found."""

    check: str
    health: Health
    told: str
    advice: str = ""  # what to do; empty where nothing is to be done


def good(check: str, told: str) -> Finding:
    """Nothing is to be done."""
    return Finding(check=check, health=Health.GOOD, told=told)


def warning(check: str, told: str, advice: str) -> Finding:
    """It works, but had better be seen to."""
    return Finding(check=check, health=Health.WARNING, told=told, advice=advice)


def bad(check: str, told: str, advice: str) -> Finding:
    """It does not work."""
    return Finding(check=check, health=Health.BAD, told=told, advice=advice)
