"""Text without its secrets, for everything that people or logs see."""

import re

MASK = "***"
_USER = re.compile(r"(?<=://)[^/?#\s]*@")  # http://desk:word@proxy.example, also where the password holds an @
# password=word, ?token=word
_NAMED = re.compile(
    r"""(?P<name>\b(?:password|passwd|passphrase|secret|token|api_?key|access_?key)\s*=\s*)
    (?P<value>'(?:\\.|[^'\\])*'|[^\s&'"]+)""",
    re.VERBOSE | re.IGNORECASE,
)


def masked(text: str) -> str:
    """The text with user names and passwords of its URLs, and values named as secrets, replaced by `***`.

    >>> masked("via http://desk:word@proxy.example:3128/")
    'via http://***@proxy.example:3128/'
    >>> masked("ducklake:postgres:dbname=news password='a b' host=db")
    'ducklake:postgres:dbname=news password=*** host=db'
    >>> masked("https://example.org/@desk")
    'https://example.org/@desk'
    """
    return _NAMED.sub(rf"\g<name>{MASK}", _USER.sub(f"{MASK}@", text))
