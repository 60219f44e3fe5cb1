"""督查通报 as a Word file: sentences by rule from a text template, laid out as official papers are (domain.md §7)."""
