/** The tables of the database, at the version that this code reads and writes. Older ones are led here by migrations.ts. */
import { FORKED, IS_SEALED, SUPERSEDED } from './chunk.ts'

export const SCHEMA_VERSION = 3

/** Every query of a list has its index; `run_by_parent` also serves "runs without a parent", newest first. */
const RUN = `
  create table run (
    key integer primary key,
    id text not null unique,
    owner text,
    status text not null,
    workflow text not null,
    started_at text not null,
    ended_at text,
    waiting integer not null default 0,
    parent text,
    correlation text not null,
    last integer,
    summary text not null
  );
  create index run_by_status on run (status);
  create index run_by_workflow on run (workflow);
  create index run_by_parent on run (parent);
  create index run_by_correlation on run (correlation);
`

const LOG = `
  create table chunk (
    position integer primary key,
    run_key integer not null,
    prev integer not null,
    seq integer not null,
    count integer not null,
    hash text not null,
    seal text not null,
    body text not null
  );
  create table stub (
    run_key integer primary key,
    seq integer not null,
    hash text not null,
    chunks integer not null,
    removed_at text not null,
    rule text not null,
    seal text not null
  );
`

/** See chunk.ts, K3. In triggers, so that a step is one statement and a transaction by itself. */
const CHAIN = `
  create trigger chunk_begins after insert on chunk when new.prev = 0 begin
    update run set last = new.position where key = new.run_key and last is null;
    select raise(abort, '${FORKED}') where changes() = 0;
  end;
  create trigger chunk_follows after insert on chunk when new.prev > 0 begin
    update chunk set seal = '${SUPERSEDED}' where position = new.prev and run_key = new.run_key and ${IS_SEALED};
    select raise(abort, '${FORKED}') where changes() = 0;
  end;
`

/** One row: see newest-run.ts. */
const NEWEST = `
  create table newest_run (
    key integer primary key,
    runs integer not null,
    run text not null,
    seal text not null
  );
`

const BLOB = 'create table blob (hash text primary key, body text not null) without rowid;'

const BESIDE = `
  create table memory (
    scope text not null,
    key text not null,
    value text,
    by text not null,
    existed integer not null,
    primary key (scope, key)
  ) without rowid;
  create table lock_ticket (
    ticket integer primary key autoincrement,
    name text not null,
    run_id text not null,
    key text not null,
    owner text not null,
    taken integer not null default 0
  );
  create index lock_by_name on lock_ticket (name, ticket);
  create index lock_by_run on lock_ticket (run_id);
  create table emission (
    position integer primary key,
    name text not null,
    run_id text not null,
    seq integer not null,
    workspace text
  );
  create index emission_by_name on emission (name, position);
  create table delivery (id text primary key, run_id text, at text not null) without rowid;
  create table letter (
    id text primary key,
    source text not null,
    code text not null,
    message text not null,
    payload text not null,
    workflow text,
    workspace text,
    run_id text,
    at text not null,
    state text not null default 'open',
    settled_at text,
    replayed_as text
  ) without rowid;
  create index letter_by_state on letter (state, code, at);
  create table cursor (name text primary key, position integer not null) without rowid;
`

export const SCHEMA = RUN + LOG + CHAIN + NEWEST + BLOB + BESIDE

/** What version 1 does not have yet, or has in another form. */
export const SINCE_FIRST = { RUN, LOG, CHAIN, BESIDE } as const

/** What version 2 does not have yet. */
export const SINCE_SECOND = { NEWEST } as const
