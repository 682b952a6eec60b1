"""What goes wrong that somebody outside can mend."""


class SalonError(Exception):
    """The work failed. The message says why, in one line, what is still good, and what to do."""
