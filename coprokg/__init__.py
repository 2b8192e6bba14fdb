"""The open knowledge graph of the coproduction of public services.

``open_graph`` is all that Python code needs; it is imported when it is first named, so that to import
the package costs nothing.
"""

from pathlib import Path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .api import open_graph

__all__ = ["__version__", "open_graph"]

__version__ = "0.1.0"

# An installed package carries ontology/, data/, queries/ and loaders/ inside
# it; in a checkout they stand beside it, at the top of the repository.
_HERE = Path(__file__).resolve().parent
if not (_HERE / "ontology").is_dir():
    __path__.append(str(_HERE.parent))

if not TYPE_CHECKING:
    # A type checker must not think that the package has whatever name it is asked for.

    def __getattr__(name: str) -> object:
        if name != "open_graph":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from .api import open_graph

        return open_graph
