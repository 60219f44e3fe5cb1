"""What a sheet's headings say: where they stand, what each names, and what span of time its figures are of."""
