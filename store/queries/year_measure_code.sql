-- The measures of a region's year that bear a code in common with other regions', as they stand now.
select measure_id, common_code
from (
    select distinct on (k.measure_id) k.measure_id, k.common_code
    from known_measure_code k
    where k.region_code = $region and k.known_until is null
        and k.measure_id in (
            select m.measure_id
            from known_measure m
            join known_item i on i.region_code = $region and i.item_id = m.item_id and i.year = $year and i.known_until is null
            where m.region_code = $region and m.known_until is null
        )
    order by k.measure_id, k.recorded_at desc
) k
where common_code is not null
order by measure_id
