"""One file per screen, in the order of the menu. Screens are scripts that ui/shell.py runs by path; nothing imports them."""
