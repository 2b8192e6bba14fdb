"""Make quads from very large sources with many workers: a part of the sources in, N-Quads out, no shared state."""
