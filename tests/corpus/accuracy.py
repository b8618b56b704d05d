"""Print how exactly the reader reads the corpus: ``python -m tests.corpus.accuracy --count 1000``."""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from multiprocessing import get_context
from pathlib import Path

from tests.corpus.make import make_all
from tests.corpus.model import FORMATS, Document, Format
from tests.corpus.scoring import IDENTITY, Score, score

_CHUNK = 25
_WORKERS = 2
_SUFFIX = {"text": "txt", "scan": "pdf"}
QUICK = tuple(fmt for fmt in FORMATS if fmt != "scan")  # a scan takes half a minute
Task = tuple[Format, int, range, Path | None]


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    if options.keep:
        shutil.rmtree(options.keep, ignore_errors=True)
    each = -(-options.count // len(options.formats))
    tasks: list[Task] = [
        (fmt, options.seed, range(at, min(at + _CHUNK, each)), options.keep)
        for at in range(0, each, _CHUNK)
        for fmt in options.formats
    ]
    started = time.perf_counter()
    scores: list[Score] = []
    with get_context("spawn").Pool(_WORKERS) as pool:
        for done in pool.imap_unordered(_run, tasks):
            scores += done
    for line in report(scores):
        sys.stdout.write(line + "\n")
    sys.stdout.write(f"\n{len(scores)} documents in {time.perf_counter() - started:.0f} s\n")
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
        (options.keep / "index.txt").write_text("\n".join(_index(scores)) + "\n", encoding="utf-8")
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.corpus.accuracy", description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="documents over all formats")
    parser.add_argument("--formats", type=_formats, default=QUICK, help=",".join(FORMATS))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--keep", type=Path, help="folder for the documents not read perfectly, with their differences"
    )
    return parser.parse_args(arguments)


def _formats(text: str) -> tuple[Format, ...]:
    chosen = tuple(fmt for fmt in FORMATS if fmt in text.split(","))
    if not chosen:
        raise argparse.ArgumentTypeError(f"none of {', '.join(FORMATS)}")
    return chosen


def _run(task: Task) -> list[Score]:
    fmt, seed, numbers, keep = task
    scores = []
    for document in make_all(fmt, seed, numbers):
        result = score(document)
        scores.append(result)
        if keep is not None and not result.perfect:
            _keep(keep, document, result)
    return scores


def _keep(folder: Path, document: Document, result: Score) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{document.name}.{_SUFFIX.get(document.format, document.format)}"
    file.write_bytes(document.body)
    truth = document.truth
    lines = [
        f"form {truth.form}  features {', '.join(document.features)}",
        *result.differences,
        "",
        f"truth: {truth.title} | {truth.organ} | {truth.year} | {truth.period}",
        *(
            f"  {k.table} {k.row} {k.column}: {p.status} {p.value} {p.text!r}"
            for k, p in truth.figures.items()
        ),
        *(f"  section {n} {s.title}: {s.text!r}" for n, s in truth.sections.items()),
    ]
    file.with_suffix(".diff").write_text("\n".join(lines) + "\n", encoding="utf-8")


# The tables


def report(scores: Sequence[Score]) -> Iterator[str]:
    """Yield Markdown: a row per format and form, a row per format, then the features, worst first."""
    groups: dict[tuple[str, str], list[Score]] = defaultdict(list)
    for one in scores:
        groups[one.format, one.form].append(one)
        groups[one.format, "all"].append(one)
    heads = ["format", "form", "documents", "exact", "outcome", "cells", "cells_exact", "silent", "doubted"]
    heads += [*IDENTITY, "sections", "claims", "ms"]
    yield _line(heads)
    yield _line("---" for _ in heads)
    for fmt, form in sorted(groups, key=lambda g: (FORMATS.index(g[0]), g[1] == "all", g[1])):
        yield _line((fmt, form, *_totals(groups[fmt, form])))
    yield ""
    yield from _features(scores)


def _totals(group: Sequence[Score]) -> Iterator[str]:
    yield str(len(group))
    yield _share(sum(s.exact for s in group), len(group))
    yield _share(sum(s.outcome_right for s in group), len(group))
    cells = sum(s.cells for s in group)
    yield str(cells)
    yield _share(sum(s.cells_exact for s in group), cells)
    yield str(sum(s.silent for s in group))
    yield str(sum(s.doubted for s in group))
    reports = [s for s in group if s.cells]
    for name in IDENTITY:
        yield _share(sum(name in s.right for s in reports), len(reports))
    yield _share(sum(s.sections_right for s in group), sum(s.sections for s in group))
    yield _share(sum(s.claims_right for s in group), sum(s.claims for s in group))
    yield f"{1000 * sum(s.seconds for s in group) / len(group):.0f}"


def _features(scores: Iterable[Score]) -> Iterator[str]:
    seen: Counter[tuple[str, str]] = Counter()
    bad: dict[tuple[str, str], list[Score]] = defaultdict(list)
    silent: Counter[tuple[str, str]] = Counter()
    for one in scores:
        for feature in one.features or ("clean",):
            key = (one.format, feature)
            seen[key] += 1
            silent[key] += one.silent
            if not one.exact:
                bad[key].append(one)
    yield _line(("format", "feature", "documents", "exact", "silent", "e.g."))
    yield _line("---" for _ in range(6))
    for fmt, feature in sorted(bad, key=lambda k: (1 - len(bad[k]) / seen[k], -seen[k])):
        group, count = bad[fmt, feature], seen[fmt, feature]
        simplest = min(group, key=lambda s: len(s.features))
        share = _share(count - len(group), count)
        yield _line((fmt, feature, str(count), share, str(silent[fmt, feature]), simplest.name))


def _index(scores: Iterable[Score]) -> Iterator[str]:
    """Yield the documents not read perfectly, those with the fewest deviations first."""
    for one in sorted((s for s in scores if not s.perfect), key=lambda s: (s.exact, len(s.features))):
        yield f"{one.name} {one.form} {'cells exact' if one.exact else 'CELLS WRONG'} [{', '.join(one.features)}]"
        yield from (f"    {line[:300]}" for line in one.differences[:6])


def _share(part: int, whole: int) -> str:
    return "–" if whole == 0 else f"{100 * part / whole:.2f}%"


def _line(parts: Iterable[str]) -> str:
    return "| " + " | ".join(parts) + " |"


if __name__ == "__main__":
    sys.exit(main())
