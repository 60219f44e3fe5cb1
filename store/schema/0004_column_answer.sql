-- What somebody said that a column of a unit's own workbooks means; offered again next month. A change is a new row.
create table column_answer (
    unit_id     text not null,
    heading     text not null,               -- the heading's parts from top to bottom, months as {月} and {期}
    field       text not null,               -- a field of loaders/layouts/actuals.csv, or 'ignore'
    recorded_at timestamp not null,
    recorded_by text not null,
    primary key (unit_id, heading, recorded_at)
);
