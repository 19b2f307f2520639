"""What stands beside a name in a byline: places, roles, outlets, days; and which of it is no name at all."""

import re

_PLACE_BEHIND = re.compile(  # "Jane Doe in Kampala", "Anna Lee, in Oslo"
    r",?\s+(?:in|aus|en|à)\s+[A-ZÀ-Þ][\w.'’-]+(?:[\s/]+[A-ZÀ-Þ][\w.'’-]+){0,2}\s*$"
)
_FOR_OUTLET = re.compile(
    r"\s+(?:[–—-]\s+)?(?:(?:[Ff]or|[Ss]pecial (?:to|for)|at)\s+(?:the\s+|The\s+)?[A-ZÀ-Þ].*|[Ee]xclusive)$"
)
_TELLS = re.compile(
    r"\s+(?:is|was|are|has|covers|writes|reports|contributed|published|updated|posted)\b.*$", re.IGNORECASE
)
_ROLE = (
    r"(?:writer|correspondent|reporter|editor(?:-in-chief)?|columnist|contributor|producer|analyst|journalist"
    r"|bureau\s+chief|fellow|author)s?"
)
_ROLE_BEHIND = re.compile(  # "Jane Doe Staff Writer", "Jane Doe Middle East correspondent"
    r"^(\S+\s+\S+(?:\s+\S+)??)\s+(?:(?:senior|staff|chief|deputy|managing|news|political|diplomatic|foreign|defen[cs]e"
    r"|security|special|international|global|world|national|economics?|business|energy|science|health|sports?|legal|crime"
    r"|white house|middle east|africa|asia|europe|china|russia|india|us|u\.s\.|uk|un|city|guest|contributing|associate"
    rf"|assistant)\s+)*{_ROLE}$",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"^(?:our|from\s+our|from|senior|special|chief|staff|edited|editing|translated|updated|reviewed|produced|compiled"
    rf"|fact[- ]checked|published|posted|via|for)\b|^(?:news\s+)?(?:agencies|wires?|services)$|^{_ROLE}$",
    re.IGNORECASE,
)
_OUTLET = re.compile(
    r"\b(?:university|institute|council|commission|embassy|foundation|magazine|news|times|gazette|tribune|herald|chronicle|agency"
    r"|ministry|department|network|journal|press|television|radio|bureau|universit[äy]t|universidad|zeitung)\b|^the\s",
    re.IGNORECASE,
)
_SHORT_NAME = re.compile(r"[A-Z]{2,5}")  # an outlet's


def bare_name(part: str) -> str:
    """A part of a byline without place, role, outlet and day behind the name.

    >>> bare_name("Jane Doe in Kampala"), bare_name("Jane Doe Middle East correspondent"), bare_name("Jane Doe")
    ('Jane Doe', 'Jane Doe', 'Jane Doe')
    """
    plain = _FOR_OUTLET.sub("", _PLACE_BEHIND.sub("", _TELLS.sub("", part)))
    role = _ROLE_BEHIND.match(plain)
    return role[1] if role is not None else plain


def names_nobody(part: str, *, first: bool) -> bool:
    """Whether a part of a byline is a desk, a role or an outlet; the first part may hold an outlet's word.

    >>> names_nobody("Our Correspondent", first=True), names_nobody("University of Oslo", first=False)
    (True, True)
    >>> names_nobody("Jane Press", first=True)
    False
    """
    if _NOBODY.match(part):
        return True
    return not first and bool(_OUTLET.search(part) or _SHORT_NAME.fullmatch(part))
