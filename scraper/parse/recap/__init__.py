"""The recap: rows of past issues, with their days, topics and links."""
