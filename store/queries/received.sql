-- How often a region's data were received from a store of its own: where ever, the facts are made there.
select count(*) as times from audit where region_code = $region and act = '接收数据'
