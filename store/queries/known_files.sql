-- Every file that was ever accepted, of all regions, by what tells it from others, and what it is kept as.
select distinct region_code, unit_id, month, sha256, kept_as
from submission
where channel = 'workbook'
