"""Duties that something the debtor says brings about: a request to stop, a representative, a promise."""

from __future__ import annotations

from assist.compliance import duty_cues as cues
from assist.compliance.duties import Duty, Moment
from assist.compliance.text import read_speech
from assist.events import CallDetails, Language, Promise
from assist.promises.reading import find_promises


class _HonouredAfter(Duty):
    """Nothing to honour until the debtor asks; from then on pressing for payment breaks it."""

    def __init__(self, details: CallDetails) -> None:
        super().__init__(details)
        self._asked_at: int | None = None

    def asked(self, moment: Moment) -> bool:
        raise NotImplementedError

    def breaks(self, moment: Moment) -> bool:
        raise NotImplementedError

    def broken_because(self) -> str:
        raise NotImplementedError

    def hear(self, moment: Moment) -> None:
        if not moment.by_agent:
            if self._asked_at is None and self.asked(moment):
                self._asked_at = moment.utterance.turn
            return
        if self._asked_at is not None and self.is_open and self.breaks(moment):
            self.decide("missed", moment.utterance.turn, self.broken_because())

    def finish(self) -> None:
        if not self.is_open:
            return
        if self._asked_at is None:
            self.decide("not_applicable", None, self.say("对方没有提出", "The person did not ask for it"))
        else:
            self.decide("met", self._asked_at)


class CeaseRequestHonoured(_HonouredAfter):
    """A request to stop, or to keep away from a place or person, is accepted.

    FDCPA 1692c(c); FCA CONC 7.9.4R; PIPL Art 44.

    After "stop calling me" any pressing for payment breaks it; after "not at work" or "not my parents" only
    insisting does, for the person may still talk about paying.
    """

    check = "cease_request_honoured"

    def __init__(self, details: CallDetails) -> None:
        super().__init__(details)
        self._wholly = False

    def asked(self, moment: Moment) -> bool:
        said = moment.utterance
        self._wholly = _asks_to_stop_all(said.text, said.lang)
        return self._wholly or cues.CEASE_SOME.heard(said.text, said.lang)

    def hear(self, moment: Moment) -> None:
        said = moment.utterance
        if self._asked_at is not None and not moment.by_agent and _asks_to_stop_all(said.text, said.lang):
            self._wholly = True
        super().hear(moment)

    def breaks(self, moment: Moment) -> bool:
        said = moment.utterance
        if cues.INSISTS_ON_CONTACT.heard(said.text, said.lang):
            return True
        return self._wholly and cues.DEMANDS_PAYMENT.heard(said.text, said.lang)

    def broken_because(self) -> str:
        return self.say(
            "对方要求停止联系后仍继续催收", "Collecting went on after the person asked for contact to stop"
        )


def _asks_to_stop_all(text: str, lang: Language) -> bool:
    """Whether all contact is to stop; "don't call me" within "don't call me at work" is not that."""
    limited = cues.CEASE_SOME.matches(text, lang)
    return any(
        all(part.end <= whole.start or whole.end <= part.start for part in limited)
        for whole in cues.CEASE_ALL.matches(text, lang)
    )


class RepresentationHonoured(_HonouredAfter):
    """Once a lawyer or agent is named, the matter goes to them. FDCPA 1692c(a)(2); 12 CFR 1006.6(b)(2)."""

    check = "representation_honoured"

    def asked(self, moment: Moment) -> bool:
        said = moment.utterance
        return cues.REPRESENTED.heard(said.text, said.lang)

    def breaks(self, moment: Moment) -> bool:
        said = moment.utterance
        return cues.DEMANDS_PAYMENT.heard(said.text, said.lang) or cues.BYPASSES_LAWYER.heard(
            said.text, said.lang
        )

    def broken_because(self) -> str:
        return self.say(
            "对方说明有律师代理后仍向本人催收", "Collecting went on after a representative was named"
        )


class PromiseRecapped(Duty):
    """The agent reads the amount or the date of a promise back; of several promises the last one counts."""

    check = "promise_recapped"

    def __init__(self, details: CallDetails) -> None:
        super().__init__(details)
        self._promises: tuple[Promise, ...] = ()
        self._said = ""

    def hear(self, moment: Moment) -> None:
        said = moment.utterance
        if not moment.by_agent:
            own = tuple(promise for promise in moment.promises if promise.whose == "debtor")
            if own and not (self.result.status == "met" and self._is_same(own)):
                self._promises = own
                self.decide("open")
            return
        if (
            self._promises
            and self.is_open
            and any(is_read_back(promise, said.text, self.details) for promise in self._promises)
        ):
            self.decide("met", said.turn)

    def finish(self) -> None:
        if not self.is_open:
            return
        if not self._promises:
            self.decide("not_applicable", None, self.say("没有还款承诺", "There was no promise to pay"))
        else:
            self.decide(
                "missed", None, self.say("没有复述承诺的金额或日期", "Neither amount nor date was read back")
            )

    def _is_same(self, promises: tuple[Promise, ...]) -> bool:
        def terms(found: tuple[Promise, ...]) -> set[tuple[object, object]]:
            return {(promise.amount, promise.date) for promise in found}

        return terms(promises) <= terms(self._promises) or all(
            promise.amount is None and promise.date is None for promise in promises
        )


def is_read_back(promise: Promise, text: str, details: CallDetails) -> bool:
    """Whether a text repeats the amount or the date of a promise; one with neither is read back by a recap."""
    if promise.amount is None and promise.date is None and cues.RECAP.heard(text, details.lang):
        return True
    if promise.date_text and _says(promise.date_text, text, details.lang):
        return True
    named = find_promises(
        text,
        lang=details.lang,
        context=(),
        call_date=details.date,
        currency=details.currency,
        jurisdiction=details.jurisdiction,
    )
    return any(
        (promise.amount is not None and said.amount == promise.amount)
        or (promise.date is not None and said.date == promise.date)
        for said in named
    )


def _says(words: str, text: str, lang: Language) -> bool:
    joint = "" if lang == "zh" else " "
    looked_for, said = (joint.join(read_speech(part, lang).tokens) for part in (words, text))
    return bool(looked_for) and (looked_for in said if lang == "zh" else f" {looked_for} " in f" {said} ")
