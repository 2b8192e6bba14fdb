"""Describe the tables by the W3C's CSV on the Web: datatypes, separators, keys, and the property that each column shows.

Source: https://www.w3.org/TR/tabular-metadata/
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ..namespaces import expand
from .codebook import MEANINGS
from .metadata import Metadata
from .table_rows import ADDRESS, Column, Table

CONTEXT = "http://www.w3.org/ns/csvw"
SPEC = "https://www.w3.org/TR/tabular-metadata/"
CODEBOOK_KEY = ["table", "column", "value", "value_id"]


def in_csvw(about: Metadata, tables: Sequence[Table]) -> bytes:
    """Return the metadata of all tables and of the codebook.

    :param about: what the release says of itself.
    :param tables: the tables, in order.
    """
    group = {
        "@context": [CONTEXT, {"@language": about.language}],
        "dc:title": about.title,
        "dc:description": about.description,
        "dc:license": {"@id": about.licences["data"]},
        "dc:issued": {"@value": about.issued.isoformat(), "@type": "xsd:date"},
        "dc:hasVersion": about.version,
        "dc:isPartOf": {"@id": about.iri},
        "dialect": {"header": True, "encoding": "utf-8", "lineTerminators": ["\n"]},
        "tables": [*(_table(table) for table in tables), _codebook()],
    }
    return (json.dumps(group, indent=1, ensure_ascii=False) + "\n").encode()


def _table(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {"columns": [*map(_column, table.columns)], "primaryKey": _one(table.plan.key)}
    links = [{"columnReference": column.name, "reference": {"resource": f"{column.to}.csv", "columnReference": "id"}}
             for column in table.columns if column.to]
    if links:
        schema["foreignKeys"] = links
    # A row is about its first column: the record, or the statement whose passage is named.
    schema["aboutUrl"] = f"{{+{table.plan.key[0]}}}"
    if table.plan.rows:
        schema["columns"].append({"name": "class", "virtual": True, "propertyUrl": "rdf:type",
                                  "valueUrl": expand(table.plan.rows)})
    return {"url": f"{table.name}.csv", "dc:title": table.title, "dc:description": table.about, "tableSchema": schema}


def _column(column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {"name": column.name, "titles": column.name, "dc:description": column.meaning,
                             "datatype": column.datatype}
    if column.property:
        found["propertyUrl"] = column.property
    if column.separator:
        found["separator"] = column.separator
    elif column.datatype == ADDRESS and column.property:
        found["valueUrl"] = f"{{+{column.name}}}"
    if column.required:
        found["required"] = True
    if column.marks:
        found["null"] = ["", *sorted(column.marks)]
    if column.labels or not column.property:
        # The address beside it is what the row says; a label, or an id, would say it again as a text.
        found["suppressOutput"] = True
    return found


def _codebook() -> dict[str, Any]:
    columns = [{"name": name, "titles": name, "dc:description": meaning,
                "datatype": "integer" if name == "rows" else "string", **({"required": True} if name in ("table", "column", "rows") else {})}
               for name, meaning in MEANINGS.items()]
    return {"url": "codebook.csv", "dc:title": "Codebook",
            "dc:description": "What each column of the tables means, and which values it has, each counted.",
            "tableSchema": {"columns": columns, "primaryKey": CODEBOOK_KEY}}


def _one(names: list[str]) -> str | list[str]:
    return names[0] if len(names) == 1 else names
