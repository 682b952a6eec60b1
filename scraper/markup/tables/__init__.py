"""Tables that were written or rendered wrongly, made whole."""
