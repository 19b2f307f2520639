"""Relations: which earlier articles an article copies, cuts, rewrites or replaces."""

from extractors.relations.fingerprint import Fingerprint
from extractors.relations.fingerprinting import fingerprint
from extractors.relations.index import ArticleIndex, MemoryArticleIndex
from extractors.relations.relating import relate

__all__ = ["ArticleIndex", "Fingerprint", "MemoryArticleIndex", "fingerprint", "relate"]
