import { type Figure, figure, figureOf } from '../figure.ts'
import {
  CONVERSATION_SECONDS,
  isAnswered,
  isConversation,
  isHuman,
  isRightParty,
  isTalk,
  isVoicemail
} from '../call-says.ts'
import { type CallRow, type Row, type TouchRow } from '../row.ts'
import { type Stop } from '../../facts/fact.ts'

const call = (key: string, says: string, over: string | null, counts: (row: CallRow) => boolean | number): Figure =>
  figure('call', key, says, over, counts)

/** From the dial to the sale, and what stands beside it. */
export const callFigures: readonly Figure[] = [
  call('dials', 'calls that left the house', null, () => true),
  call('open', 'calls of which nobody has said what came', 'dials', ({ endpoint }) => endpoint === null),
  call('answered', 'calls answered by anything', 'dials', isAnswered),
  call('human', 'calls answered by a human', 'dials', isHuman),
  call('right_party', 'calls that reached the person', 'dials', isRightParty),
  call('talks', 'talks with the person, however short', 'dials', isTalk),
  call('conversations', `talks of ${CONVERSATION_SECONDS} seconds or more`, 'dials', isConversation),
  call('talks_unmeasured', 'talks whose seconds nobody measured', 'talks', (row) => isTalk(row) && row.spent === null),
  call('meetings', 'meetings booked in a call', 'talks', ({ said }) => said === 'meeting_booked'),
  call('sales', 'sales made in a call', 'talks', ({ said }) => said === 'sale'),
  call('voicemails', 'calls that reached a voicemail', 'dials', isVoicemail),
  call('silence_dials', 'calls to people who never got a message and never talked', null, isAfterSilence),
  call('silence_human', 'of these, answered by a human', 'silence_dials', (row) => isAfterSilence(row) && isHuman(row)),
  call('strangers_dials', 'calls to people who never talked with us', null, (row) => !row.hasTalkedBefore),
  call(
    'strangers_human',
    'of these, answered by a human',
    'strangers_dials',
    (row) => !row.hasTalkedBefore && isHuman(row)
  ),
  call('strangers_talks', 'of these, talks', 'strangers_dials', (row) => !row.hasTalkedBefore && isTalk(row)),
  call(
    'strangers_stops',
    'of these, followed by a wish that we stop',
    'strangers_dials',
    (row) => !row.hasTalkedBefore && isOptOut(row.stop)
  ),
  call(
    'strangers_complaints',
    'of these, followed by a complaint',
    'strangers_dials',
    (row) => !row.hasTalkedBefore && isComplaint(row.stop)
  ),
  call(
    'recognised_asked',
    'talks in which they knew us, or did not',
    null,
    ({ recognised }) => recognised === 'yes' || recognised === 'no'
  ),
  call('recognised', 'talks in which they knew us', 'recognised_asked', ({ recognised }) => recognised === 'yes'),
  call('reactions', 'talks of which we know how they took it', null, ({ reaction }) => reaction !== null),
  call(
    'pleased',
    'talks with somebody pleased that we kept trying',
    'reactions',
    ({ reaction }) => reaction === 'pleased'
  ),
  call('annoyed', 'talks with somebody annoyed by it', 'reactions', ({ reaction }) => reaction === 'annoyed'),
  call('objections', 'objections heard', null, ({ objection }) => objection !== null)
]

const touch = (key: string, says: string, over: string | null, counts: (row: CallRow | TouchRow) => boolean): Figure =>
  figureOf(['call', 'touch'], key, says, over, (row) => counts(row as CallRow | TouchRow))

/** Of touches on every channel. */
export const touchFigures: readonly Figure[] = [
  touch('touches', 'touches on any channel', null, () => true),
  touch('touch_talks', 'touches that led to a talk', 'touches', (row) => row.kind === 'call' && isTalk(row)),
  touch('opt_outs', 'touches after which they asked us to stop', 'touches', ({ stop }) => isOptOut(stop)),
  touch('refusals', 'touches after which they said no', 'touches', ({ stop }) => stop === 'refusal'),
  touch('complaints', 'touches after which they complained', 'touches', ({ stop }) => isComplaint(stop)),
  figureOf(['call', 'touch'], 'pressure', 'pressure, a silent call being 1', null, weightOf, 'units'),
  touch(
    'promises_due',
    'announced calls whose time is over',
    null,
    ({ promise }) => promise === 'kept' || promise === 'broken'
  ),
  touch('promises_kept', 'announced calls that we made in time', 'promises_due', ({ promise }) => promise === 'kept'),
  touch('promises_open', 'announced calls still to come', null, ({ promise }) => promise === 'open')
]

function isAfterSilence(row: CallRow): boolean {
  return row.messagesBefore === 0 && !row.hasTalkedBefore
}
function isOptOut(stop: Stop | null): boolean {
  return stop === 'opt_out' || stop === 'do_not_call'
}
function isComplaint(stop: Stop | null): boolean {
  return stop === 'complaint' || stop === 'legal_notice' || stop === 'hostility'
}
function weightOf(row: Row): number {
  return (row as CallRow | TouchRow).weight
}
