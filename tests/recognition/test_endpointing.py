"""Where utterances begin and end, on written probabilities."""

import pytest

from assist.recognition.endpointing import Endpointing, SpeechEnded, SpeechStarted

FRAME_S = 0.1


def turns(probabilities, **thresholds):
    """Every turn with the number of the frame in which it was decided."""
    endpointing = Endpointing(FRAME_S, **thresholds)
    decided = [(frame, endpointing.hear(p)) for frame, p in enumerate(probabilities)]
    return [(frame, turn) for frame, turn in decided if turn is not None]


def started(at_s):
    return SpeechStarted(pytest.approx(at_s))


def ended(at_s, *, forced=False):
    return SpeechEnded(pytest.approx(at_s), forced)


def test_speech_starts_where_it_began_once_it_has_lasted_long_enough():
    assert turns([0, 0, 0.9, 0.9]) == [(3, started(0.2))]


def test_a_click_starts_nothing():
    assert turns([0, 0.9, 0, 0, 0.9, 0, 0]) == []


def test_a_flicker_in_the_onset_does_not_undo_a_start():
    endpointing = Endpointing(0.03, min_speech_s=0.2)
    decided = [endpointing.hear(p) for p in [0.9, 0.9, 0.9, 0.1, 0.9, 0.9, 0.9, 0.9]]
    assert decided[-1] == started(0.0)


def test_an_utterance_ends_after_the_hang_and_its_end_is_where_the_voice_ended():
    assert turns([0.9] * 5 + [0] * 10)[1:] == [(8, ended(0.5))]


def test_a_pause_shorter_than_the_hang_belongs_to_the_utterance():
    assert turns([0.9] * 5 + [0] * 3 + [0.9] * 5 + [0] * 4)[1:] == [(16, ended(1.3))]


def test_the_hang_can_be_chosen():
    assert turns([0.9] * 5 + [0] * 10, hang_s=0.8)[1:] == [(12, ended(0.5))]


def test_it_takes_more_voice_to_begin_than_to_go_on():
    assert turns([0.4] * 10) == []
    assert turns([0.6] + [0.4] * 10) == [(1, started(0.0))]


def test_two_utterances_are_told_apart():
    probabilities = ([0.9] * 5 + [0] * 5) * 2
    assert [turn for _, turn in turns(probabilities)] == [started(0), ended(0.5), started(1.0), ended(1.5)]


def test_a_speaker_who_never_pauses_is_cut_at_the_limit_and_goes_on_at_once():
    decided = turns([0.9] * 600, max_utterance_s=28.0)
    assert [turn for _, turn in decided] == [
        started(0),
        ended(28.0, forced=True),
        ended(56.0, forced=True),
    ]


def test_near_the_limit_a_shorter_pause_is_enough():
    pause = [0.1] * 2
    assert turns([0.9] * 100 + pause + [0.9] * 50)[1:] == []
    assert turns([0.9] * 260 + pause + [0.9])[1:] == [(260, ended(26.0))]


def test_the_end_of_the_sound_ends_the_utterance_under_way():
    endpointing = Endpointing(FRAME_S)
    for probability in [0.9] * 5 + [0.0]:
        endpointing.hear(probability)
    assert endpointing.finish() == ended(0.5)
    assert endpointing.finish() is None


def test_the_end_of_the_sound_in_silence_ends_nothing():
    endpointing = Endpointing(FRAME_S)
    endpointing.hear(0.9)
    assert endpointing.finish() is None


@pytest.mark.parametrize("thresholds", [{"on": 0.3, "off": 0.4}, {"hang_s": 0.0}, {"hang_s": 30.0}])
def test_thresholds_that_contradict_each_other_are_refused(thresholds):
    with pytest.raises(ValueError, match="endpointing needs"):
        Endpointing(FRAME_S, **thresholds)
