"""Web pages: fetched, judged, cut to their article, compared with what is stored."""
