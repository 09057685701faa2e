import { isSpoken } from '../facts/call-code.ts'
import { type Endpoint, endpointFlags, messageFlags } from '../facts/outcome-lists.ts'
import { type CallRow } from './row.ts'

/**
 * What a call was, in the words of the funnel. What they said stands before what answered, as in the facts, so each
 * step holds all of the next one.
 */
export const isTalk = (call: CallRow): boolean => isSpoken(call.endpoint, call.said)
export const isRightParty = (call: CallRow): boolean =>
  isTalk(call) || (call.endpoint !== null && endpointFlags(call.endpoint).rightParty)
export const isHuman = (call: CallRow): boolean =>
  isRightParty(call) || (call.endpoint !== null && endpointFlags(call.endpoint).human)
export const isAnswered = (call: CallRow): boolean =>
  isHuman(call) || (call.endpoint !== null && endpointFlags(call.endpoint).answeredBy !== 'nothing')

/** A talk of so many seconds is a conversation; a shorter one is counted as a talk. */
export const CONVERSATION_SECONDS = 60
export const isConversation = (call: CallRow): boolean =>
  isTalk(call) && call.spent !== null && call.spent.talkMs >= CONVERSATION_SECONDS * 1000

/** Mailboxes, full ones included: where a message is decided. */
const MAILBOXES: ReadonlySet<Endpoint | null> = new Set<Endpoint>([
  'machine',
  'machine_name_match',
  'machine_put_through',
  'mailbox_full'
])
export const isVoicemail = (call: CallRow): boolean => MAILBOXES.has(call.endpoint)
export const isLeft = (call: Pick<CallRow, 'message'>): boolean =>
  call.message !== null && messageFlags(call.message).left
/** A detector said that a machine had answered. */
export const isMachineVerdict = ({ line }: CallRow): boolean =>
  line?.heard?.verdict === 'machine_greeting' || line?.heard?.verdict === 'beep_only'
/** A verdict “machine” that no rep has heard: of a detector without a key after it, or where a system dials. */
export const isUnheardVerdict = (call: CallRow): boolean =>
  (isMachineVerdict(call) && call.line?.said === null) || (call.mode === 'progressive' && isVoicemail(call))
export const isNotPickedUp = (call: CallRow): boolean => !isHuman(call)

/** A message was advised at this voicemail, and there was nothing in its way. */
export const isAdvised = (call: CallRow): boolean => isVoicemail(call) && call.decision?.action === 'leave'
/** The rep chose to say nothing; a full mailbox or a rule is no choice. */
export const isAdvisedAndSkipped = (call: CallRow): boolean =>
  isAdvised(call) && call.endpoint !== 'mailbox_full' && call.message === 'none_planned'
export const isLeftAgainstAdvice = (call: CallRow): boolean => isLeft(call) && call.decision?.action === 'skip'
/** The playbook wanted one, and a rule, the mailbox or the lack of a way kept it back; null where nothing did. */
export function whyBlocked(call: CallRow): string | null {
  if (!isVoicemail(call) || isLeft(call)) return null
  const isWanted = call.message === 'none_blocked' || call.decision?.wanted === 'leave'
  if (!isWanted || isAdvisedAndSkipped(call)) return null
  if (call.endpoint === 'mailbox_full') return 'the mailbox was full'
  return call.blockedBy ?? call.decision?.hindered ?? 'not written down'
}
