"""One file per screen. Screens are scripts that ui/shell.py runs by path; nothing imports them."""
