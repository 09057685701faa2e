-- Who shares a number, found without reading everybody. On lead, which no decision writes.

create index lead_household on lead (org, household_id) where household_id is not null;
