import { messageFlags } from '../../facts/outcome-lists.ts'
import { isAdvised, isAdvisedAndSkipped, isLeft, isLeftAgainstAdvice, isVoicemail, whyBlocked } from '../call-says.ts'
import { type Figure, type Unit, figure } from '../figure.ts'
import { type CallRow } from '../row.ts'

const call = (
  key: string,
  says: string,
  over: string | null,
  counts: (row: CallRow) => boolean | number,
  unit: Unit = 'rows'
): Figure => figure('call', key, says, over, counts, unit)

const isWhole = ({ message }: CallRow): boolean => message !== null && messageFlags(message).whole
/** Listening to the greeting and the message itself: the time that hanging up would have saved. */
const spentMs = ({ spent }: CallRow): number => (spent === null ? 0 : spent.greetingMs + spent.messageMs)

/** What was planned at voicemails, what arrived, and what it took. */
export const messageFigures: readonly Figure[] = [
  call(
    'planned',
    'voicemails at which the playbook wanted a message',
    'voicemails',
    (row) => isVoicemail(row) && row.decision?.wanted === 'leave'
  ),
  call(
    'asked',
    'voicemails at which the rep was asked',
    'voicemails',
    (row) => isVoicemail(row) && row.decision?.action === 'ask'
  ),
  call('left', 'messages left', 'dials', isLeft),
  call(
    'left_at_voicemail',
    'voicemails at which a message was left',
    'voicemails',
    (row) => isVoicemail(row) && isLeft(row)
  ),
  call('left_whole', 'messages of which all arrived', 'left', (row) => isLeft(row) && isWhole(row)),
  call('left_cut', 'messages that the mailbox cut', 'left', ({ message }) => message === 'truncated'),
  call('talked_over', 'messages during which somebody picked up', 'left', ({ message }) => message === 'talked_over'),
  call('left_unsure', 'messages whose end is not known', 'left', ({ message }) => message === 'started'),
  call('left_live', 'messages that the rep spoke', 'left', (row) => isLeft(row) && !row.isDrop),
  call('left_drop', 'messages that were played', 'left', (row) => row.isDrop),
  call(
    'told_person',
    'messages given to a person who passes them on',
    null,
    ({ message }) => message === 'left_with_person'
  ),
  call('blocked', 'messages that were wanted and kept back', 'voicemails', (row) => whyBlocked(row) !== null),
  call('advised', 'voicemails at which a message was advised', null, isAdvised),
  call('advised_skipped', 'advised messages that the rep did not leave', 'advised', isAdvisedAndSkipped),
  call('left_against', 'messages left against the advice', null, isLeftAgainstAdvice),
  call('overrides', 'calls in which the rep gave a reason to do otherwise', null, ({ override }) => override !== null),
  call('parked', 'calls after which somebody was parked', null, ({ became }) => became !== null),
  call('called_back', 'messages that brought a call to us', 'left', (row) => isLeft(row) && row.callbacks > 0),
  call('left_timed', 'messages whose seconds were measured', 'left', (row) => isLeft(row) && row.spent !== null),
  call(
    'left_ms',
    'time on messages, with the greeting before them',
    null,
    (row) => (isLeft(row) ? spentMs(row) : 0),
    'ms'
  ),
  call(
    'left_live_timed',
    'spoken messages whose seconds were measured',
    null,
    (row) => isLeft(row) && !row.isDrop && row.spent !== null
  ),
  call(
    'left_live_ms',
    'time on messages that the rep spoke',
    null,
    (row) => (isLeft(row) && !row.isDrop ? spentMs(row) : 0),
    'ms'
  ),
  call(
    'left_drop_timed',
    'played messages whose seconds were measured',
    null,
    (row) => row.isDrop && row.spent !== null
  ),
  call('left_drop_ms', 'time on messages that were played', null, (row) => (row.isDrop ? spentMs(row) : 0), 'ms'),
  call(
    'left_message_ms',
    'time spent speaking or playing them',
    null,
    (row) => (isLeft(row) ? (row.spent?.messageMs ?? 0) : 0),
    'ms'
  ),
  call(
    'left_waiting_ms',
    'time spent waiting for the beep',
    null,
    (row) => (isLeft(row) ? (row.spent?.greetingMs ?? 0) : 0),
    'ms'
  ),
  call('played', 'messages of which we know how much arrived', 'left', (row) => isLeft(row) && row.playedMs !== null),
  call('played_ms', 'message that arrived in mailboxes', null, (row) => (isLeft(row) ? (row.playedMs ?? 0) : 0), 'ms'),
  call('beeps', 'messages of which we know when the beep came', 'left', (row) => isLeft(row) && row.beepMs !== null),
  call('beep_ms', 'from the answer to the beep', null, (row) => (isLeft(row) ? (row.beepMs ?? 0) : 0), 'ms')
]
