"""The site: pages made of the archive's rows, shown by a Datasette plugin (`scraper.site.plugin`)."""
