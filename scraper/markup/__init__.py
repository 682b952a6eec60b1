"""Published bytes into lines and tables of text with their links. Knows Markdown and HTML, and no word of salons."""
