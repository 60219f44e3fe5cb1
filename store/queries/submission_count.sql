-- How many workbooks were ever accepted in the whole file, sample ones and withdrawn ones included.
select cast(count(*) as integer) as n from submission where channel = 'workbook'
