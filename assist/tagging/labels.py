"""The two vocabularies: what a debtor's utterance says, and what is wrong with an agent's.

Three of a debtor's tags are said for a reason that decides what helps: the cause of a hardship, the
ground of a dispute, how a third party is related to the debtor and whether it is they who speak. The ids
are the ids in code, files and the interface; the order here is the order everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from assist.events import Language, Speaker

DEBTOR_TAGS: tuple[str, ...] = (
    "hardship",
    "dispute",
    "promise",
    "third_party",
    "refusal",
    "stalling",
    "relief_request",
    "information_request",
    "vulnerability",
    "hostility",
    "complaint",
)

CONDUCT_CATEGORIES: tuple[str, ...] = (
    "threat",
    "false_legal_claim",
    "third_party_disclosure",
    "abuse",
    "impersonation",
    "coercion",
    "misleading_terms",
    "improper_payment",
)

ALL_LABELS: tuple[str, ...] = DEBTOR_TAGS + CONDUCT_CATEGORIES

LABELS_OF: Mapping[Speaker, tuple[str, ...]] = MappingProxyType(
    {"debtor": DEBTOR_TAGS, "agent": CONDUCT_CATEGORIES}
)

REASONS_OF: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "hardship": (
            "job_loss",
            "income_cut",
            "unpaid_income",
            "illness",
            "bereavement",
            "business_failure",
            "disaster",
            "over_indebtedness",
            "dependants",
            "other",
            "no_money",
        ),
        "dispute": (
            "not_mine",
            "wrong_amount",
            "fees_or_interest",
            "already_paid",
            "identity_theft",
            "not_delivered",
            "too_old",
            "already_settled",
            "other",
        ),
        "third_party": (
            "spouse_or_partner",
            "parent",
            "child",
            "sibling",
            "relative",
            "friend",
            "work",
            "representative",
            "co_debtor",
            "household",
            "stranger",
            "unknown",
        ),
    }
)
"""The closed lists: a hardship's cause, a dispute's ground, the third party's relation to the debtor."""

ON_THE_LINE = "third_party/on_the_line"

OUTPUTS: tuple[str, ...] = (
    *ALL_LABELS,
    *(f"{tag}/{reason}" for tag, reasons in REASONS_OF.items() for reason in reasons),
    ON_THE_LINE,
)
"""What the tagging model gives a logit for: every label, then every reason as ``tag/reason``."""

LABEL_NAMES: Mapping[str, Mapping[Language, str]] = MappingProxyType(
    {
        "hardship": {"en": "Hardship", "zh": "困难"},
        "dispute": {"en": "Dispute", "zh": "异议"},
        "promise": {"en": "Promise", "zh": "承诺"},
        "third_party": {"en": "Third party", "zh": "第三方"},
        "refusal": {"en": "Refusal", "zh": "拒绝还款"},
        "stalling": {"en": "Stalling", "zh": "推脱"},
        "relief_request": {"en": "Relief request", "zh": "申请减免"},
        "information_request": {"en": "Question", "zh": "询问"},
        "vulnerability": {"en": "Vulnerability", "zh": "脆弱情形"},
        "hostility": {"en": "Hostility", "zh": "敌意"},
        "complaint": {"en": "Complaint", "zh": "投诉"},
        "threat": {"en": "Threat", "zh": "威胁恐吓"},
        "false_legal_claim": {"en": "False legal claim", "zh": "虚假法律陈述"},
        "third_party_disclosure": {"en": "Disclosure to a third party", "zh": "向第三方泄露"},
        "abuse": {"en": "Abuse", "zh": "辱骂贬损"},
        "impersonation": {"en": "Impersonation", "zh": "冒充身份"},
        "coercion": {"en": "Undue pressure", "zh": "不当施压"},
        "misleading_terms": {"en": "Misleading terms", "zh": "误导性条款"},
        "improper_payment": {"en": "Improper payment", "zh": "违规收款"},
    }
)
