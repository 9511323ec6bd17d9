"""Whisper writes sentences where nobody spoke; these rules tell them from short true answers.

Measured on 13 kinds of non-speech: the confidence of an invented "You" overlaps that of a true "Yes.", so no
threshold can part them. The voice gate removes nearly all; what is left repeats itself or is a stock phrase.
"""

from __future__ import annotations

import re
from typing import Final

# Text that zlib shrinks this well repeats itself (the limit of the Whisper paper, section 4.5).
REPETITION: Final = 2.4
# Speech of one person compresses to 0.3 to 1.2; in babble it invented repetitions at 1.5 and 1.9 and doubted
# that it was speech. "No, no, no" of a person is not doubted.
_MILD_REPETITION: Final = 1.3
# A stock phrase is believed unless the model itself doubts that anybody spoke or what was said.
_DOUBT_NO_SPEECH: Final = 0.6
_DOUBT_LOG_PROBABILITY: Final = -0.8

# From the captions of the films it was trained on; nobody says these to a collector.
_NEVER_ON_A_CALL: Final = re.compile(
    r"(thanks?( you)?( \w+){0,2} for watching|see you (in the )?next|subscribe|amara\.org|"
    r"subtitles by|transcri(bed|ption) by|www\.|"
    r"(谢谢|感谢|多谢|欢迎)(大家|您|你们|你)?(的|来)?(观看|收看|收听)|下(期|集|次|个)(视频|节目)?再见|"
    r"请不吝|点赞|订阅|打赏|明镜(与|和)点点|字幕(由|制作|组|志愿者|提供|校对)|(词|作|编)曲|"
    r"优优独播|本(集|期|视频)(已)?(完|结束)|未经许可)",
    re.IGNORECASE,
)
_STOCK: Final = frozenset(
    {"you", "thank you", "thank you very much", "bye", "bye bye", "so", "oh", "uh", "um", "hmm"}
    | {"the end", "beep", "music"}
    | {"谢谢", "谢谢大家", "谢谢你", "拜拜", "再见", "嗯", "啊", "哦", "我", "你", "音乐", "完"}
)
_SOUND: Final = re.compile(r"[^\W_]", re.UNICODE)
_NOT_IN_PHRASES: Final = re.compile(r"[^\w\s']+")


def repeats_itself(compression_ratio: float) -> bool:
    """Whether a segment is an endless repetition, by how well its text compresses."""
    return compression_ratio > REPETITION


def is_invented(text: str, *, no_speech: float, log_probability: float, compression_ratio: float) -> bool:
    """Whether a segment that passed the voice gate was still made up. Mandarin in simplified script.

    ``no_speech`` (0..1) and ``log_probability`` (mean a token) are the model's own figures for the segment.
    """
    if not _SOUND.search(text) or _NEVER_ON_A_CALL.search(text):
        return True
    if no_speech > _DOUBT_NO_SPEECH and compression_ratio > _MILD_REPETITION:
        return True
    phrase = _NOT_IN_PHRASES.sub(" ", text).lower().split()
    doubtful = no_speech > _DOUBT_NO_SPEECH or log_probability < _DOUBT_LOG_PROBABILITY
    return doubtful and " ".join(phrase) in _STOCK
