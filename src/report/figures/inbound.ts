import { WINDOWS_DAYS } from '../../outcome/attribution.ts'
import { isTalk } from '../call-says.ts'
import { type Figure, type Unit, figure, figureOf } from '../figure.ts'
import { type InboundRow, type Row, type SignalRow } from '../row.ts'

const DAY_MS = 86_400_000
const inbound = (
  key: string,
  says: string,
  over: string | null,
  counts: (row: InboundRow) => boolean | number,
  unit: Unit = 'rows'
): Figure => figure('inbound', key, says, over, counts, unit)

const isAnswered = ({ happening }: InboundRow): boolean => happening !== 'missed_inbound'
const isYoung = (ageMs: number | null, days: number): boolean => ageMs !== null && ageMs <= days * DAY_MS

/** Calls to us: why, who took them, and what they cost the calls that we were making. */
export const inboundFigures: readonly Figure[] = [
  inbound('inbound', 'calls to us', null, () => true),
  inbound('callbacks', 'calls to us from people whom we had touched', 'inbound', ({ isReturn }) => isReturn),
  inbound(
    'callback_talks',
    'of these, those in which we talked',
    'callbacks',
    (row) => row.isReturn && isAnswered(row)
  ),
  inbound('inbound_missed', 'calls to us that nobody took', 'inbound', (row) => !isAnswered(row)),
  inbound(
    'callbacks_message',
    'callbacks credited to a message',
    'callbacks',
    ({ isReturn, credit }) => isReturn && credit.cause === 'message'
  ),
  inbound(
    'callbacks_missed',
    'callbacks credited to a missed call',
    'callbacks',
    ({ isReturn, credit }) => isReturn && credit.cause === 'missed_call'
  ),
  inbound(
    'callbacks_told',
    'callbacks whose reason they told us',
    'callbacks',
    ({ isReturn, credit }) => isReturn && credit.by === 'them'
  ),
  ...WINDOWS_DAYS.flatMap((days) => [
    inbound(
      `after_message_${days}`,
      `callbacks with a message in the ${days} days before`,
      'callbacks',
      (row) => row.isReturn && isYoung(row.messageAgeMs, days)
    ),
    inbound(
      `after_missed_${days}`,
      `callbacks with a missed call in the ${days} days before`,
      'callbacks',
      (row) => row.isReturn && isYoung(row.missedAgeMs, days)
    ),
    inbound(
      `after_mail_${days}`,
      `callbacks with mail, letter or text in the ${days} days before`,
      'callbacks',
      (row) => row.isReturn && isYoung(row.mailAgeMs, days)
    ),
    inbound(
      `only_missed_${days}`,
      `callbacks with a missed call and no message in the ${days} days before`,
      'callbacks',
      (row) => row.isReturn && isYoung(row.missedAgeMs, days) && !isYoung(row.messageAgeMs, days)
    )
  ]),
  inbound(
    'inbound_taken',
    'calls to us of which it is written down who took them',
    'inbound',
    ({ desk }) => desk !== null
  ),
  inbound('inbound_wait_ms', 'waiting of people who called us', null, ({ waitMs }) => waitMs, 'ms'),
  inbound('inbound_talk_ms', 'talk in calls to us', null, ({ talkMs }) => talkMs, 'ms'),
  inbound('inbound_lost_ms', 'time for calls of ours that calls to us took away', null, ({ lostMs }) => lostMs, 'ms'),
  figureOf(['call', 'inbound'], 'contacts', 'talks, those of callbacks included', null, isContact)
]

function isContact(row: Row): boolean {
  if (row.kind === 'call') return isTalk(row)
  return row.kind === 'inbound' && row.isReturn && isAnswered(row)
}

const signal = (key: string, says: string, counts: (row: SignalRow) => boolean | number, unit: Unit = 'rows'): Figure =>
  figure('signal', key, says, null, counts, unit)

/** What else came back. */
export const signalFigures: readonly Figure[] = [
  signal('replies', 'replies', ({ what }) => what === 'reply'),
  signal('bookings', 'meetings that they booked themselves', ({ what }) => what === 'booking'),
  signal('bounces', 'messages that came back', ({ what }) => what === 'bounce'),
  signal('deals_won', 'deals won', ({ what }) => what === 'deal_won'),
  signal('won_cents', 'value of the deals won', ({ valueCents }) => valueCents, 'cents'),
  signal('deals_lost', 'deals lost', ({ what }) => what === 'deal_lost')
]
