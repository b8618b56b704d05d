"""Ink on pages -> tables and paragraphs in reading order: what PDF, OFD and scans have in common."""
