"""The error for faults that a user can mend."""


class SalonError(Exception):
    """The work failed. The message says in one line why, what is still good, and what to do."""
