"""How fast the reader is, against what one would take without it, on the same files in the same run."""
