-- Who signed in, out, or in vain: a log of its own beside the audit, since none of it changes a figure. No password, and of
-- names those of accounts alone: what is typed where a name belongs is now and then a password.
create table sign_in (
    region_code text not null,               -- of the account; empty: of the whole store, or of no account
    entry_no    integer not null,            -- in the whole store
    kind        text not null check (kind in ('in', 'gateway', 'failed', 'out')),
    name        text,                        -- of the account; null: a name that none has
    address     text not null,
    times       integer not null,            -- of this kind, name and address within the hour, up to this row
    happened_at timestamp not null,
    primary key (region_code, entry_no)
);
