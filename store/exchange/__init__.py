"""A region's figures from its own store to another one above it, by way of a folder that can be carried."""
