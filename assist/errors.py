"""Every error this package raises on purpose.

::

    AssistError                  anything a user or operator can mend
        SettingsError            an unknown key or an unusable value in the settings
        InputError               a file, line or field that cannot be read
            AudioError           audio that is truncated, mislabelled or not audio at all
            ContentError         a mistake in a card or a rule, with file, line and hint
        ModelError               a speech or tagging model that is missing, broken or of the wrong kind
        ProtocolError            a telephone system that broke the wire protocol
        StoreError               the store refused or lost its connection
"""


class AssistError(Exception):
    """The root of the tree. The message is one line that names what is wrong, where, and the remedy."""


class SettingsError(AssistError):
    """An unknown settings key, or a value that cannot be used."""


class InputError(AssistError):
    """Something handed in cannot be read."""


class AudioError(InputError):
    """The bytes are not the audio they are said to be."""


class ContentError(InputError):
    """Cards or rules with mistakes; the message has one line a mistake."""


class ModelError(AssistError):
    """A model is missing, broken or of the wrong kind; the message says how to get a whole one."""


class ProtocolError(AssistError):
    """The peer broke the wire protocol.

    ``code`` is the machine-readable reason that is sent back to the peer.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class StoreError(AssistError):
    """The store could not take or give what was asked."""
