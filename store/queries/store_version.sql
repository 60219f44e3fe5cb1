-- How many write transactions the store has seen.
select counter from version
