"""Web pages: fetched, judged, cut to their article, compared with the stored version."""
