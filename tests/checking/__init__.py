"""Measures what the checks catch: ``make mutations``. Reports that add up, and the same with one thing wrong."""
