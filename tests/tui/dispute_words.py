"""The events of second judgements and disputes with the words they are told in, and the standard each bears on."""

from __future__ import annotations

from ledger.domain import dispute_events as d
from ledger.domain import events as e

DRAWN = (d.DrawnJudgement("C07", "3.2.3", 31), d.DrawnJudgement("C08", "3.2.3", 32))
STANDS = "what is disputed stands"

DISPUTE_WORDS: list[tuple[e.Event, str, tuple[str, ...], str | None]] = [
    (
        d.DipSampleDrawn(1, DRAWN, 2, 45, 7, 40),
        "Sample 1 drawn: 2 judgements to be made a second time",
        ("from 45 judgements that stood at #40", "seed 7"),
        None,
    ),
    (
        d.DipSampleDrawn(1, DRAWN, 2, 5, 7, 40, "inspector-1", "3.2", near_boundary=True),
        "Sample 1 drawn: 2 judgements to be made a second time",
        ("from 5 judgements that stood at #40", "by inspector-1", "on 3.2", "in cases that could change a rating alone", "seed 7"),
        "3.2",
    ),
    (d.SheetIssued(1), "Sheet of sample 1 issued", ("the first judgements are not shown on it",), None),
    (
        d.SecondJudgementGiven(1, "C07", "3.2.3", "not-relevant", 43, "not-seen"),
        "3.2.3 judged not relevant in case C07 a second time, for comparison",
        ("it never counts", "on the sheet issued at #43", "the judge declares that they had not seen the first one"),
        "3.2",
    ),
    (
        d.SecondJudgementGiven(1, "C07", "3.2.3", "sufficient", 43, "seen"),
        "3.2.3 judged sufficient in case C07 a second time, for comparison",
        ("it never counts", "on the sheet issued at #43", "the judge declares that they had seen the first one"),
        "3.2",
    ),
    (
        d.DisputeRaised(2, 31, "3.2.3", "C07", "2020-06-19"),
        "Dispute 2 raised on #31, 3.2.3 in case C07",
        ("to be settled by 2020-06-19",),
        "3.2",
    ),
    (d.DisputeRaised(2, 31, "3.2"), "Dispute 2 raised on #31, 3.2 Planning", (), "3.2"),
    (d.DisputeRaised(2, 31, "overall"), "Dispute 2 raised on #31, overall", (), None),
    (d.DisputeAnswered(2), "Dispute 2 answered", (), None),
    (d.DisputeResolved(2, "upheld"), "Dispute 2 resolved: upheld", (f"looked at again: {STANDS}",), None),
    (
        d.DisputeResolved(2, "amended", "not-relevant", 47),
        "Dispute 2 resolved: amended",
        ("to not relevant", "looked at again: what is disputed is changed, by an event of its own", "in place of the outcome at #47"),
        None,
    ),
    (
        d.DisputeResolved(2, "dismissed"),
        "Dispute 2 resolved: dismissed",
        (f"the dispute is turned away without another look: {STANDS}",),
        None,
    ),
    (d.DisputeWithdrawn(2), "Dispute 2 withdrawn", (), None),
]
