-- The years of every region of the store, with how many items each has now: none for one that has only begun.
select h.region_code, h.year, cast(count(distinct i.item_id) as integer) as items
from (
    select region_code, year from known_item where known_until is null
    union
    select region_code, year from region_year
) h
left join known_item i on i.region_code = h.region_code and i.year = h.year and i.known_until is null
group by h.region_code, h.year
order by h.region_code, h.year
