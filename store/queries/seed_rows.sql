-- Which rows of the seed were ever planted, in their order, with the hash of what they said.
select table_name, row_key, digest, recorded_at from seed_row order by recorded_at
