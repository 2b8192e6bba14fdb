"""Add the IRIs of the current build to ``data/published-iris.txt``: ``python -m tests.published``."""

from __future__ import annotations

import pyoxigraph as ox

from coprokg import builds
from coprokg.folders import root
from coprokg.namespaces import BASE


def iris(graph: ox.Store) -> set[str]:
    """Return every IRI of ours that the graph describes."""
    return {q.subject.value for q in graph
            if isinstance(q.subject, ox.NamedNode) and q.subject.value.startswith(BASE)}


def main() -> None:
    """Write the list: what is published stays, what is new is added."""
    build = builds.current()
    if build is None:
        raise SystemExit("no build: run coprokg build first")
    store = ox.Store()
    store.bulk_load(path=str(build / builds.GRAPH), format=ox.RdfFormat.N_QUADS)
    path = root() / "data" / "published-iris.txt"
    listed = set(path.read_text(encoding="utf-8").split()) if path.exists() else set()
    path.write_text("".join(f"{iri}\n" for iri in sorted(listed | iris(store))), encoding="utf-8")
    print(f"{len(iris(store) - listed)} new, {len(listed)} before")


if __name__ == "__main__":
    main()
