"""Pictures of saved queries: a template says what is drawn of which rows, Vega-Lite draws it.

A picture is one YAML file of ``pictures/``: it names its saved queries and how their columns become marks. It
holds no data, so that a picture is never older than the graph.
"""
