-- Whether the store began with nothing: a row where it did.
select recorded_at from began_empty
