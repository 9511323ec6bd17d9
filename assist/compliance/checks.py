"""The duties of a whole call, decided as it goes: each is open, met, missed or not applicable."""

from __future__ import annotations

from collections.abc import Sequence

from assist.compliance.duties import (
    CallWindowKept,
    Duty,
    IdentityVerifiedBeforeDisclosure,
    MiniMiranda,
    Moment,
    RecordingNotice,
    SelfIdentified,
)
from assist.compliance.request_duties import CeaseRequestHonoured, PromiseRecapped, RepresentationHonoured
from assist.events import CallDetails, CheckResult, Promise, RightParty, Utterance

# In the order in which an agent meets them on a call.
DUTIES: tuple[type[Duty], ...] = (
    CallWindowKept,
    SelfIdentified,
    RecordingNotice,
    IdentityVerifiedBeforeDisclosure,
    MiniMiranda,
    CeaseRequestHonoured,
    RepresentationHonoured,
    PromiseRecapped,
)
CHECKS: tuple[str, ...] = tuple(duty.check for duty in DUTIES)


class CallChecks:
    """All duties of one call. Feed it every utterance of both speakers in order."""

    def __init__(self, details: CallDetails) -> None:
        self._duties = [duty(details) for duty in DUTIES]
        self._told: dict[str, CheckResult] = {}

    @property
    def results(self) -> tuple[CheckResult, ...]:
        """Where every duty stands now."""
        return tuple(duty.result for duty in self._duties)

    def hear(
        self,
        utterance: Utterance,
        *,
        tags: Sequence[str] = (),
        promises: Sequence[Promise] = (),
        right_party: RightParty,
    ) -> tuple[CheckResult, ...]:
        """Takes in an utterance and gives the duties whose result changed.

        Args:
            utterance: final words of either speaker.
            tags: the debtor's tags for it.
            promises: the promises to pay in it.
            right_party: who is on the line as of this utterance.
        """
        moment = Moment(utterance, frozenset(tags), tuple(promises), right_party)
        for duty in self._duties:
            duty.hear(moment)
        return self._changes()

    def finish(self) -> tuple[CheckResult, ...]:
        """Decides what is still open and gives every duty; the call is over."""
        for duty in self._duties:
            duty.finish()
        self._changes()
        return self.results

    def _changes(self) -> tuple[CheckResult, ...]:
        changed = tuple(result for result in self.results if self._told.get(result.check) != result)
        fresh = tuple(result for result in changed if result.check in self._told or result.status != "open")
        self._told.update({result.check: result for result in changed})
        return fresh
