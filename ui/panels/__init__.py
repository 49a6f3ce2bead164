"""The panes that stand around the pages, a package for each kind of thing they show."""
