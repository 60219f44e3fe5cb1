"""A published report or list → proposed targets, with every line and every number accounted for."""
