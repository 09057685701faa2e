-- The facts of a household are folded from the logs of its people, who have to be found.

create index enrolment_household on enrolment (org, household_id) where household_id is not null;
