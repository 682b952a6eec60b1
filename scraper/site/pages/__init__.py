"""One module a page: from a connection to the archive to what its template shows. Nothing here knows Datasette."""
