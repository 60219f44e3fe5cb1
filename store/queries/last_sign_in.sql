-- The number of the last entry in the log of sign-ins; 0 before the first.
select coalesce(max(entry_no), 0) as entry_no
from sign_in
