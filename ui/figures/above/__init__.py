"""全市一览: the choices of the screen and its files."""
