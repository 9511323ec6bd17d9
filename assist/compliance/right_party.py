"""Who is on the debtor's side of the line: the state that decides what may be said.

::

    unanswered ──► answered ──► claims_to_be_debtor ──► verified
                      │  ▲             │                   │
                      ▼  │             ▼                   ▼
                   not_the_debtor ◄────┴───────────────────┘   whenever somebody else speaks

``verified`` needs a question that only the debtor can answer, an answer to it, and the agent going on from there.
A third party on the line undoes it, and whoever comes to the telephone afterwards is asked again.
"""

from __future__ import annotations

from collections.abc import Sequence

from assist.compliance import right_party_cues as cues
from assist.compliance.text import read_speech
from assist.events import Language, RightParty, Speaker, Turn


class RightPartyMachine:
    """Hears both sides of one call, in order."""

    def __init__(self, debtor_name: str | None = None) -> None:
        self._names = _name_forms(debtor_name)
        self._state: RightParty = "unanswered"
        self._asked_for_debtor = False
        self._asked_to_verify = False
        self._answered_verification = False

    @property
    def state(self) -> RightParty:
        """Who is on the line as far as is known."""
        return self._state

    def hear(self, speaker: Speaker, text: str, lang: Language, tags: Sequence[str] = ()) -> RightParty:
        """Takes in one utterance and gives the state as of it.

        Args:
            speaker: whose channel it came from; a third party speaks on the debtor's.
            text: what was said.
            lang: language of the call.
            tags: the debtor's tags for this utterance.
        """
        if not read_speech(text, lang).tokens:
            return self._state
        if speaker == "agent":
            self._hear_agent(text, lang)
        else:
            self._hear_other_side(text, lang, tags)
        return self._state

    def _hear_agent(self, text: str, lang: Language) -> None:
        mismatch = cues.MISMATCH.heard(text, lang)
        if self._answered_verification and self._state in ("answered", "claims_to_be_debtor"):
            if not mismatch and not cues.VERIFICATION_QUESTION.heard(text, lang):
                self._state = "verified"
            self._answered_verification = False
        if cues.ASKS_FOR_DEBTOR.heard(text, lang) or (self._names_debtor(text, lang) and _is_question(text)):
            self._asked_for_debtor = True
        if cues.VERIFICATION_QUESTION.heard(text, lang):
            self._asked_to_verify = True

    def _hear_other_side(self, text: str, lang: Language, tags: Sequence[str]) -> None:
        someone_else = cues.SOMEONE_ELSE.heard(text, lang) or self._denies_name(text, lang)
        comes = cues.DEBTOR_COMES.heard(text, lang)
        claims = cues.IS_DEBTOR.heard(text, lang) or self._claims_name(text, lang)
        asked = self._asked_for_debtor
        self._asked_for_debtor = False
        if someone_else and not (claims and self._state == "not_the_debtor"):
            self._become_someone_else()
        elif comes and self._state != "verified":
            self._state = "answered"
            self._forget_verification()
        elif claims or (asked and self._says_yes(text, lang)):
            self._claim()
        elif self._state == "unanswered":
            self._state = "answered"
        if self._state in ("answered", "claims_to_be_debtor"):
            self._hear_answer(text, lang, tags)

    def _become_someone_else(self) -> None:
        self._state = "not_the_debtor"
        self._forget_verification()

    def _says_yes(self, text: str, lang: Language) -> bool:
        """A plain yes to "is this ...?"; from somebody who was not the debtor it may mean "yes, he is in"."""
        return (
            self._state in ("unanswered", "answered")
            and cues.YES.heard(text, lang)
            and not cues.NO_ANSWER.heard(text, lang)
        )

    def _claim(self) -> None:
        if self._state != "verified":
            self._state = "claims_to_be_debtor"

    def _forget_verification(self) -> None:
        self._asked_to_verify = False
        self._answered_verification = False

    def _hear_answer(self, text: str, lang: Language, tags: Sequence[str]) -> None:
        if not self._asked_to_verify:
            return
        if "refusal" in tags or cues.NO_ANSWER.heard(text, lang) or _is_question(text):
            return
        self._asked_to_verify = False
        self._answered_verification = True

    def _names_debtor(self, text: str, lang: Language) -> bool:
        said = " ".join(read_speech(text, lang).tokens)
        return any(name in said for name in self._names)

    def _claims_name(self, text: str, lang: Language) -> bool:
        said = " ".join(read_speech(text, lang).tokens)
        return any(
            f"{claim} {name}" in said
            for name in self._names
            for claim in (*cues.NAME_CLAIMS, "我 是", "我 就 是", "我 叫", "是 我")
        )

    def _denies_name(self, text: str, lang: Language) -> bool:
        said = " ".join(read_speech(text, lang).tokens)
        return any(
            f"{denial} {name}" in said
            for name in self._names
            for denial in (*cues.NAME_DENIALS, "我 不 是", "不 是")
        )


def right_party_after(
    turns: Sequence[Turn], *, lang: Language, debtor_name: str | None = None
) -> RightPartyMachine:
    """A machine that has heard the turns of a conversation, for judging an utterance out of a call."""
    machine = RightPartyMachine(debtor_name)
    for turn in turns:
        machine.hear(turn.speaker, turn.text, lang)
    return machine


def _is_question(text: str) -> bool:
    return text.rstrip().endswith(("?", "?", "吗", "呢"))


def _name_forms(name: str | None) -> tuple[str, ...]:
    """The ways a name may be spoken, as space-joined tokens: whole, and each part of a Latin-script name."""
    if not name or not name.strip():
        return ()
    if any("一" <= character <= "鿿" for character in name):
        return (" ".join(read_speech(name, "zh").tokens),)
    parts = read_speech(name, "en").tokens
    return tuple(dict.fromkeys([" ".join(parts), *(part for part in parts if len(part) > 2)]))
