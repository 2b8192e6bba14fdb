"""Where the content folders are, in a wheel as in a checkout, and where a build is kept."""

from __future__ import annotations

import os
from pathlib import Path

from .problems import Misuse

_PACKAGE = Path(__file__).resolve().parent

CONTENT = ("ontology", "data", "queries", "loaders")
"""The folders that say what there is, what is known, what can be asked, and how it is read."""


def in_checkout() -> bool:
    """Say whether the package runs from a checkout, with its content folders beside it.

    >>> isinstance(in_checkout(), bool)
    True
    """
    return not (_PACKAGE / "ontology").is_dir()


def root() -> Path:
    """Return the folder that holds the content folders.

    ``COPROKG_CONTENT`` in the environment overrides it: a copy with files of one's own.

    :raises Misuse: if that names a folder which lacks a content folder.

    >>> (root() / "ontology").is_dir()
    True
    """
    given = os.environ.get("COPROKG_CONTENT")
    if given:
        lacking = [name for name in CONTENT[:3] if not (Path(given) / name).is_dir()]
        if lacking:
            raise Misuse(f"COPROKG_CONTENT names {given}, which has no folder {', '.join(lacking)};"
                         " name a folder that holds them, or unset it")
        return Path(given)
    return _PACKAGE.parent if in_checkout() else _PACKAGE


def folder(name: str) -> Path:
    """Return a content folder by its name, from the wheel or from the checkout.

    :param name: one of :data:`CONTENT`.
    :raises KeyError: if there is no content folder of that name.

    >>> folder("queries").name
    'queries'
    """
    if name not in CONTENT:
        raise KeyError(f"no content folder {name!r}; there are {', '.join(CONTENT)}")
    return root() / name


def build_folder() -> Path:
    """Return the folder that holds the built graph: ``build/`` in a checkout, else the user's cache.

    ``COPROKG_BUILD`` in the environment overrides both.
    """
    given = os.environ.get("COPROKG_BUILD")
    if given:
        return Path(given)
    if in_checkout() or os.environ.get("COPROKG_CONTENT"):
        return root() / "build"
    import hashlib

    from platformdirs import user_cache_path

    from . import __version__

    place = hashlib.sha256(str(_PACKAGE).encode()).hexdigest()[:12]
    return user_cache_path("coprokg") / f"{__version__}-{place}"
