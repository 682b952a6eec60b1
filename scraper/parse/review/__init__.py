"""A document reviewed once its parts are read: what no longer holds, and what was left over."""
