-- What was said of a unit's own form: what its columns, rows and units of measure mean. It holds for the same form the
-- months after. A change is a new row, and so is taking it back (answer empty).
create table form_answer (
    region_code text not null,
    unit_id     text not null,
    form        text not null,               -- tells forms apart by headings, order and merging; '' for any of the unit's
    kind        text not null check (kind in ('column', 'row')),
    key         text not null,               -- of a column its heading, of a row what names it; months as {月} and {期}
    answer      text,                        -- a field of loaders/layouts/actuals.csv, a measure, a unit, or 'ignore'
    form_name   text not null,               -- the form's headings, for whoever reads the list
    recorded_at timestamp not null,
    recorded_by text not null,
    primary key (region_code, unit_id, form, kind, key, recorded_at)
);

-- What was said before forms were told apart holds for any form of the unit.
insert into form_answer
select home.region_code, said.unit_id, '', 'column', said.heading, said.field, '', said.recorded_at, said.recorded_by
from column_answer as said
inner join (select unit_id, min(region_code) as region_code from unit group by unit_id) as home
    on home.unit_id = said.unit_id;
