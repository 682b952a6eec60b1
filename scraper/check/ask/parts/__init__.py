"""The parts of a page: its elements, its scripts, its short texts."""
