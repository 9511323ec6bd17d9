import datetime as dt
from decimal import Decimal

import pytest

from assist.events import Promise, RightParty, Speaker, Tag, Utterance
from assist.record.outcome import OUTCOMES, Heard, call_outcome

OWN = Promise(Decimal(500), "USD", "Friday", dt.date(2026, 11, 27), turn=1)
SECOND = Promise(Decimal(500), "USD", "the 15th", dt.date(2026, 12, 15), turn=1)
OPEN = Promise(None, None, "after Christmas", None, turn=1)
MOTHERS = Promise(Decimal(500), "USD", "Friday", dt.date(2026, 11, 27), turn=1, whose="third_party")


def heard(*turns: str, speaker: Speaker = "debtor") -> list[Heard]:
    """Each turn is the names of its tags; one with a question mark has a score below even odds."""
    return [
        (
            Utterance(turn, speaker, "en", "...", float(turn), turn + 1.0),
            [Tag(name.rstrip("?"), 0.3 if name.endswith("?") else 0.9) for name in names.split()],
        )
        for turn, names in enumerate(turns)
    ]


@pytest.mark.parametrize(
    ("turns", "promises", "right_party", "outcome"),
    [
        ([], [], "verified", "no_commitment"),
        ([], [], "unanswered", "no_commitment"),
        (["stalling", "stalling"], [], "verified", "no_commitment"),
        (["relief_request"], [], "verified", "no_commitment"),
        (["information_request", "hostility"], [], "verified", "no_commitment"),
        (["stalling", "promise"], [OWN], "verified", "promise"),
        (["promise"], [], "verified", "no_commitment"),
        (["promise", "stalling"], [OWN], "verified", "promise"),
        (["refusal"], [], "verified", "refused"),
        (["refusal", "promise"], [OWN], "verified", "promise"),
        (["promise", "refusal"], [OWN], "verified", "refused"),
        (["dispute", "refusal"], [], "verified", "refused"),
        (["refusal", "dispute"], [], "verified", "dispute"),
        (["refusal dispute"], [], "verified", "dispute"),
        (["promise dispute"], [OWN], "verified", "dispute"),
        (["promise refusal"], [OWN], "verified", "promise"),
        (["dispute", "promise"], [OWN], "verified", "promise"),
        (["hardship"], [], "verified", "hardship_plan"),
        (["hardship", "stalling"], [], "verified", "hardship_plan"),
        (["hardship", "relief_request"], [], "verified", "hardship_plan"),
        (["hardship", "promise"], [OWN], "verified", "promise"),
        (["hardship", "promise"], [OWN, SECOND], "verified", "hardship_plan"),
        (["hardship", "relief_request", "promise"], [OWN], "verified", "promise"),
        (["hardship", "relief_request", "promise"], [OPEN], "verified", "hardship_plan"),
        (["relief_request", "promise"], [OWN], "verified", "promise"),
        (["hardship", "refusal"], [], "verified", "refused"),
        (["hardship", "dispute"], [], "verified", "dispute"),
        (["third_party"], [], "not_the_debtor", "third_party"),
        (["third_party"], [], "answered", "third_party"),
        (["third_party promise"], [MOTHERS], "not_the_debtor", "third_party"),
        (["third_party", "promise"], [OWN], "verified", "promise"),
        (["third_party promise"], [MOTHERS], "verified", "no_commitment"),
        (["third_party"], [], "claims_to_be_debtor", "no_commitment"),
        (["third_party refusal"], [], "not_the_debtor", "third_party"),
        (["vulnerability"], [], "verified", "vulnerable_handoff"),
        (["vulnerability?", "promise"], [OWN], "verified", "promise"),
        (["vulnerability", "promise"], [OWN], "verified", "vulnerable_handoff"),
        (["promise", "vulnerability"], [OWN], "verified", "vulnerable_handoff"),
        (["vulnerability third_party"], [], "not_the_debtor", "vulnerable_handoff"),
    ],
)
def test_the_outcome_follows_the_stated_precedence(
    turns: list[str], promises: list[Promise], right_party: RightParty, outcome: str
) -> None:
    assert outcome in OUTCOMES
    assert call_outcome(heard(*turns), promises, right_party) == outcome


def test_what_the_agent_says_decides_nothing() -> None:
    assert (
        call_outcome(heard("vulnerability", "promise", speaker="agent"), [OWN], "verified") == "no_commitment"
    )


def test_the_order_of_turns_counts_and_not_the_order_handed_in() -> None:
    turns = heard("promise", "refusal")
    assert call_outcome(list(reversed(turns)), [OWN], "verified") == "refused"
