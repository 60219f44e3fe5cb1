-- Who may come in. Of passwords and tokens only hashes are kept; a change is a new row, as everywhere.

-- Whether the password was given out by an administrator, and has to be replaced before anything else is done.
alter table account add column is_temporary boolean;

-- What a unit's own system shows instead of a password (POST /api/submissions).
create table unit_token (
    token_no    integer not null,
    unit_id     text not null,
    label       text not null,               -- which system or person it was made for
    token_hash  text not null,
    is_revoked  boolean not null,
    recorded_at timestamp not null,
    recorded_by text not null,
    primary key (token_no, recorded_at)
);
