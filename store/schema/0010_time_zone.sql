-- In which zone the moments of this store are counted: one row, written when the store first knows this table and then
-- for good, since another zone would give every moment that stands another meaning. It goes along with a backup.
create table time_zone (
    name text not null primary key           -- as in the IANA database: Asia/Shanghai
);
