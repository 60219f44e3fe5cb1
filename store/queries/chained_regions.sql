-- The regions that have anything to chain.
select region_code from submission
union
select region_code from audit
order by region_code
