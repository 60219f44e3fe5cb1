-- How each kind of measure is judged. The rows are those of metrics/kinds.py, which the store puts here when it opens.
create table measure_kind (
    kind            text not null primary key,
    is_by_pace      boolean not null,
    bound           text not null check (bound in ('lower', 'upper', 'reference', 'none')),
    sign            integer not null,       -- -1: less is better
    has_base        boolean not null,       -- counted from last year's end
    has_unit_bounds boolean not null        -- its thresholds differ for % and other units
);
