import { count, share } from '../cell.ts'
import { type Sums } from '../sums.ts'
import { type Table } from '../report.ts'
import { type SectionPlan, type Setting, rowsBy, tableOf } from '../section.ts'
import { manyWords } from '../words.ts'

const KEYS = [
  'touches',
  'replies',
  'bookings',
  'talks',
  'callbacks',
  'opt_outs',
  'complaints',
  'pressure',
  'touch_talks'
]
const SECTOR = ['leads', 'dials', 'human', 'talks', 'meetings', 'left', 'callbacks_message', 'opt_outs', 'touches']

/** What each channel and each sector gave (004-03, 001-06). */
export const channels: SectionPlan = {
  id: 'channels',
  needs: () => [
    { by: 'channel', keys: KEYS },
    { by: 'industry', keys: SECTOR },
    { by: 'none', keys: ['touches', 'dials'] }
  ],
  write: (sums, setting) => ({
    id: 'channels',
    asks: 'Which channel, which sector?',
    title: `${manyWords(sums.value('touches'), 'touch', 'touches')}, of which ${manyWords(sums.value('dials'), 'was a call', 'were calls')}.`,
    sentence: 'What came back on a channel stands in its line; a reply by mail may have been caused by a call.',
    tables: [channelsTable(sums, setting), sectorsTable(sums, setting)].filter(({ rows }) => rows.length > 0),
    chart: null
  })
}

function channelsTable(sums: Sums, setting: Setting): Table {
  return tableOf(
    'channels',
    'By channel',
    'Channel',
    [
      ['touches', 'Touches', ''],
      ['talks', 'Talks', ''],
      ['replies', 'Replies', ''],
      ['bookings', 'Booked', 'by them'],
      ['callbacks', 'Callbacks', ''],
      ['opt_outs', 'Asked to stop', '% of touches'],
      ['pressure', 'Pressure', '']
    ],
    rowsBy(sums, setting, 'channel', (place) => [
      ...[count(sums, 'touches', place), count(sums, 'talks', place), count(sums, 'replies', place)],
      ...[count(sums, 'bookings', place), count(sums, 'callbacks', place), share(sums, 'opt_outs', place)],
      count(sums, 'pressure', place)
    ])
  )
}

function sectorsTable(sums: Sums, setting: Setting): Table {
  return tableOf(
    'sectors',
    'By sector of their firm',
    'Sector',
    [
      ['leads', 'Leads', ''],
      ['dials', 'Dials', ''],
      ['human', 'Human', '% of dials'],
      ['talks', 'Talks', '% of dials'],
      ['meetings', 'Meetings', ''],
      ['left', 'Messages', ''],
      ['callbacks', 'Callbacks', 'by message'],
      ['opt_outs', 'Asked to stop', '']
    ],
    rowsBy(sums, setting, 'industry', (place) => [
      ...[count(sums, 'leads', place), count(sums, 'dials', place), share(sums, 'human', place)],
      ...[share(sums, 'talks', place), count(sums, 'meetings', place), count(sums, 'left', place)],
      ...[count(sums, 'callbacks_message', place), count(sums, 'opt_outs', place)]
    ])
  )
}
