"""Lines → blocks, headings and items with their roles: found by what stands there and how it is numbered."""
