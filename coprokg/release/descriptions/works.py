"""The works whose statements the graph holds, as the graph describes them."""

from __future__ import annotations

from typing import Any

from ...bibliography.items import Item, items
from ...namespaces import BASE
from ...problems import DataFault, Problem
from ..metadata import FILE, RULE
from ..source import Source


def works(source: Source) -> list[Item]:
    """Return the works that the metadata names as sources, as items of CSL-JSON.

    :param source: what the release is made from.
    :raises DataFault: if the graph knows one of them not.
    """
    wanted = source.about.sources
    found = items(source.graph, [f"{BASE}work/{slug}" for slug in wanted])
    missing = sorted(set(wanted) - {item["id"] for item in found})
    if missing:
        raise DataFault(Problem(FILE, 0, "sources", f"there is no work {slug}",
                                "name a key of data/literature/works.yaml", RULE) for slug in missing)
    return found


def address(item: Item) -> str:
    """Return the address of a work: its DOI, or where this graph describes it.

    >>> address({"id": "doe-1999", "DOI": "10.1000/182"}), address({"id": "doe-1999"})
    ('https://doi.org/10.1000/182', 'https://w3id.org/coprokg/work/doe-1999')
    """
    return f"https://doi.org/{item['DOI']}" if "DOI" in item else f"{BASE}work/{item['id']}"


def cited(item: Item) -> str:
    """Return a work as it is cited in a line.

    >>> cited({"author": [{"family": "Doe", "given": "Jo"}], "title": "Shops", "issued": {"date-parts": [[1999]]}})
    'Doe, Jo (1999). Shops.'
    """
    names = "; ".join(_name(name) for name in item.get("author", ()))
    year = item.get("issued", {}).get("date-parts", [["n.d."]])[0][0]
    parts = [f"{names} ({year})", item["title"]]
    if "container-title" in item:
        issue = f"({item['issue']})" if "issue" in item else ""
        volume = f" {item['volume']}{issue}" if "volume" in item else ""
        pages = f", {item['page']}" if "page" in item else ""
        parts.append(f"{item['container-title']}{volume}{pages}")
    return ". ".join(parts) + "." + (f" {address(item)}" if "DOI" in item else "")


def _name(name: dict[str, Any]) -> str:
    if "literal" in name:
        return str(name["literal"])
    family = " ".join(filter(None, (name.get("non-dropping-particle"), name["family"])))
    return ", ".join(filter(None, (family, name.get("given"))))
