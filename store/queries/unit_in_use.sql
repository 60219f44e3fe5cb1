-- What hangs on a unit: one row with how many items it leads or supplies (of a year or a load that was taken away too: it
-- can come back), submissions, accounts and tokens.
select
    cast((
        select count(*)
        from (
            select distinct on (item_id) item_id, lead_unit_id
            from item
            where region_code = $region
            order by item_id, recorded_at desc
        ) i
        where i.lead_unit_id = $unit_id or i.item_id in (
            select item_id
            from (
                select distinct on (measure_id) item_id, supplier_unit_id
                from measure
                where region_code = $region
                order by measure_id, recorded_at desc
            ) m
            where m.supplier_unit_id = $unit_id
        )
    ) as integer) as items,
    cast((select count(*) from submission where region_code = $region and unit_id = $unit_id) as integer) as submissions,
    cast((
        select count(*)
        from (select distinct on (name) region_code, unit_id, is_active from account order by name, recorded_at desc) a
        where a.region_code = $region and a.unit_id = $unit_id and a.is_active
    ) as integer) as accounts,
    cast((
        select count(*)
        from (
            select distinct on (token_no) unit_id, is_revoked
            from unit_token
            where region_code = $region
            order by token_no, recorded_at desc
        ) t
        where t.unit_id = $unit_id and not t.is_revoked
    ) as integer) as tokens
