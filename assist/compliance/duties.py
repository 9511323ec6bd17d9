"""Duties of the opening of a call, and of its hour."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import ClassVar

from assist.compliance import duty_cues as cues
from assist.compliance.call_window import call_window
from assist.compliance.cues import Cues
from assist.events import CallDetails, CheckResult, CheckStatus, Promise, RightParty, Utterance


@dataclass(frozen=True, slots=True)
class Moment:
    """An utterance with what the stages before found in it; ``right_party`` is the state as of it."""

    utterance: Utterance
    tags: frozenset[str] = field(default_factory=frozenset)
    promises: tuple[Promise, ...] = ()
    right_party: RightParty = "unanswered"

    @property
    def by_agent(self) -> bool:
        return self.utterance.speaker == "agent"


class Duty:
    """One duty of a call; subclasses decide in ``hear`` and settle what is open in ``finish``."""

    check: ClassVar[str]

    def __init__(self, details: CallDetails) -> None:
        self.details = details
        self.result = CheckResult(self.check, "open")

    @property
    def is_open(self) -> bool:
        return self.result.status == "open"

    def decide(self, status: CheckStatus, turn: int | None = None, why: str | None = None) -> None:
        self.result = CheckResult(self.check, status, turn, why)

    def say(self, zh: str, en: str) -> str:
        return zh if self.details.lang == "zh" else en

    def hear(self, moment: Moment) -> None:
        raise NotImplementedError

    def finish(self) -> None:
        raise NotImplementedError


class _SaidByAgent(Duty):
    """A duty that is met by saying something, once, on a call that somebody answered."""

    cues: ClassVar[Cues]

    def hear(self, moment: Moment) -> None:
        said = moment.utterance
        if self.is_open and moment.by_agent and self.cues.heard(said.text, said.lang):
            self.decide("met", said.turn)

    def finish(self) -> None:
        if self.is_open:
            self.decide("missed", None, self.say("整通电话里没有说到", "It was not said on the whole call"))


class SelfIdentified(_SaidByAgent):
    """The agent gives a name or the company. Convention Art 15; FCA CONC 7.9.10R; Reg F 1006.14(g)."""

    check = "self_identified"
    cues = cues.SELF_IDENTIFICATION


class RecordingNotice(_SaidByAgent):
    """The agent says that the call is recorded. Code of Banking Practice 47.5; PIPL Art 17."""

    check = "recording_notice"
    cues = cues.RECORDING_NOTICE


class MiniMiranda(_SaidByAgent):
    """On US calls the agent says that this is a debt collector's call. 12 CFR 1006.18(e)."""

    check = "mini_miranda"
    cues = cues.MINI_MIRANDA

    def __init__(self, details: CallDetails) -> None:
        super().__init__(details)
        if not (details.jurisdiction or "").upper().startswith("US"):
            self.decide(
                "not_applicable",
                None,
                self.say("仅适用于美国的来电", "It applies to calls in the United States alone"),
            )


class IdentityVerifiedBeforeDisclosure(Duty):
    """No word of the debt before the person is verified, and none to anybody else. FCA CONC 7.9.10R; FDCPA 1692c(b).

    A debt that is never mentioned is not disclosed, so the duty is then met.
    """

    check = "identity_verified_before_disclosure"

    def hear(self, moment: Moment) -> None:
        said = moment.utterance
        if self.result.status == "missed" or not moment.by_agent:
            return
        if not cues.DISCLOSURE.heard(said.text, said.lang):
            return
        if moment.right_party == "verified":
            if self.is_open:
                self.decide("met", said.turn)
            return
        if moment.right_party == "not_the_debtor":
            why = self.say("对方不是本人时提到了欠款", "The debt was mentioned to someone else")
        else:
            why = self.say("核实身份之前提到了欠款", "The debt was mentioned before the person was verified")
        self.decide("missed", said.turn, why)

    def finish(self) -> None:
        if self.is_open:
            self.decide("met", None, self.say("没有透露任何债务信息", "Nothing about the debt was disclosed"))


class CallWindowKept(Duty):
    """The call falls within the hours of the person's jurisdiction, from its first word to its last."""

    check = "call_window"

    def __init__(self, details: CallDetails) -> None:
        super().__init__(details)
        self._began = (
            None if details.local_time is None else dt.datetime.combine(details.date, details.local_time)
        )
        if self._began is None:
            self.decide(
                "not_applicable", None, self.say("不知道对方当地时间", "The person's local time is unknown")
            )

    def hear(self, moment: Moment) -> None:
        if self._began is not None and self.result.status != "missed":
            self._judge(self._began + dt.timedelta(seconds=moment.utterance.start_s), moment.utterance.turn)

    def finish(self) -> None:
        if self.is_open and self._began is not None:
            self._judge(self._began, None)

    def _judge(self, now: dt.datetime, turn: int | None) -> None:
        window = call_window(self.details.jurisdiction, lang=self.details.lang, date=now.date())
        if window is not None and window.holds(now.time()):
            if self.is_open:
                self.decide("met", turn)
            return
        source = (
            window.source
            if window is not None
            else self.say("当天不允许致电", "no calls are allowed on this day")
        )
        why = self.say("对方当地时间超出允许致电的时段", "The local time is outside the hours for calls")
        self.decide("missed", turn, f"{why}: {source}")
