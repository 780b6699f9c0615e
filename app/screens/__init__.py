"""One file a page; each has `show()`, which draws it.

The folder is not called `pages`: Streamlit would take its files for pages of its older kind.
"""
