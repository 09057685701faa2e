import { count, ratio, share } from '../cell.ts'
import { type Sums } from '../sums.ts'
import { type Table } from '../report.ts'
import { type SectionPlan, type Setting, rowOf, rowsBy, tableOf } from '../section.ts'
import { manyWords, moneyWords, sentenceOf } from '../words.ts'

/** Meetings, deals, wishes to be left alone and the pressure spent. */
export const results: SectionPlan = {
  id: 'results',
  needs: () => [
    {
      by: 'none',
      keys: [
        'leads',
        'touched',
        'talks',
        'conversations',
        'meetings',
        'bookings',
        'booked',
        'sales',
        'deals_won',
        'deals_lost',
        'replies',
        'bounces',
        'touches',
        'opt_outs',
        'refusals',
        'complaints',
        'pressure',
        'phone_tags',
        'stopped'
      ]
    },
    { by: 'currency', keys: ['deals_won', 'won_cents'] },
    { by: 'loss', keys: ['deals_lost'] },
    { by: 'objection', keys: ['objections'] }
  ],
  write: (sums, setting) => {
    const value = sums
      .groups('currency')
      .map((group) => moneyWords(sums.value('won_cents', 'currency', group), String(group)))
      .join(' and ')
    return {
      id: 'results',
      asks: 'What came of it all?',
      title: `${manyWords(sums.value('booked'), 'lead')} with a meeting, ${manyWords(sums.value('deals_won'), 'deal')} won${value === '' ? '' : ` for ${value}`}, ${manyWords(sums.value('opt_outs') + sums.value('complaints'), 'person', 'people')} who asked us to stop or complained.`,
      sentence: sentenceOf(
        'Good and bad beside each other.',
        'A wish that we stop is put to the touch in which it was said, else to the last one before it.'
      ),
      tables: [
        resultsTable(sums),
        pressureTable(sums),
        objectionsTable(sums, setting),
        dealsTable(sums),
        lossesTable(sums, setting)
      ].filter(({ rows }) => rows.length > 0),
      chart: null
    }
  }
}

function resultsTable(sums: Sums): Table {
  return tableOf(
    'results',
    'What came of it',
    '',
    [
      ['number', 'Number', ''],
      ['of', 'Of the touches', '%, with its band']
    ],
    [
      rowOf('Talks in calls of ours', count(sums, 'talks')),
      rowOf('Conversations of 60 seconds or more', count(sums, 'conversations')),
      rowOf('Meetings booked in a call', count(sums, 'meetings')),
      rowOf('Meetings that they booked themselves', count(sums, 'bookings')),
      rowOf('Replies', count(sums, 'replies')),
      rowOf('Deals won', count(sums, 'deals_won')),
      rowOf('Deals lost', count(sums, 'deals_lost')),
      rowOf('Asked us to stop', count(sums, 'opt_outs'), share(sums, 'opt_outs')),
      rowOf('Said no', count(sums, 'refusals'), share(sums, 'refusals')),
      rowOf('Complained', count(sums, 'complaints'), share(sums, 'complaints')),
      rowOf('Came back undelivered', count(sums, 'bounces')),
      rowOf('Rounds of missing each other', count(sums, 'phone_tags'))
    ]
  )
}

function pressureTable(sums: Sums): Table {
  return tableOf(
    'pressure',
    'Pressure spent, a silent call being 1',
    '',
    [
      ['quantity', 'Quantity', ''],
      ['each', 'Pressure', 'on each']
    ],
    [
      rowOf('All of it', count(sums, 'pressure')),
      rowOf('People touched', count(sums, 'touched'), ratio(sums, 'pressure', 'touched', 'times')),
      rowOf('Talks', count(sums, 'talks'), ratio(sums, 'pressure', 'talks', 'times'))
    ]
  )
}

function objectionsTable(sums: Sums, setting: Setting): Table {
  return tableOf(
    'objections',
    'Objections heard in talks',
    'Objection',
    [['calls', 'Calls', '']],
    rowsBy(sums, setting, 'objection', (place) => [count(sums, 'objections', place)]),
    'A message hears none, so these come from talks alone.'
  )
}

function dealsTable(sums: Sums): Table {
  return tableOf(
    'deals',
    'Deals won, by currency',
    'Currency',
    [
      ['deals', 'Deals', ''],
      ['value', 'Value', 'in that currency']
    ],
    sums.groups('currency').map((group) => {
      const place = { by: 'currency', group } as const
      return rowOf(String(group), count(sums, 'deals_won', place), count(sums, 'won_cents', place))
    })
  )
}

function lossesTable(sums: Sums, setting: Setting): Table {
  return tableOf(
    'losses',
    'Why deals were lost',
    'Reason',
    [['deals', 'Deals', '']],
    rowsBy(sums, setting, 'loss', (place) => [count(sums, 'deals_lost', place)]),
    'Too many contacts is one of the reasons that can be named.'
  )
}
