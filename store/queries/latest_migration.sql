-- The file name of the latest migration that the store has had.
select max(name) as name from migration
