"""Two sample calls that ship with the package."""
