import { count, share } from '../cell.ts'
import { type Table } from '../report.ts'
import { type SectionPlan, rowOf, tableOf } from '../section.ts'
import { type Sums } from '../sums.ts'
import { doubtWords, manyWords, percentWords, sentenceOf } from '../words.ts'

const steps = [
  ['dials', 'Dials'],
  ['answered', 'Answered by anything'],
  ['human', 'Answered by a human'],
  ['right_party', 'The person we called'],
  ['talks', 'A talk, however short'],
  ['conversations', 'A conversation of 60 seconds or more'],
  ['meetings', 'Meeting booked'],
  ['sales', 'Sold in the call']
] as const

/** From the dial to the sale, each step with its denominators (E8). */
export const funnel: SectionPlan = {
  id: 'funnel',
  needs: () => [
    {
      by: 'none',
      keys: [...steps.map(([key]) => key), 'open', 'talks_unmeasured', 'booked', 'sold', 'deals_won', 'leads']
    }
  ],
  write: (sums) => ({
    id: 'funnel',
    asks: 'How far do calls come?',
    title: titleOf(sums),
    sentence: sentenceOf(
      'Each line is a part of the line above it, but for meeting and sale, which are parts of the talks.',
      sums.value('open') > 0 && `Of ${manyWords(sums.value('open'), 'call')} nobody has said yet what came.`,
      sums.value('talks_unmeasured') > 0 &&
        `${manyWords(sums.value('talks_unmeasured'), 'talk')} had no clock on them and cannot count as conversations.`,
      'Whether a meeting took place is not written down yet, so it is not in here.'
    ),
    tables: [stepsTable(sums), peopleTable(sums)],
    chart: {
      kind: 'funnel',
      caption: 'How far calls came',
      bars: steps.slice(0, 7).map(([key, label]) => ({ label, cell: share(sums, key, undefined, 'dials') }))
    }
  })
}

function titleOf(sums: Sums): string {
  const dials = sums.value('dials')
  const human = share(sums, 'human')
  const talked = share(sums, 'conversations')
  if (dials < 100 || human.value === null || talked.value === null)
    return `${manyWords(dials, 'call')} so far: ${manyWords(human.count, 'answer')} by a human, ${manyWords(talked.count, 'conversation')}.`
  return `Of 100 calls a human answered ${percentWords(human.value)}, and ${percentWords(talked.value)} became a conversation: ${doubtWords(talked).replace(/^.*?\((.*)\)$/, 'probably $1')}.`
}

function stepsTable(sums: Sums): Table {
  return tableOf(
    'funnel',
    'From the dial to the sale',
    'Step',
    [
      ['calls', 'Calls', ''],
      ['of_dials', 'Of the dials', '%, with its band'],
      ['of_step', 'Of the step before', '%, with its band']
    ],
    steps.map(([key, label], i) => {
      if (i === 0) return rowOf(label, count(sums, key))
      const before = key === 'meetings' || key === 'sales' ? 'talks' : (steps[i - 1]?.[0] ?? 'dials')
      return rowOf(label, count(sums, key), share(sums, key, undefined, 'dials'), share(sums, key, undefined, before))
    })
  )
}

function peopleTable(sums: Sums): Table {
  return tableOf(
    'people',
    'The same by people, whatever the channel',
    '',
    [
      ['leads', 'Leads', ''],
      ['of_leads', 'Of all', '%, with its band']
    ],
    [
      rowOf('With a meeting', count(sums, 'booked'), share(sums, 'booked')),
      rowOf('Bought', count(sums, 'sold'), share(sums, 'sold'))
    ]
  )
}
