"""``python -m coprokg.release.descriptions`` writes the citation file at the top of the repository."""

from __future__ import annotations

from pathlib import Path

from ...folders import in_checkout, root
from ...front import graph, told
from ...problems import Misuse
from ..metadata import read_metadata
from ..source import Source
from .citation import FILE, citation_file


def write() -> Path:
    """Write ``CITATION.cff`` beside the content folders.

    :returns: the file written.
    :raises Misuse: outside of a checkout, where there is no repository to cite.
    """
    if not in_checkout():
        raise Misuse(f"{FILE} stands in the repository, and this is an installed package; run this in a checkout")
    path = root() / FILE
    # A citation names works and no statements: the current build is all that is asked.
    path.write_bytes(citation_file(Source(root(), read_metadata(root()), [], [], graph())))
    return path


if __name__ == "__main__":
    raise SystemExit(told(lambda: print(write())))
