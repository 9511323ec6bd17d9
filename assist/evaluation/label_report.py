"""Label scores as text: for a terminal and for the model card."""

from __future__ import annotations

from assist.evaluation.label_scores import WORST, LabelReport


def format_report(report: LabelReport, *, errors: int = WORST) -> str:
    """The report as text for a terminal or a model card, with so many confusions and worst errors."""
    lines = [f"model {report.version}"]
    for score in report.scores:
        lines.append("")
        lines.append(
            f"{score.speaker} {score.lang}: {score.utterances} utterances of {score.situations} situations"
        )
        lines.append(f"  {'label':24}{'n':>5}  precision              recall                 F1")
        lines += [
            f"  {each.label:24}{each.positives:5}  {each.precision!s:21}  {each.recall!s:21}  {each.f1}"
            for each in score.labels
        ]
        if score.core_f1 is not None:
            lines.append(f"  mean F1 of the core tags {score.core_f1}")
        lines.append(f"  mean F1 of labels that occur {score.macro_f1}")
        lines.append(f"  of {score.clean} utterances without a label flagged {score.clean_flagged}")
        lines.append(
            f"  expected calibration error {score.calibration_error:.3f}; scores and how often true:"
        )
        lines.append(
            "    " + ", ".join(f"{r.promised:.2f} {r.came_true:.2f} (n {r.count})" for r in score.reliability)
        )
        lines += [f"  reason of {each.tag:24} right {each.right} (n {each.judged})" for each in score.reasons]
        lines.append(f"  {'style':24}{'n':>5}  F1                     clean, of them flagged")
        lines += [
            f"  {each.style:24}{each.utterances:5}  {each.f1!s:21}  {each.clean}, {each.clean_flagged}"
            for each in score.styles
        ]
    if not errors:
        return "\n".join(lines)
    lines += ["", "confusions (should be -> was)"]
    lines += [f"  {c.times:4}  {c.speaker}: {c.missed} -> {c.given}" for c in report.confusions[:errors]]
    lines += ["", "worst errors"]
    for error in report.worst[:errors]:
        verb = "missed" if error.carries else "wrongly"
        lines.append(f"  {verb} {error.label} {error.score:.2f}  {error.record.id}  {error.record.text}")
    return "\n".join(lines)
