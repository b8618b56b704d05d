"""HTML pages: the report's part of the page, found by what it says, as paragraphs and tables."""
MEDIA_TYPES = ("text/html", "application/xhtml+xml")
def add_markup(builder, markup): raise NotImplementedError
def content(body): raise NotImplementedError
