"""The commands of ``assist``, one module a group; each adds its parser and runs it."""
