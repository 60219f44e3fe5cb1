-- The files that stand as reports of a region's units, with the month each was for.
select s.unit_id, s.sha256, max(s.month) as month
from submission s
left join withdrawal w on w.region_code = $region and w.submission_id = s.submission_id
where s.region_code = $region and s.channel = 'workbook' and w.submission_id is null
group by s.unit_id, s.sha256
order by s.unit_id, s.sha256
