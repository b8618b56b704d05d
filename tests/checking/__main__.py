"""Print what the checks catch: ``python -m tests.checking``. Reports that add up, and the same with one thing wrong."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence

from extractors import read
from extractors.report import Finding, Result, Severity
from tests.checking.drafts import PLANTS, draft
from tests.checking.mutations import KINDS, TABLES, measure


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.checking", description=__doc__)
    parser.add_argument("--reports", type=int, default=60, help="reports of which every table is mutated")
    parser.add_argument(
        "--drafts", type=int, default=200, help="drafts with something wrong in a table, or in the prose"
    )
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    _mutations(options.reports, options.seed)
    _planted(options.drafts, options.seed)


def _mutations(reports: int, seed: int) -> None:
    tallies = measure(reports, seed)
    for table, name in TABLES.items():
        mine = {kind: tallies[table, kind] for kind in KINDS if (table, kind) in tallies}
        _row(f"table {name}" if name.isdigit() else name, *mine)
        _row(*["---"] * (len(mine) + 1))
        for rule in sorted({rule for tally in mine.values() for rule in tally.by_rule}):
            _row(rule, *(_share(tally.by_rule[rule], tally.tried) for tally in mine.values()))
        _row("together", *(f"**{_share(tally.caught, tally.tried)}**" for tally in mine.values()))
        _row("tried", *(tally.tried for tally in mine.values()))
        _say("")


def _planted(count: int, seed: int) -> None:
    """Say how much of what was planted is found, how much of what is found was planted, and what else was said."""
    clean = [_said(draft(f"{seed}/clean/{n}").body) for n in range(count)]
    _say(f"{count} clean drafts: {sum(map(bool, clean))} with an error or warning")
    _examples(f for found in clean for f in found)
    caught = true = said = 0
    for n in range(count):
        made = draft(f"{seed}/cell/{n}", wrong_cell=True)
        found = _said(made.body)
        about = [f for f in found if made.cell in f.places]
        caught, true, said = caught + bool(about), true + len(about), said + len(found)
    _say(f"one wrong cell in tables 2 and 3: recall {_share(caught, count)}, precision {_share(true, said)}")
    _prose(count, seed)


def _prose(count: int, seed: int) -> None:
    planted, missed, other = 0, Counter[str](), []
    said = 0
    for n in range(count):
        rule = PLANTS[n % len(PLANTS)]
        made = draft(f"{seed}/prose/{n}", rule=rule)
        if made.rule is None:
            continue  # the form, or its figures, leave no room for it
        found = _said(made.body)
        planted, said = planted + 1, said + len(found)
        missed[rule] += rule not in {f.rule for f in found}
        other += [
            f
            for f in found
            if f.rule != rule and not (rule == "N.PROACTIVE_PARTS" and f.rule == "N.PART_GT_TOTAL")
        ]
    _say(
        f"one wrong number or date in the prose: recall {_share(planted - missed.total(), planted)}, "
        f"precision {_share(said - len(other), said)} ({planted} planted)"
    )
    _say("missed: " + (", ".join(f"{rule} ×{n}" for rule, n in missed.items() if n) or "none"))
    _examples(other)


def _said(body: bytes) -> list[Finding]:
    reading = read(body)
    findings: Sequence[Finding] = reading.report.findings if reading.report else ()
    return [f for f in findings if f.result is Result.FAIL and f.severity is not Severity.INFO]


def _examples(findings: Iterable[Finding]) -> None:
    for finding in list(findings)[:8]:
        _say(f"  said besides: {finding.rule} {finding.message.en}")


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"


def _row(*cells: object) -> None:
    _say("| " + " | ".join(map(str, cells)) + " |")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
