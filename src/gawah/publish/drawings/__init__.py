"""Drawings as SVG: a map that shows its own precision, and what followed as a line of time.

Each is one element of SVG as text, with no style sheet, script, picture or font from elsewhere, so that a page holds it
as it is and a PDF takes it in.
"""
