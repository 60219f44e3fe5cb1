-- When the last act in the store was done, by the clock of then: what the clock shows now should not be before it.
select max(done_at) as done_at from audit
