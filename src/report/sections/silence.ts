import { count, share } from '../cell.ts'
import { type Table } from '../report.ts'
import { type SectionPlan, type Setting, rowOf, rowsBy, tableOf } from '../section.ts'
import { type Sums } from '../sums.ts'
import { doubtWords, sentenceOf } from '../words.ts'

/** Whether people answer later calls, after silence and after messages (003-02, 000-12, 002-07, 001-11, 002-15). */
export const silence: SectionPlan = {
  id: 'silence',
  needs: () => [
    { by: 'silent_before', keys: ['silence_dials', 'silence_human'] },
    {
      by: 'messages_before',
      keys: ['strangers_dials', 'strangers_human', 'strangers_talks', 'strangers_stops', 'strangers_complaints']
    },
    { by: 'none', keys: ['recognised_asked', 'recognised', 'reactions', 'pleased', 'annoyed'] },
    { by: 'messages_known', keys: ['recognised_asked', 'recognised'] }
  ],
  write: (sums, setting) => {
    if (sums.groups('silent_before').length === 0 && sums.groups('messages_before').length === 0) return null
    return {
      id: 'silence',
      asks: 'Do people answer after silence, and after messages?',
      title: titleOf(sums),
      sentence: sentenceOf(
        'As observed: nobody drew lots here, so people who got messages and people who did not may have differed before.',
        'This is not a randomised comparison, and it does not say what a message changes.'
      ),
      tables: [
        afterSilence(sums, setting),
        afterMessages(sums, setting),
        recognisedTable(sums, setting),
        ...(sums.value('reactions') === 0 ? [] : [reactionsTable(sums)])
      ].filter(({ rows }) => rows.length > 0),
      chart: null
    }
  }
}

function titleOf(sums: Sums): string {
  const silent = { by: 'silent_before', group: 2 } as const
  const after = share(sums, 'silence_human', silent)
  const first = share(sums, 'silence_human', { by: 'silent_before', group: 0 })
  if (after.isSmall || first.isSmall)
    return 'Too few later calls yet to say whether silence or messages make people answer.'
  return `After two silent calls a human answers ${doubtWords(after)}, at first ${doubtWords(first)}; why, the log alone cannot say.`
}

function afterSilence(sums: Sums, setting: Setting): Table {
  return tableOf(
    'after_silence',
    'Whether a human answers, after so many silent calls and no message ever',
    'Silent calls before',
    [
      ['dials', 'Dials', ''],
      ['human', 'Human', '%, with its band']
    ],
    rowsBy(sums, setting, 'silent_before', (place) => [
      count(sums, 'silence_dials', place),
      share(sums, 'silence_human', place)
    ])
  )
}

function afterMessages(sums: Sums, setting: Setting): Table {
  return tableOf(
    'after_messages',
    'What calls bring after so many messages, to people we never talked with',
    'Messages before',
    [
      ['dials', 'Dials', ''],
      ['human', 'Human', '%, with its band'],
      ['talks', 'Talk', '%, with its band'],
      ['stops', 'Asked to stop', '%, with its band'],
      ['complaints', 'Complaint', '%, with its band']
    ],
    rowsBy(sums, setting, 'messages_before', (place) => [
      ...[count(sums, 'strangers_dials', place), share(sums, 'strangers_human', place)],
      ...[share(sums, 'strangers_talks', place), share(sums, 'strangers_stops', place)],
      share(sums, 'strangers_complaints', place)
    ])
  )
}

function recognisedTable(sums: Sums, setting: Setting): Table {
  return tableOf(
    'recognised',
    'Whether they knew us at the next talk',
    'Messages before',
    [
      ['asked', 'Talks asked', ''],
      ['knew', 'Knew us', '%, with its band']
    ],
    rowsBy(
      sums,
      setting,
      'messages_known',
      (place) => [count(sums, 'recognised_asked', place), share(sums, 'recognised', place)],
      ({ group }) => sums.value('recognised_asked', 'messages_known', group) > 0
    )
  )
}

function reactionsTable(sums: Sums): Table {
  return tableOf(
    'reactions',
    'How they took it that we kept trying',
    '',
    [
      ['talks', 'Talks', ''],
      ['of_known', 'Of those known', '%, with its band']
    ],
    [
      rowOf('Pleased', count(sums, 'pleased'), share(sums, 'pleased')),
      rowOf('Annoyed', count(sums, 'annoyed'), share(sums, 'annoyed'))
    ]
  )
}
