"""What each clause of an English utterance is about, so that a promised sum is told from a wage or a debt.

Punctuation, conjunctions and the openings of clauses ("i'll", "my check comes") divide the text; a recogniser
that writes no punctuation leaves the openings. Reads lower-case text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

About = Literal[
    "paying", "bare", "question", "owed", "income", "condition", "refused", "past", "expense", "other"
]
"""``paying``: money will go to the creditor. ``bare``: no verb of its own. ``question``: bare, asked.
``owed``: tells what the debt is. ``income``: money comes in. ``expense``: money that goes elsewhere, or a wage.
``refused``, ``condition``, ``past`` and ``other`` (what happens besides) are what they say."""


@dataclass(frozen=True, slots=True)
class Clause:
    """Half-open ``start``/``end``."""

    start: int
    end: int
    about: About


_PERSON = r"(?:i|we|you|youse|y'all|he|she|they|it|that|there|this|somebody|someone|nobody|everybody)"
_AUXILIARY = (
    r"(?:'ll|'m|'ve|'s|'re|'d|\s+(?:will|won't|wont|can|can't|cant|cannot|could|couldn't|would|wouldn't|should|"
    r"might|may|must|shall|am|is|isn't|are|aren't|was|were|gonna|do|don't|dont|does|doesn't|did|didn't|have|"
    r"haven't|has|had|got|get|gets|owe|owes|make|makes|made|need|needs|paid|pay|pays|sent|send|sends|gave|give|"
    r"gives|want|wants|know|think|thought|told|tell|said|say|says|work|works|start|started|sell|sold|bring|earn|"
    r"swear|promise|guess|mean|reckon|wanna|lost|borrow|borrowed|go|goes|went|come|comes|came|lands?|clears?|hits?|"
    r"let|lets|live|keep|only|just|still|already|also|even|always|never|really|knock|knocks|take|takes|stop|stops|"
    r"waive|drop|drops|double|hope|ask|asked|put|leaves?|depends|sort|finish|call|ring|look|agree|agreed|charge|"
    r"cut|wait))\b"
)
_NOUN_SUBJECT = (
    r"(?:my|me|his|her|their|our|the|your)\s+(?!(?:rest|full|whole|other|same|first|last|next|day|lot|"
    r"remaining)\b)(?:(?!(?:i|we|you|he|she|they|it|that|which|who)\b)\w+\s+){0,2}?(?!(?:i|we|you|he|she|they|it|"
    r"that|which|who)\b)\w+(?:'s\s+(?!\w+\s+(?:is|'s))|'ll|\s+(?:is|are|was|will|won't|can|comes?|came|gets?|goes|"
    r"lands?|clears?|hits?|needs?|says?|said|pays?|owes?|has|had|wants?|starts?|handles?|closes?|deposits?|"
    r"wants)\b)"
)
_JOINING = (
    r"(?:and|but|so|because|cause|cos|cuz|when|whenever|once|if|unless|until|till|before|after|as\s+soon\s+as|"
    r"as\s+long\s+as|so\s+long\s+as|while|since|where|which|now|then|or|plus|like|well|okay|ok|yeah|maybe|that's|"
    r"thats|otherwise|provided|providing|assuming)"
)
# As a recogniser without apostrophes writes "I'll", "that's"; "well", "hell" and "were" are other words.
_RUN_TOGETHER = r"(?:ill|im|ive|theyll|theyre|youll|youre|thats|theres|its|hes|shes|itll|weve|ima)\b"
# Looks ahead only, so that openings inside openings are found, too.
_OPENING = re.compile(
    rf"\b(?=(?P<joined>(?:{_JOINING}\s+)+)?(?:{_PERSON}{_AUXILIARY}|{_RUN_TOGETHER}|(?P<noun>{_NOUN_SUBJECT})))"
)
_IMPERATIVE = re.compile(r"\b(?:take|run|put|charge|debit)\s+(?:the|it|me|us|that|my|a)\b")
_NO_IMPERATIVE = re.compile(
    r"(?:\b(?:to|can|could|will|would|just|you|i|we|they|please|and|or|gonna|should|then|so|ahead|not|don't|"
    r"let\s+me|he|she|go|come|who|might|must|have|had|i've|we've)|'ll|'d)\s+$"
)
_JOINT = re.compile(
    r"\s(?:but|because|cause|cos|cuz|although|though|except|whereas|unless|if|once|when|whenever|as soon as|"
    r"as long as|so long as|provided|which|and then|let me|gimme|give me)\s"
)
_HELD = re.compile(
    r"\b(?:what|whatever|how|who|said|says|say|saying|think|thought|reckon|guess|know|mean|told|tell|sure|hope|"
    r"promise|swear|bet|wish|all|one|much|where|than|told you|believe|ask|asked|feel|like|see)\s+$"
)
_AFTER_PREPOSITION = re.compile(r"\b(?:from|for|of|with|at|to|on|by|in|into|about|off|against)\s+$")
_ASKED = re.compile(
    r"(?:^|[^\w\s']\s*|\b(?:and|but|so|or|ok|okay|well|then|yeah|how|when|where|what|why|which)\s+)"
    r"(?:could|can|would|will|shall|should|do|did|are|were)\s+$"
)
_STOP = re.compile(r"(?<!\d)[.,](?=\s|$)|(?<=\d)[.,](?=\s|$)|[;!?…]+|\s[-–—]+\s|—|:(?=\s)")
_ANSWER_FORM = re.compile(
    r"\W*(?:(?:i|we)\s+(?:can|can't|cant|could|couldn't|will|won't|cannot)(?:\s+(?!(?:it|that|more|you|him|her|"
    r"this|sooner|before|till|until)\b)[a-z']+){0,3}|(?:i|we)(?:'ve|\s+have|\s+had)?\s+already\s+\w+(?:\s+(?:you|"
    r"to\s+you))?)\W*$"
)
_ANSWERED = re.compile(
    r"\b(?:i|we)\s+(?:can't|cant|cannot|can)\s+(?=(?:one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|"
    r"\w+ty|a\s+hundred|the\s+\w+(?:st|nd|rd|th))\b)"
)
_FILLER = re.compile(
    r"\b(?:on|by|before|until|till|the|this|so|um|uh|er|like|and|well|okay|ok|yeah|yes|right|then|look|listen|"
    r"for|in|at|then|maybe|now|but|no|say|come|because|cause|cos|when|whenever|once|after|if|unless|while|since|"
    r"where|which|as|soon|that|thats)\b|\W"
)

PAY = (
    r"(?:pay|paying|send|sending|do|doing|put|putting|bring|bringing|transfer|transferring|give|giving|drop|"
    r"dropping|post|take|clear|clearing|settle|settling|wire|wiring|cover|covering|manage|throw|deposit|mail|"
    r"mailing|charge|run|stick|get|getting|set|have|having|handle|make|making|pop|spare|chuck|knock|stump|swing|"
    r"float|finish|sort|scrape|offer|square|remit|hand|stretch|go|start|afford|lodge|chip|fling|cough|rustle|"
    r"commit|catch|wrap|zero|close|tap|shoot|zelle|venmo|gpay|western\s+union|moneygram|cash\s?app|paypal|"
    r"e-?transfer|eft|bpay|bacs|remit|release|neft|part|find|meet|raise|arrange|ping|bung|sling|walk|let)"
)
_NUMBER = (
    r"(?:\d[\d,.]*|(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|"
    r"forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|grand|and|half|share|part|bit)[\s-]?)+)"
)
_WILL = (
    r"(?:'ll|ll\b|\s+will|\s+shall|\s+can|\s+could|\s+would|'d|\s+might|\s+may|'m\s+(?:gonna|going\s+to|able\s+to|"
    r"good)|m\s+(?:gonna|going\s+to)|\s+am\s+(?:gonna|going\s+to|able\s+to|good)|'re\s+(?:gonna|going\s+to)|"
    r"\s+gonna|\s+want\s+to|\s+wanna|'d\s+(?:like|rather|sooner)|\s+plan\s+to|\s+intend\s+to|'s\s+(?:gonna|"
    r"going\s+to)|\s+is\s+(?:gonna|going\s+to)|\s+are\s+(?:gonna|going\s+to)|\s+promise\s+to|\s+was\s+hoping\s+to|"
    r"\s+reckon|\s+need\s+to|\s+have\s+to|'ve\s+got\s+to|\s+should)"
)
_NOT_PAYING = (
    r"(?:be|know|see|check|ask|talk|speak|tell|look|hear|find\s+out|call|ring|phone|let\s+you\s+know|understand|"
    r"explain|remember|need|wait|live|eat|work|go|come|drive|fly|travel|start|be\s+\w+ing|think|have\s+to\s+(?:see|"
    r"check|ask)|not)"
)
_PAYING = re.compile(
    "|".join(
        (
            rf"\b(?:could|can|would|will|shall|should)\s+(?:you|i|we)\s+(?:\w+\s+){{0,4}}?{PAY}\b",
            rf"\b(?:call|ring|phone|come|pop|be|drop|walk|nip|turn\s+up)\b[^.;]{{0,40}}\bwith\s+(?:the\s+|your\s+|"
            rf"another\s+|a\s+)?(?:other\s+|last\s+|rest\b|{_NUMBER})",
            rf"\b\w+{_WILL}(?:\s+\w+(?:'\w+)?){{0,6}}?\s+{PAY}\b",
            r"\b(?:i'?ll|we'll|(?:i|we)(?:\s+(?:will|can|could|would|shall|might)|'d))\s+"
            r"(?:(?:just|only|also|definitely|probably|maybe|still|then|have\s+to|try\s+and|try\s+to)\s+)*"
            rf"(?!{_NOT_PAYING}\b)\w+",
            r"\b(?:i|we)'?m\s+(?:\w+\s+)?(?:paying|sending|doing|putting|giving|bringing|good\s+for|offering)\b",
            r"\b(?:you'll|youll|you\s+will|you\s+can|you're|youll\s+be|you\s+shall|you)\s+(?:get|getting|"
            r"be\s+getting)\b",
            r"\b(?:you'll|youll|you\s+will|you\s+can|you\s+shall|ye'll|yous'll)\s+(?:have|hae|see)\b",
            rf"\byou\s+(?:have|see)\s+(?:your|the|it|my|a|{_NUMBER})\b",
            rf"\b{_NUMBER}\s+(?:pounds\s+|dollars\s+|quid\s+|euros?\s+|bucks\s+)?(?:comes|goes|will|leaves|"
            r"is\s+coming|lands|is\s+going|gets)\b(?!\s+be\s+(?:my|all|too|hard))",
            r"\b(?:is|are|it's|that's|be)\s+yours\b|\bwith\s+(?:you|ye|thee)\b|"
            r"\bcoming\s+(?:straight\s+)?to\s+(?:you|ye)\b",
            r"\b(?:in|on|at|to|over)\s+(?:your|yer)\s+(?:account|hands?|counter|door|office|branch|desk|bank|shop|"
            r"till)\b",
            r"\b(?:put|take|run|charge|make|mark|stick|let\s+me|lemme|gimme|give\s+me|do|say|set|book|pencil|"
            r"debit)\s+(?:me|it|that|them|the|my|us|a|you|until|till|for|pay|send|do|give|put|\d|\w+day\b)|"
            r"\bcall\s+it\b",
            r"\b(?:it|that)(?:'ll|\s+will)\s+(?:go|be|come|land|hit|clear)\b",
            rf"\b{_PERSON}\s+(?:pays?|sends?|transfers?)\s+(?:you|it|the)\b|\bpays?\s+(?:you|youse)\b",
            r"\b(?:is|are|'s|be)\s+(?:paying|sending|covering|settling|giving)\b|\bsends?\s+you\b",
            r"\b(?:pay|send|transfer|clear|settle)\s+(?:it|that|you|the|\$|£|€|\d)",
            r"\b(?:call|ring|phone)\b[^,.;]{0,30}\bwith\s+(?:\w+\s+){0,2}card\b|\bcut\s+you\s+a\b|\bcan\b\W*$",
            rf"\b(?:his|her|their|my|our)\s+{_NUMBER}\s+(?:comes|goes|will|is\s+coming|lands)\b",
            r"\bsee\s+(?:my|me)\s+way\b|\bstarting\b|(?<!i )(?<!we )(?<!they )(?<!he )(?<!she )\bstart\b|"
            r"\bgood\s+for\b|\bmy\s+limit\b|\bput\s+me\s+down\b|\boffering\b|\bi\s+go\s+(?:pay|send)\b|"
            r"\bi\s+got\s+(?:you|ya|y'all)\b",
        )
    )
)
_REFUSED = re.compile(
    r"\b(?:can'?t|cannot|can\s+not|won'?t|couldn'?t|wouldn'?t|not\s+(?:gonna|going\s+to|paying|able\s+to|doing|"
    r"giving|sending|handing)|no\s+way|never\s+(?:pay|paying|going)|don'?t\s+have|haven'?t\s+got|refuse|"
    r"isn'?t\s+happening|no\s+chance)\b"
)
_STILL_OFFERED = re.compile(
    r"\b(?:till|until|before|more\s+than|past|over|above|beyond|go\s+higher|any\s+(?:sooner|earlier|more)|"
    r"go\s+past|exceed|unless|why\s+can't|won't\s+be)\b"
)
_PAST = re.compile(
    r"\b(?:i|we|he|she|they|you|who|that|it)(?:\s+(?:already|just|only|really|also|guys|people))*\s+(?:paid|sent|"
    r"gave|did|said|told|was|were|had|lost|thought|borrowed|made|bounced|took|spent|bought|overdrafted|promised|"
    r"asked|offered|deposited|swore|quoted|started|used|brought|dropped|posted|handed|transferred|wired|passed|"
    r"died|mailed)\b|\blast\s+(?:month|week|time|year)\b(?!'s)|\bago\b|\bwent\s+(?:to|on|in)\b|\bwas\s+what\b|"
    r"\b(?:i|we)(?:'?ve|\s+have)\s+(?:already\s+|just\s+)?(?:paid|sent|given|been|deposited|transferred|posted|"
    r"mailed)\b|\bdidn'?t\b|\byesterday\b|\balready\s+(?:paid|sent)\b"
)
_THEIRS = re.compile(
    r"\byou(?:'re|\s+are|\s+guys(?:\s+are)?|'ve|\s+people|\s+lot|r)?\s+(?:asking|asked|want|wanted|wanting|said|say|"
    r"quoted|need|charging|demanding|claim|saying|talking|after)\b|\bdon'?t\s+(?:want|give\s+me)\b"
)
_EXPENSE = re.compile(
    r"\b(?:make|makes|making|earn|earns|earning|rent|mortgage|tuition|costs?|needs?|bills?|groceries|an\s+hour|"
    r"per\s+hour|on\s+benefits|wages?\s+(?:is|are)|salary\s+is|pension\s+is|bring(?:ing|s)?\s+home|take[- ]home|"
    r"credit\s+limit|car\s+payment|child\s+support\s+is|left\s+over|net\s+\w+|council\s+tax|school\s+fees|"
    r"deductible|clear\s+about)\b"
)
_ELSEWHERE = re.compile(
    r"\b(?:pay|paying|send|sending|give|giving|owe|owes|put\s+aside)\s+(?:\w+\s+)?(?:my|the|our|me|his|"
    r"her)\s+(?:rent|landlord|mortgage|car|electric\w*|gas|phone|kids?(?!\s+(?:down|over|round|in|by|up))|mom|mum|"
    r"mam|school|tuition|council|lawyer|nursery|brother|sister|doctor|dentist|insurance|water|internet|bills?|"
    r"friend|cousin|dad|credit\s+card)\b|\bowes?\s+me\b|\bpaying\s+me\b|\bpays?\s+me\b|\bgives\s+me\b|"
    r"\bgiving\s+me\b|\bto\s+live\s+on\b|\bfor\s+(?:my|the)\s+(?:rent|car|kids?|food)\b"
)
_WAGE = re.compile(
    r"\b(?:i|we|he|she)\s+(?:only\s+|just\s+)?(?:get|gets|draw|draws|receive|collect|clear)\s+(?:\w+\s+){1,5}(?:a|"
    r"per|every)\s+(?:month|week|fortnight)\b|\b(?:bring\w*|take)\s+home\b|\bearn\w*\b|\b(?:i|we)\s+(?:only\s+|"
    r"just\s+)?make\b(?!\s+(?:it|the|a|that|my|this|you)\b)|(?<!in )(?<!within )(?<!half )\ban\s+hour\W*$|"
    r"\bper\s+hour\b"
)
_TALK = re.compile(
    r"\b(?:i\s+mean|i\s+meant|you\s+know|i\s+guess|i\s+think|i\s+suppose|i\s+reckon|let'?s\s+say|let\s+me\s+(?:see|"
    r"think)|i'd\s+say|i\s+would\s+say|i\s+promise|i\s+swear|believe\s+me|trust\s+me|to\s+be\s+honest|"
    r"like\s+i\s+said|as\s+i\s+said|that'?s\s+(?:it|all)|i\s+tell\s+you|i'm\s+telling\s+you|god\s+willing|"
    r"call\s+it|to\s+be\s+(?:safe|sure|fair|exact|honest)|to\s+be\s+on\s+the\s+safe\s+side|just\s+in\s+case|"
    r"is\s+that\s+what\s+you'?re\s+saying|same\s+as\s+last\s+(?:month|week|time))\b"
)
_INCOME = re.compile(
    r"\b(?:get|gets|getting|got|i'm|im|being|be|am)\s+paid\b|\bpay\s?day\b|\bpayroll\b|\b(?:pay|check|cheque|"
    r"paycheck|wages?|salary|pension|benefits?|disability|ssi|ssdi|dole|refund|bonus|grant|commission|stipend|giro|"
    r"credit|credits|universal\s+credit|tips|settlement|insurance|loan|overtime|deposit|child\s+support|allowance|"
    r"inheritance|stimulus|unemployment)(?:'s|\s+\w+)?\s*(?:comes?|coming|lands?|landing|arriving|clearing|hitting|"
    r"clears?|hits?|is|are|due|gets?|credited|paid|arrives?|drops?|goes|in|'s|on|will|should)\b|\b(?:pension|"
    r"salary|check|cheque|refund|bonus|grant)'s\b|\bcredited\b|\bget\s+(?:my|the|a)\s+(?:\w+\s+)?(?:pay|check|"
    r"cheque|paycheck|wages|salary|pension|bonus|refund|disability|grant|benefits?|money|commission)\b|\b(?:money|"
    r"funds|paper)\s+(?:comes?|lands?|clears?|is|arrives?)\b|\b(?:pays|paid)\s+(?:out|me|us)\b|\bthey\s+(?:pay|"
    r"deposit|'?d\s+pay)\b|\b(?:borrow|borrowing|lend|lending)\b"
)
OWED = re.compile(
    r"\b(?:owe|owed|owes|owing|balance(?!\s+(?:once|when|on|by|after|next|at|in)\b)|emi|premium|arrears|debt|total|"
    r"outstanding|overdue|past\s+due|behind|comes\s+to|stands\s+at|amount\s+due|left\s+on|remaining\s+is|bill\s+is|"
    r"principal|late\s+fees?|interest|fees|payoff)\b"
)
"""Words of owing."""
STATING = re.compile(
    r"^\W*(?:(?:so|okay|ok|well|oh|and|but|look|what|now)\W+)*(?:it'?s|it\s+is|is\s+it|it\s+was|that'?s|that\s+is|"
    r"isn't\s+it)\b"
)
"""The opening of a clause that says what a sum or a day is."""
_CONDITION = re.compile(
    r"^\W*(?:(?:and|but|so|well|okay|ok|then|only|now)\W+)*(?:if|unless|as\s+long\s+as|so\s+long\s+as|provided|"
    r"providing|assuming|on\s+condition|in\s+case)\b"
)
_LATER = re.compile(
    r"^\W*(?:(?:and|but|so|well|okay|ok|then|that's|thats|only|until|till)\W+)*(?:when|whenever|once|"
    r"as\s+soon\s+as|after|before|until|till|while|because|cause|cos|where|since)\s+(?:i|we|my|me|the|he|she|they|"
    r"it|you|our|his|her|there|that)\b"
)
_VERB = re.compile(
    rf"\b{_PERSON}{_AUXILIARY}|\b(?:i|we)(?:ll|m|ve)\b|\b(?:is|are|was|were|be|been|am|has|have|had|do|does|did|"
    rf"got|gets?|"
    r"comes?|came|need|needs|want|said|says|told|know|think|paid|sent|gave|lost|owe|owes|goes|going|works?|"
    r"depends|call|calls|calling|expect|wait|waiting|hope|hoping|leave|leaves|leaving|starts?|closes?|let)\b|"
    r"\w+'(?:s|re)\s+(?:\w+ing|off|not|in|out|at|away|closed|shut|due)\b"
)


def clauses_of(lowered: str, days: Sequence[tuple[int, int]]) -> list[Clause]:
    """The clauses in order, together covering the text; ``days`` are the spans of dates in it."""
    spans = list(_spans(lowered, days))
    return [Clause(start, end, _about(lowered[start:end])) for start, end in spans] or [
        Clause(0, len(lowered), "bare")
    ]


def clause_at(clauses: Sequence[Clause], place: int) -> Clause:
    """The clause that holds a place of the text."""
    return next((clause for clause in clauses if clause.start <= place < clause.end), clauses[-1])


def _spans(lowered: str, days: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    stops = {found.end() for found in _STOP.finditer(lowered)}
    opened: set[int] = set()
    joined: set[int] = set()
    for found in _OPENING.finditer(lowered):
        before = lowered[: found.start()]
        first_day = any(start == found.start() for start, _ in days)
        if found["noun"] and (first_day or _AFTER_PREPOSITION.search(before)):
            continue
        if before and not _HELD.search(before) and not _ASKED.search(before):
            (joined if found["joined"] else opened).add(found.start())
    opened |= {
        found.start()
        for found in _IMPERATIVE.finditer(lowered)
        if not _NO_IMPERATIVE.search(lowered[: found.start()])
    }
    joined |= {found.end() for found in _ANSWERED.finditer(lowered)}
    joined |= {found.start() + 1 for found in _JOINT.finditer(lowered)}
    opened |= joined
    inside = {place for start, end in days for place in range(start + 1, end)}
    cuts = sorted((stops | {place for place in opened if place not in inside}) - {0, len(lowered)})
    begin = 0
    for at, cut in enumerate([*cuts, len(lowered)]):
        if cut not in stops and cut != len(lowered):
            piece = lowered[begin:cut]
            ahead = lowered[cut : next((later for later in cuts[at + 1 :]), len(lowered))]
            bare = not _without_days(piece, begin, days)
            holds_day = any(begin <= start < cut for start, _ in days)
            if (bare and not (holds_day and cut in joined)) or _ANSWER_FORM.match(ahead):
                # "Monday I'll put four hundred on it", "eleven-forty I can't": one clause each.
                continue
        yield begin, cut
        begin = cut


def _without_days(piece: str, start: int, days: Sequence[tuple[int, int]]) -> str:
    """What is left of a piece beside dates and fillers."""
    kept = "".join(
        char
        for place, char in enumerate(piece, start=start)
        if not any(first <= place < last for first, last in days)
    )
    return _FILLER.sub("", kept)


def _about(clause: str) -> About:
    talk = _TALK.search(clause)
    if talk:
        clause = clause.replace(talk.group(), " ")
    if _CONDITION.match(clause):
        return "condition"
    later = bool(_LATER.match(clause))
    refused = _REFUSED.search(clause) and not _STILL_OFFERED.search(clause)
    if refused:
        return "refused"
    if _THEIRS.search(clause) or (_PAST.search(clause) and not _says_what_comes(clause)):
        return "past"
    if _ELSEWHERE.search(clause) or _WAGE.search(clause):
        return "expense"
    if _PAYING.search(clause) and not later:
        return "paying"
    if _INCOME.search(clause):
        return "income"
    if later:
        return "other"
    if _EXPENSE.search(clause):
        return "expense"
    if OWED.search(clause) or STATING.match(clause):
        return "owed"
    if _VERB.search(clause):
        return "other"
    return "question" if clause.rstrip().endswith("?") else "bare"


def _says_what_comes(clause: str) -> bool:
    """ "She said she'd send it Wednesday" is past in its first verb only."""
    return bool(re.search(r"(?:'ll|'d|\b(?:will|gonna|going\s+to|would|can|could))\s+\w+", clause))
