-- The years of which a region's workbooks stand, the newest first.
select distinct cast(extract(year from s.month) as integer) as year
from submission s
left join withdrawal w on w.region_code = $region and w.submission_id = s.submission_id
where s.region_code = $region and s.channel = 'workbook' and w.submission_id is null
order by year desc
