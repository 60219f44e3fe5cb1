-- A region's chain: a link for each accepted submission and each entry of the audit, in the order in which they came.
-- `hash` is the SHA-256 of the link before, of the fields that `form` names, and of their values (store/engine/chain.py).
create table chain (
    region_code text not null,
    link_no     integer not null,
    kind        text not null check (kind in ('submission', 'audit')),
    number      integer not null,            -- submission_id or audit_id
    form        integer not null,            -- which list of fields
    hash        text not null,
    primary key (region_code, link_no)
);
