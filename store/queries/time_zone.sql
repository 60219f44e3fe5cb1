-- In which zone the moments of the store are counted: one row.
select name from time_zone
