"""An item's words → its figures, what each counts, and whether it is a target."""
