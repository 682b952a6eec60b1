"""`docs/` as one site that can be browsed and searched: `make docs`."""

project = "Salon archive"
extensions = ["myst_parser"]
html_theme = "furo"
html_title = "Salon archive"
html_copy_source = False
html_show_copyright = False
myst_heading_anchors = 3  # as GitHub has them
