-- Lines: the numbers that we call from, and each call as the carrier carried it.

create table caller_number (
  org int not null references org,
  id bigint not null,
  e164 text not null,
  label text,
  daily_cap int not null,
  added_at bigint not null,
  rests_until bigint,
  rest_reason text,
  cleared_at bigint,                    -- suspicion counts calls from here on
  retired_at bigint,
  primary key (org, id),
  unique (org, e164)
);

-- A call on a carrier's line: written when it is placed, and led on until it is over. The log says what came of it for the
-- person; this says what the network did, which number was shown, and what was heard.
create table line_call (
  org int not null references org,
  id bigint not null,
  lead_id bigint,                       -- null: they rang us and nobody knows them
  touch_at bigint,                      -- null: they rang us
  touch_seq int,
  session_id bigint,
  carrier smallint not null,            -- place in carriers (outcome/lists.ts)
  node text not null,
  carrier_call text,                    -- the id that the carrier knows it by
  number_id bigint,                     -- of ours; null: unknown
  is_inbound boolean not null,
  placed_at bigint not null,
  rang_at bigint,
  answered_at bigint,
  ended_at bigint,                      -- null: still out, or we died with it
  outcome smallint,                     -- place in lineOutcomes (outcome/lists.ts)
  ended_by smallint,                    -- 0 us, 1 them, 2 the carrier, 3 a timeout
  sip smallint,
  q850 smallint,
  heard smallint,                       -- the detector's verdict: place in verdicts (listen/heard.ts)
  heard_ms int,                         -- after the answer
  confidence real,
  said smallint,                        -- the rep's key, which labels the call: 0 human, 1 machine
  primary key (org, id)
);
create index line_call_number on line_call (org, number_id, placed_at) where number_id is not null;
create index line_call_out on line_call (org, placed_at) where ended_at is null;
create index line_call_lead on line_call (org, lead_id, placed_at) where lead_id is not null;

do $$
declare
  name text;
begin
  foreach name in array array['caller_number', 'line_call'] loop
    execute format('create policy one_org on %I using (org = current_setting(''app.org'')::int)', name);
    execute format('alter table %I enable row level security, force row level security', name);
  end loop;
end $$;

grant select, insert, update on caller_number, line_call to aftertone_app;
