"""What a link is worth: asks its address, judges the answer, keeps the history, reports it."""
