-- The publications that targets and published figures were taken from. A change is a new row, as in 0001_plan.sql.
create table source (
    source_id    text not null,
    title        text not null,
    published_on date,                       -- empty: the publication gives no day
    publisher    text not null,
    recorded_at  timestamp not null,
    recorded_by  text not null,
    primary key (source_id, recorded_at)
);
