-- The months in which each calendar has a figure due.
select calendar, month_no from calendar_month order by calendar, month_no
