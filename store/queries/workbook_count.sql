-- How many of a region's workbooks were ever accepted, sample ones and withdrawn ones included.
select cast(count(*) as integer) as n from submission where region_code = $region and channel = 'workbook'
