import { type LeadGroup } from '../../contract/lead-groups.ts'

/**
 * The first question that holds a lead back, as SQL over `enrolment e`; `open` is the parameter that holds the places
 * where calls are open, `shut` the people for whom they are not (places-now.ts), `held` those whom a rule holds back there
 * (held-back.ts). Counts, funnels and tables all ask this one, so that their numbers agree.
 */
export const stepSql = (open: string, shut: string, held: string): string => `case when e.state = 7 then 'stopped'
  when e.phones <= bit_count(e.bad_phones::bit(32)) then 'no_number'
  when e.state = 0 then 'not_enrolled'
  when e.state in (5, 6) then 'over'
  when e.state = 4 then 'parked'
  when e.state = 3 then 'in_hand'
  when e.state = 1 then 'resting'
  when not (e.place_id = any(${open}::int[])) or e.lead_id = any(${shut}::bigint[]) then 'closed'
  when e.lead_id = any(${held}::bigint[]) then 'forbidden'
  else 'callable' end`

const inPlaybook = ['parked', 'resting', 'in_hand', 'closed', 'forbidden', 'callable'] as const

/** Steps that a group of leads is made of. */
export const stepsOf = (group: LeadGroup): readonly string[] => (group === 'in_playbook' ? inPlaybook : [group])
