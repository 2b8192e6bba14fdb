"""Loaders turn the files that people edit into quads.

One module for each kind of source. A loader names the folder it reads (``FOLDER``), the model
that a file must satisfy (``MODEL``) and the kind of IRI that a file gets (the model's ``kind``);
everything else is done by the engine. Modules whose name begins with an underscore are shared
parts, not loaders. A loader prints nothing and opens only what it is given.
"""
