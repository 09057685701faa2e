import { type Spent } from '../../outcome/lists.ts'
import { type Figure, figure, figureOf } from '../figure.ts'
import { type Prices } from '../prices.ts'
import { repStates } from '../../outcome/lists.ts'
import { type Row } from '../row.ts'

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000

const parts: readonly (readonly [key: string, part: keyof Spent, says: string])[] = [
  ['ms_dial', 'dialMs', 'dialling, until somebody or something answered'],
  ['ms_greeting', 'greetingMs', 'listening to greetings'],
  ['ms_message', 'messageMs', 'leaving messages'],
  ['ms_talk', 'talkMs', 'talking'],
  ['ms_wrap', 'wrapMs', 'writing up']
]
const STATES = { idle: 'waiting for the next call', inbound: 'on calls to us', pause: 'pausing' } as const

/** Minutes by what they were spent on, and their price. */
export function timeFigures(prices: Prices): readonly Figure[] {
  return [
    ...parts.map(([key, part, says]) => figure('call', key, says, 'ms_all', ({ spent }) => spent?.[part] ?? 0, 'ms')),
    ...repStates.map((state) =>
      figure('rep_time', `ms_${state}`, STATES[state], 'ms_all', (row) => (row.state === state ? row.ms : 0), 'ms')
    ),
    figureOf(['call', 'rep_time'], 'ms_all', 'of reps at work', null, timeOf, 'ms'),
    figure('call', 'timed', 'calls whose seconds were measured', 'dials', ({ spent }) => spent !== null),
    figure('call', 'ms_line', 'of answered line', null, ({ spent }) => lineOf(spent), 'ms'),
    figureOf(['call', 'rep_time'], 'cost', 'for reps and line', null, (row) => costOf(row, prices), 'cents'),
    figure(
      'call',
      'cost_reps',
      'for reps in calls',
      null,
      (row) => (timeOf(row) / HOUR_MS) * prices.repHourCents,
      'cents'
    ),
    figure(
      'call',
      'cost_line',
      'for the line',
      null,
      ({ spent }) => (lineOf(spent) / MINUTE_MS) * prices.lineMinuteCents,
      'cents'
    )
  ]
}

function timeOf(row: Row): number {
  if (row.kind === 'rep_time') return row.ms
  if (row.kind !== 'call' || row.spent === null) return 0
  const { dialMs, greetingMs, messageMs, talkMs, wrapMs } = row.spent
  return dialMs + greetingMs + messageMs + talkMs + wrapMs
}

/** Carriers bill from the answer on. */
function lineOf(spent: Spent | null): number {
  return spent === null ? 0 : spent.greetingMs + spent.messageMs + spent.talkMs
}

function costOf(row: Row, { repHourCents, lineMinuteCents }: Prices): number {
  const line = row.kind === 'call' ? (lineOf(row.spent) / MINUTE_MS) * lineMinuteCents : 0
  return (timeOf(row) / HOUR_MS) * repHourCents + line
}
