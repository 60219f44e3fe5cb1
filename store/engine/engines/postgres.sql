-- What a store on PostgreSQL has besides store/schema. Run under the lock of opening; every statement may run again.

-- As of which version (table version) each region was last written to, '' for all of them: what DuckDB's one process
-- counts in memory, several processes read here.
create table if not exists region_version (
    region_code text not null primary key,
    counter     integer not null
);
