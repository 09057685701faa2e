import { oneDigit } from '../../guard/exposure.ts'
import { type Cell, count, ratio, share, words } from '../cell.ts'
import { type Table, type TableRow } from '../report.ts'
import { type SectionPlan, type Setting, rowOf, rowsBy, tableOf } from '../section.ts'
import { type Sums } from '../sums.ts'
import { DOUBT_NEEDS, doubtCents, oneDigitCell } from './doubt.ts'
import { moneyWords, percentWords, sentenceOf, timeWords, trim } from '../words.ts'

const parts = [
  ['ms_dial', 'Dialling'],
  ['ms_greeting', 'Greetings'],
  ['ms_message', 'Messages'],
  ['ms_talk', 'Talking'],
  ['ms_wrap', 'Writing up'],
  ['ms_idle', 'Idle'],
  ['ms_inbound', 'Calls to us'],
  ['ms_pause', 'Pause']
] as const

/** Where the minutes went (E10), what they cost, and what messages took from talks (002-29, 002-43). */
export const time: SectionPlan = {
  id: 'time',
  needs: () => [
    {
      by: 'none',
      keys: [
        ...parts.map(([key]) => key),
        'ms_all',
        'timed',
        'dials',
        'conversations',
        'talks',
        'meetings',
        'cost',
        'ms_line',
        'cost_reps',
        'cost_line',
        'left_ms',
        'left',
        'left_timed',
        'inbound_lost_ms'
      ]
    },
    ...DOUBT_NEEDS,
    { by: 'rep', keys: ['ms_all', 'ms_talk', 'dials', 'talks', 'conversations', 'cost'] }
  ],
  write: (sums, setting) => {
    if (sums.value('ms_all') === 0) return null
    const { currency, repHourCents, lineMinuteCents } = setting.prices
    return {
      id: 'time',
      asks: 'Where does the time go?',
      title: titleOf(sums),
      sentence: sentenceOf(
        `Prices: ${moneyWords(repHourCents, currency)} for a rep hour, ${moneyWords(lineMinuteCents, currency)} for a minute of answered line; both are assumptions unless you gave them.`,
        sums.value('timed') < sums.value('dials') &&
          `${share(sums, 'timed').count} of ${sums.value('dials')} calls were timed; the others cost nothing here.`
      ),
      tables: [minutesTable(sums), costTable(sums, setting), instead(sums), repsTable(sums, setting)],
      chart: {
        kind: 'parts',
        caption: 'Where the time of reps went',
        parts: parts.map(([key, label]) => ({ label, cell: count(sums, key) }))
      }
    }
  }
}

function titleOf(sums: Sums): string {
  const talk = sums.value('ms_talk') / sums.value('ms_all')
  return `Of ${timeWords(sums.value('ms_all'))} at work ${percentWords(talk)} % were talk and ${percentWords(sums.value('ms_message') / sums.value('ms_all'))} % messages.`
}

/** What the minutes on messages would have brought at the pace of the rest: the next number instead (002-29). */
function instead(sums: Sums) {
  const rest = sums.value('ms_all') - sums.value('left_ms')
  const pace = rest > 0 ? sums.value('conversations') / (rest / 3_600_000) : 0
  const lost = pace * (sums.value('left_ms') / 3_600_000)
  return tableOf(
    'instead',
    'Messages against the next number',
    '',
    [
      ['time', 'Time', ''],
      ['each', 'Each message', '']
    ],
    [
      rowOf(
        'Messages and the greetings before them',
        count(sums, 'left_ms'),
        ratio(sums, 'left_ms', 'left_timed', 'ms')
      )
    ],
    `At the pace of the other hours, ${trim(pace)} conversations an hour, that time is worth about ${trim(lost)} of them. Callbacks stand above.`
  )
}

function minutesTable(sums: Sums): Table {
  return tableOf(
    'minutes',
    'Time of reps by what it went into',
    '',
    [
      ['time', 'Time', ''],
      ['of_all', 'Of all', '%']
    ],
    parts.map(([key, label]) => rowOf(label, count(sums, key), ratio(sums, key, 'ms_all', 'share')))
  )
}

function costTable(sums: Sums, setting: Setting): Table {
  return tableOf(
    'cost',
    'What it cost',
    '',
    [
      ['quantity', 'Quantity', ''],
      ['each', 'Each', '']
    ],
    [
      rowOf('All', count(sums, 'cost')),
      rowOf(
        'A conversation of 60 seconds or more',
        count(sums, 'conversations'),
        ratio(sums, 'cost', 'conversations', 'cents')
      ),
      rowOf('A talk', count(sums, 'talks'), ratio(sums, 'cost', 'talks', 'cents')),
      rowOf('A meeting', count(sums, 'meetings'), ratio(sums, 'cost', 'meetings', 'cents')),
      rowOf('A dial', count(sums, 'dials'), ratio(sums, 'cost', 'dials', 'cents')),
      ...doubtRows(sums, setting)
    ]
  )
}

/** What the doubt that remains adds to the bill, expected, and the bill with it; none where no doubt was asked for. */
function doubtRows(sums: Sums, setting: Setting): readonly TableRow[] {
  const dials = sums.value('dials')
  if (sums.value('doubted') === 0 || dials === 0) return []
  const doubt = doubtCents(sums, setting)
  const all = sums.value('cost') + oneDigit(doubt)
  const money = (cents: number): Cell =>
    words(moneyWords(cents, setting.prices.currency), { number: cents, unit: 'cents' })
  return [
    rowOf('The doubt that remains, to one digit', oneDigitCell(doubt), oneDigitCell(doubt / dials)),
    rowOf('All, with that doubt', money(all), money(all / dials))
  ]
}

function repsTable(sums: Sums, setting: Setting): Table {
  return tableOf(
    'reps',
    'By rep',
    'Rep',
    [
      ['time', 'Time', ''],
      ['dials', 'Dials', ''],
      ['talks', 'Talks', ''],
      ['conversations', 'Conversations', ''],
      ['cost', 'A conversation', 'costs']
    ],
    rowsBy(
      sums,
      setting,
      'rep',
      (place) => [
        ...[count(sums, 'ms_all', place), count(sums, 'dials', place), count(sums, 'talks', place)],
        ...[count(sums, 'conversations', place), ratio(sums, 'cost', 'conversations', 'cents', place)]
      ],
      ({ group }) => sums.value('ms_all', 'rep', group) > 0
    ),
    'Reps called different people at different hours: this is no ranking.'
  )
}
