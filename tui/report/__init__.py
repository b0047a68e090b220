"""Reports: pages for people without a terminal, as HTML, text, Markdown or a Word document."""
