"""What each output of the model should say of a record, and how much that counts."""

from __future__ import annotations

from assist.tagging.corpus import Record
from assist.tagging.labels import LABELS_OF, ON_THE_LINE, OUTPUTS, REASONS_OF

_REASON_WEIGHT = 0.5


def aims(*said: Record) -> tuple[list[float], list[float]]:
    """Target (0 or 1) and weight of every output, in their order, for one record or several said in one breath.

    The speaker's own vocabulary counts, the other's does not. Reasons count only where every record that
    carries the label was given any, and who speaks only where all that tell agree.
    """
    carried = {label for record in said for label in record.labels}
    weights = dict.fromkeys(LABELS_OF[said[0].speaker], 1.0)
    for label, reasons in REASONS_OF.items():
        given = [record.reasons.get(label, ()) for record in said if label in record.labels]
        if given and all(given):
            carried |= {f"{label}/{reason}" for each in given for reason in each}
            weights |= {f"{label}/{reason}": _REASON_WEIGHT for reason in reasons}
    speaking = {record.on_the_line for record in said if "third_party" in record.labels}
    if speaking == {True} or speaking == {False}:
        carried |= {ON_THE_LINE} if True in speaking else set()
        weights[ON_THE_LINE] = _REASON_WEIGHT
    return [float(output in carried) for output in OUTPUTS], [weights.get(output, 0.0) for output in OUTPUTS]
