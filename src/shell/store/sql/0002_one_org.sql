-- Each org sees its own rows. The setting is made by SET LOCAL in every transaction; where it is missing the policy
-- fails with an error, it never answers "nothing".

do $$
declare
  name text;
begin
  foreach name in array array[
    'org', 'app_user', 'team', 'team_member', 'audit', 'source', 'list', 'account', 'household', 'import',
    'lead', 'contact_point', 'list_member', 'note', 'consent', 'suppression', 'import_conflict',
    'playbook_version', 'playbook_move', 'recording', 'experiment', 'experiment_phase', 'assignment', 'enrolment', 'run',
    'task', 'deal', 'outbox', 'touch', 'outcome', 'decision', 'signal', 'undone'
  ] loop
    execute format('create policy one_org on %I using (org = current_setting(''app.org'')::int)', name);
    execute format('alter table %I enable row level security, force row level security', name);
  end loop;
end $$;

grant usage on schema public to aftertone_app;
grant usage on sequence id_block to aftertone_app;

-- What is edited.
grant select, insert, update on org, app_user to aftertone_app;
grant select, insert, update, delete on team, team_member, source, list, account, household, import, lead, contact_point,
  list_member, note, suppression, import_conflict, playbook_move, recording, experiment, experiment_phase, enrolment, run, task, deal,
  outbox, org_due to aftertone_app;
-- What is evidence, or a version: written once.
grant select, insert on audit, consent, playbook_version, assignment, touch, outcome, decision, signal, undone, place
  to aftertone_app;
grant select, update on world to aftertone_app;
-- The partitions are reached through their parents alone, and directory through functions alone.

-- Which org a key belongs to.
create function org_of(wanted_kind smallint, wanted_hash bigint) returns setof int
  language sql stable security definer set search_path = public
  as $$ select org from directory where kind = wanted_kind and hash = wanted_hash $$;
revoke all on function org_of from public;
grant execute on function org_of to aftertone_app;

-- The orgs of this installation, for the command line of its owner and for the engine's first look.
create function orgs() returns table (org int, kind smallint, name text)
  language sql stable security definer set search_path = public
  as $$ select org.org, org.kind, org.name from org order by org.org $$;
revoke all on function orgs from public;
grant execute on function orgs to aftertone_app;

-- Months ahead for the log, made by whoever keeps house; a month that is missing falls into the default partition.
create function make_month(parent text, first_ms bigint, next_ms bigint, suffix text) returns void
  language plpgsql security definer set search_path = public
  as $$
begin
  if parent not in ('touch', 'outcome', 'decision') or suffix !~ '^[0-9]{4}_[0-9]{2}$' then
    raise exception 'no month is made of % %', parent, suffix;
  end if;
  execute format('create table if not exists %I partition of %I for values from (%s) to (%s)',
    parent || '_' || suffix, parent, first_ms, next_ms);
end $$;
revoke all on function make_month from public;
grant execute on function make_month to aftertone_app;
