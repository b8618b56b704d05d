"""A ground-truth corpus: made reports of every official form in every format, each with what it really says.

Run ``python -m tests.corpus.accuracy`` for the accuracy table. Nothing here knows how the reader works: it uses
only the public types and the declared forms.
"""
