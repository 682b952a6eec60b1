"""The archive as salons with their talks, speakers, papers and links: what every export but the tables is made of."""
