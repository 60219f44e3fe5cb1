-- The last month that has figures in a store, and its time zone.
select (select max(month) from actual where value is not null or value_words is not null) as month, name as zone
from time_zone
