"""The open knowledge graph of the coproduction of public services."""

from pathlib import Path

__version__ = "0.1.0"

# An installed package carries ontology/, data/, queries/ and loaders/ inside
# it; in a checkout they stand beside it, at the top of the repository.
_HERE = Path(__file__).resolve().parent
if not (_HERE / "ontology").is_dir():
    __path__.append(str(_HERE.parent))
