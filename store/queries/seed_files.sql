-- The hash of the seed's files that the store was last brought up to, whose table has no name; in a store of before that
-- was remembered it is of one of the rows; no row where nothing was ever planted.
select digest from seed_row order by table_name, recorded_at desc limit 1
