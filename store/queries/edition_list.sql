-- The editions of a region, the newest first.
select
    edition_no, coalesce(issue_no, edition_no) as issue_no, region_code, month, preset, as_of as frozen_at, title, bulletin, office, made_by, made_at,
    addressees, copies, document_no, signed_by, requirements, deadline, left_out
from edition
where region_code = $region
order by edition_no desc
