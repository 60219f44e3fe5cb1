-- One commitment that stands twice in a year's plan: the figure of one place is asked for and goes to the other too, and
-- each is judged against its own target. A change is a new row.
create table same_as (
    region_code text not null,
    measure_id  text not null,               -- which of the two is asked for
    same_as_id  text not null,               -- and which has the same figure
    is_linked   boolean not null,
    note        text,                        -- how the two places differ
    reason      text,
    recorded_at timestamp not null,
    recorded_by text not null,
    primary key (region_code, measure_id, same_as_id, recorded_at)
);
