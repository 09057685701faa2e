/**
 * State of a person’s enrolment, as stored.
 *
 *     idle ─► active ─► callable ─► reserved ─► active …   a call step fell due; a rep took it; its outcome is in
 *               │ └────► parked ─► active                   until an event, or for a time
 *               ├──────► passive                            ended by plan; wakes on any sign of theirs
 *               └──────► ended                              ended for good, by this playbook
 *     any ────► stopped                                     a hard stop: nothing lifts it but undoing it
 */
export const IDLE = 0
export const ACTIVE = 1
export const CALLABLE = 2
export const RESERVED = 3
export const PARKED = 4
export const PASSIVE = 5
export const ENDED = 6
export const STOPPED = 7
export const stateNames = ['idle', 'active', 'callable', 'reserved', 'parked', 'passive', 'ended', 'stopped'] as const
export type State = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7

/** In a playbook: a second enrolment is refused, or takes over. */
export const isEnrolled = (state: State): boolean => state >= ACTIVE && state <= PARKED

/** How a run ended, as stored in table run. */
export const endings = [
  'passive_list',
  'list_exhausted',
  'long_nurture',
  'next_lead',
  'disqualified',
  'handover',
  'capped',
  'over',
  'exit',
  'stopped',
  'taken_over',
  'by_hand'
] as const
export type RunEnding = (typeof endings)[number]
