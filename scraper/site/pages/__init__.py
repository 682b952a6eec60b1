"""One module for each page: it reads the archive and returns the values for its template. None knows Datasette."""
