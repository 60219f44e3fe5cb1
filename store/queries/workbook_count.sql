-- How many workbooks were ever accepted, sample ones and withdrawn ones included.
select cast(count(*) as integer) as n from submission where channel = 'workbook'
