import { ruleWordsOf } from '../blocked-words.ts'
import { count, ratio, share } from '../cell.ts'
import { type Table } from '../report.ts'
import { type SectionPlan, type Setting, rowOf, rowsBy, tableOf } from '../section.ts'
import { type Sums } from '../sums.ts'
import { countWords, doubtWords, manyWords, sentenceOf, trim } from '../words.ts'

const KEYS = [
  'dials',
  'voicemails',
  'planned',
  'asked',
  'left',
  'left_at_voicemail',
  'left_whole',
  'left_cut',
  'talked_over',
  'left_unsure',
  'left_live',
  'left_drop',
  'told_person',
  'blocked',
  'played',
  'played_ms',
  'beeps',
  'beep_ms'
]

/** What was planned at the voicemails, what arrived of it, and what kept the rest back. */
export const messages: SectionPlan = {
  id: 'messages',
  needs: () => [
    { by: 'none', keys: KEYS },
    { by: 'blocked', keys: ['blocked'] },
    { by: 'playbook', keys: ['dials', 'voicemails', 'left', 'left_at_voicemail'] },
    { by: 'rule', keys: ['voicemails', 'planned', 'asked', 'left_at_voicemail'] }
  ],
  write: (sums, setting) => ({
    id: 'messages',
    asks: 'How many messages are left?',
    title: titleOf(sums),
    sentence: sentenceOf(
      `The playbook wanted a message at ${countWords(sums.value('planned'))} voicemails and asked the rep at ${countWords(sums.value('asked'))};`,
      `${manyWords(sums.value('left'), 'message')} went into mailboxes, ${manyWords(sums.value('left_cut'), 'was', 'were')} cut by the mailbox.`
    ),
    tables: [planned(sums), delivery(sums), everyNth(sums, setting), rulesTable(sums, setting)].filter(
      ({ rows }) => rows.length > 0
    ),
    chart: null
  })
}

function titleOf(sums: Sums): string {
  const left = share(sums, 'left_at_voicemail')
  if (sums.value('voicemails') === 0) return 'No call has reached a voicemail yet.'
  if (left.count === 0) return 'No message was left.'
  const nth = ratio(sums, 'dials', 'left', 'times').value ?? 0
  return `A message went into ${doubtWords(left)} of the voicemails, one in ${trim(nth)} calls.`
}

function planned(sums: Sums) {
  const blocked = sums
    .groups('blocked')
    .map((group) =>
      rowOf(
        `Kept back: ${ruleWordsOf(String(group))}`,
        count(sums, 'blocked', { by: 'blocked', group }),
        share(sums, 'blocked', { by: 'none', group: 'all' }, 'voicemails')
      )
    )
  return tableOf(
    'planned',
    'At the voicemails',
    '',
    [
      ['calls', 'Calls', ''],
      ['of_voicemails', 'Of the voicemails', '%, with its band']
    ],
    [
      rowOf('Voicemails', count(sums, 'voicemails')),
      rowOf('Message wanted by the playbook', count(sums, 'planned'), share(sums, 'planned')),
      rowOf('Rep asked', count(sums, 'asked'), share(sums, 'asked')),
      rowOf('Message left', count(sums, 'left_at_voicemail'), share(sums, 'left_at_voicemail')),
      ...blocked.map((row) => ({ ...row, cells: row.cells.slice(0, 1) }))
    ]
  )
}

function delivery(sums: Sums) {
  const part = (label: string, key: string) => rowOf(label, count(sums, key), share(sums, key))
  return tableOf(
    'delivery',
    'What arrived',
    '',
    [
      ['messages', 'Messages', ''],
      ['of_left', 'Of those left', '%, with its band'],
      ['each', 'Each', 'mean']
    ],
    [
      part('All of it', 'left_whole'),
      part('Cut by the mailbox', 'left_cut'),
      part('Somebody picked up', 'talked_over'),
      part('End not known', 'left_unsure'),
      part('Spoken by the rep', 'left_live'),
      part('Played', 'left_drop'),
      rowOf(
        'Length that arrived, where measured',
        count(sums, 'played'),
        share(sums, 'played'),
        ratio(sums, 'played_ms', 'played', 'ms')
      ),
      rowOf(
        'From the answer to the beep, where measured',
        count(sums, 'beeps'),
        share(sums, 'beeps'),
        ratio(sums, 'beep_ms', 'beeps', 'ms')
      ),
      rowOf('Given to a person instead', count(sums, 'told_person'))
    ]
  )
}

function everyNth(sums: Sums, setting: Setting): Table {
  return tableOf(
    'every_nth',
    'One message in so many calls',
    'Playbook',
    [
      ['dials', 'Dials', ''],
      ['left', 'Messages', ''],
      ['nth', 'One message in', 'calls'],
      ['of_voicemails', 'Of the voicemails', '%, with its band']
    ],
    rowsBy(
      sums,
      setting,
      'playbook',
      (place) => [
        ...[count(sums, 'dials', place), count(sums, 'left', place)],
        ...[ratio(sums, 'dials', 'left', 'times', place), share(sums, 'left_at_voicemail', place)]
      ],
      ({ group }) => sums.value('dials', 'playbook', group) > 0
    ),
    'What a playbook that wants one message in two, three or four calls achieved.'
  )
}

function rulesTable(sums: Sums, setting: Setting): Table {
  return tableOf(
    'rules',
    'By the rule that decided',
    'Rule',
    [
      ['voicemails', 'Voicemails', ''],
      ['planned', 'Wanted', ''],
      ['asked', 'Asked', ''],
      ['left', 'Left', '% of the voicemails']
    ],
    rowsBy(
      sums,
      setting,
      'rule',
      (place) => [
        ...[count(sums, 'voicemails', place), count(sums, 'planned', place), count(sums, 'asked', place)],
        share(sums, 'left_at_voicemail', place)
      ],
      ({ group }) => sums.value('voicemails', 'rule', group) > 0
    )
  )
}
