"""Check a description by what its makers publish: JSON Schemas, SHACL shapes and vocabularies, in `standards/`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pyshacl
import rdflib
from rdflib import RDF, RDFS

STANDARDS = Path(__file__).parent / "standards"

SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")


def schema_faults(data: Any, schema: str) -> list[str]:
    """Return what a JSON Schema finds at fault, each with its place."""
    text = json.loads((STANDARDS / schema).read_text(encoding="utf-8"))
    kind = jsonschema.validators.validator_for(text)
    kind.check_schema(text)
    return sorted(f"{'/'.join(map(str, error.path))}: {error.message}" for error in kind(text).iter_errors(data))


def shapes(*names: str) -> rdflib.Graph:
    """Return the shapes of some files, or folders of files."""
    graph = rdflib.Graph()
    for name in names:
        path = STANDARDS / name
        for file in sorted(path.glob("*.ttl")) if path.is_dir() else [path]:
            graph.parse(file)
    return graph


def shape_faults(data: rdflib.Graph, rules: rdflib.Graph, **options: Any) -> list[str]:
    """Return the violations that SHACL finds, each with its node and path."""
    _, report, _ = pyshacl.validate(data, shacl_graph=rules, **options)
    return sorted(
        "{} {}: {}".format(*(report.value(result, SH[of]) for of in ("focusNode", "resultPath", "resultMessage")))
        for result in report.subjects(RDF.type, SH.ValidationResult)
        if report.value(result, SH.resultSeverity) == SH.Violation)


def vocabulary_faults(data: rdflib.Graph, vocabulary: rdflib.Graph, namespace: str) -> list[str]:
    """Return where a description uses terms that a vocabulary has not, or against their domains and ranges.

    A node is of a class if the description or the vocabulary says so, or that it is of one below it.
    """
    faults = []
    defined = set(vocabulary.subjects())

    def is_a(node: Any, wanted: Any) -> bool:
        kinds = {*data.objects(node, RDF.type), *vocabulary.objects(node, RDF.type)}
        return any(wanted in vocabulary.transitive_objects(kind, RDFS.subClassOf) for kind in kinds)

    for s, p, o in data:
        for term in (p, o):
            if str(term).startswith(namespace) and term not in defined:
                faults.append(f"{term} is no term of {namespace}")
        for property_, node in ((RDFS.domain, s), (RDFS.range, o)):
            for wanted in vocabulary.objects(p, property_):
                if str(wanted).startswith(namespace) and not is_a(node, wanted):
                    faults.append(f"{node} is no {wanted}, as {p} asks")
    return sorted(set(faults))
