"""How good the parts are: figures with their counts."""
