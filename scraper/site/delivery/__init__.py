"""How answers are sent, our own and Datasette's: headers, compression, caching, the addresses in them."""
