"""The end of a shift in words."""

from collections import Counter
from collections.abc import Iterator

from app.simulation.proof import Proof
from app.simulation.record import Pushes, Record, percentile


def told(record: Record, proof: Proof, seconds: float) -> Iterator[str]:
    """What was done, how long it took, what went wrong on purpose, and whether the books agree."""
    times = record.confirmations()
    units = sum(
        int(one.fields["quantity"]) for one in record.acknowledged if one.kind == "picks" and one.outcome == "done"
    )
    yield f"{len(times)} picks confirmed, {units} units, in {seconds:.0f} s: {len(times) / seconds:.1f} a second."
    refused = record.outcomes()
    yield f"Of {proof.operations} operations, {sum(refused.values())} were refused{_counts(refused)}"
    yield f"On the floor{_counts(record.did)}"
    yield f"Sent again: {sum(record.missed.values())}{_counts(record.missed)}"
    yield f"A confirmation takes {_times(times)}."
    yield f"After its commit the lead's browser is told of it in {_pushed(proof.leads_told)}."
    yield f"The lists of the lead's page show it after {_pushed(proof.to_leads)}."
    yield f"A move of the lead is on the pickers' screens after {_pushed(proof.to_pickers)}."
    yield ""
    if proof.wrong:
        yield from proof.wrong
        return
    yield f"The books are right: {proof.rules} rules checked."
    yield f"Each of {proof.operations} acknowledged operations is in the book once, as it was answered."
    yield f"{proof.screens} screens agree with the book."


def _counts(found: Counter[str]) -> str:
    if not found:
        return "."
    return ": " + ", ".join(f"{count} {what}" for what, count in found.most_common()) + "."


def _times(values: list[float]) -> str:
    p50, p95, p99 = (percentile(values, share) for share in (0.5, 0.95, 0.99))
    return f"p50 {p50:.0f} ms, p95 {p95:.0f} ms, p99 {p99:.0f} ms, at most {max(values, default=0):.0f} ms"


def _pushed(found: Pushes) -> str:
    missed = f"; {found.never} never showed it" if found.never else ""
    away = f"; {found.away} screens were away" if found.away else ""
    return f"{_times(found.delays)} ({len(found.delays)} times{away}{missed})"
