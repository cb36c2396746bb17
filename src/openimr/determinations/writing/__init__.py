"""Writes determinations: one set of blocks for a layout, rendered as text, HTML, PDF or DOCX."""
