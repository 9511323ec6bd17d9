"""One utterance by itself, judged with the turns that are given as its context."""

from __future__ import annotations

from typing import Any

from assist import wire
from assist.compliance.right_party import RightPartyMachine, right_party_after
from assist.conversation import Stages
from assist.events import Promise, RightParty
from assist.guidance.history import History
from assist.guidance.ranking import Moment
from assist.promises.reading import find_promises
from assist.shapes import UtteranceIn, context_of, details_of


def annotate(said: UtteranceIn, stages: Stages) -> dict[str, Any]:
    """The annotation of the file shapes: tags, promise and cards for a debtor, findings for an agent.

    The few turns given as context cannot verify anybody. So the debtor counts as verified, unless those turns or
    the utterance itself show that somebody else is on the line.
    """
    details = details_of(said.id, said.lang, said.call)
    context = context_of(said.context)
    party = right_party_after(context, lang=said.lang, debtor_name=details.debtor_name)
    reading = stages.tagger.read(said.text, speaker=said.speaker, lang=said.lang, context=context)
    annotation: dict[str, Any] = {
        "id": said.id,
        "tags": [],
        "promise": None,
        "promises": [],
        "cards": [],
        "findings": [],
    }
    if said.speaker == "agent":
        findings = stages.screener.screen(
            said.text, lang=said.lang, context=context, right_party=_listener(party), conduct=reading.conduct
        )
        return annotation | {"findings": [wire.finding_json(finding) for finding in findings]}

    names = [tag.tag for tag in reading.tags]
    promises: tuple[Promise, ...] = ()
    if "promise" in names:
        promises = find_promises(
            said.text,
            lang=said.lang,
            context=context,
            call_date=details.date,
            currency=details.currency,
            balance=details.balance,
            jurisdiction=details.jurisdiction,
        )
    party.hear("debtor", said.text, said.lang, names)
    moment = Moment(
        utterance=said.text,
        turn=len(context),
        lang=said.lang,
        tags=(*reading.tags, *reading.faint),
        right_party=_listener(party),
        details=details,
        promises=promises,
        history=History(),
    )
    cards = stages.ranker.suggest(moment)
    told = [wire.promise_json(promise) for promise in promises]
    return annotation | {
        "tags": [wire.tag_json(tag) for tag in reading.tags],
        "promise": told[0] if told else None,
        "promises": told,
        "cards": [{"id": card.card, "title": card.title, "why": card.why} for card in cards],
    }


def _listener(party: RightPartyMachine) -> RightParty:
    return "not_the_debtor" if party.state == "not_the_debtor" else "verified"
