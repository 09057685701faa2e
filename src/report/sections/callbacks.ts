import { CREDIT_DAYS, WINDOWS_DAYS } from '../../outcome/attribution.ts'
import { count, rareShare, ratio, share } from '../cell.ts'
import { assumedMessage, minutesPerCallback } from '../prices.ts'
import { type SectionPlan, rowOf, rowsBy, tableOf } from '../section.ts'
import { type Sums } from '../sums.ts'
import { boundsWords, countWords, manyWords, sentenceOf, trim } from '../words.ts'

const KEYS = [
  'inbound',
  'callbacks',
  'callbacks_message',
  'callbacks_missed',
  'callbacks_told',
  'callback_talks',
  'called_back',
  'left',
  'left_timed',
  'left_ms',
  'left_message_ms',
  'left_waiting_ms',
  'left_live',
  'left_live_timed',
  'left_live_ms',
  'left_drop',
  'left_drop_timed',
  'left_drop_ms',
  'dials',
  'talks',
  'contacts',
  'conversations',
  'ms_all'
]
const windowKeys = WINDOWS_DAYS.flatMap((days) => [
  `after_message_${days}`,
  `after_missed_${days}`,
  `after_mail_${days}`,
  `only_missed_${days}`
])
const BY_GROUP = ['left', 'called_back']

/** Calls that came back, by what may have caused them, and what each took (000-06, 000-07, 002-10, 002-17, 002-27, 002-28). */
export const callbacks: SectionPlan = {
  id: 'callbacks',
  needs: () => [
    { by: 'none', keys: [...KEYS, ...windowKeys] },
    { by: 'credit', keys: ['callbacks'] },
    { by: 'industry', keys: BY_GROUP },
    { by: 'list', keys: BY_GROUP }
  ],
  write: (sums, setting) => ({
    id: 'callbacks',
    asks: 'Who calls back, and after what?',
    title: titleOf(sums),
    sentence: sentenceOf(
      `The declared rule: what they said if we asked, else the latest touch that they noticed in ${CREDIT_DAYS} days.`,
      'Some people call after a missed call alone, so a callback after a message is not yet one because of it; only chance can tell the two apart.'
    ),
    tables: [
      causes(sums),
      windows(sums),
      minutes(sums),
      contacts(sums),
      ...(['list', 'industry'] as const).map((by) =>
        tableOf(
          `callbacks_by_${by}`,
          by === 'list' ? 'Callbacks for each message, by list' : 'Callbacks for each message, by sector',
          by === 'list' ? 'List' : 'Sector',
          [
            ['left', 'Messages', ''],
            ['called_back', 'Brought a call', ''],
            ['of_left', 'Of the messages', '%, exact band']
          ],
          rowsBy(
            sums,
            setting,
            by,
            (place) => [
              count(sums, 'left', place),
              count(sums, 'called_back', place),
              rareShare(sums, 'called_back', place)
            ],
            ({ group }) => sums.value('left', by, group) > 0
          )
        )
      )
    ].filter(({ rows }) => rows.length > 0),
    chart: null
  })
}

function titleOf(sums: Sums): string {
  const back = rareShare(sums, 'called_back')
  if (back.of === 0)
    return `Nobody was left a message; ${manyWords(sums.value('callbacks'), 'person', 'people')} called back.`
  const live = ratio(sums, 'left_ms', 'callbacks_message', 'minutes', undefined, 1 / 60_000)
  const minutesSaid =
    live.value === null ? 'so no minutes for each can be named yet' : `${trim(live.value)} minutes on messages for each`
  return `${countWords(back.count)} of ${countWords(back.of ?? 0)} messages brought a call to us${boundsWords(back) === '' ? '' : ` (${boundsWords(back)} in 100)`}: ${minutesSaid}.`
}

function causes(sums: Sums) {
  return tableOf(
    'causes',
    'Callbacks by the declared rule',
    'Credited to',
    [
      ['callbacks', 'Callbacks', ''],
      ['of_all', 'Of the callbacks', '%, with its band']
    ],
    [
      rowOf('All calls from people whom we had touched', count(sums, 'callbacks')),
      rowOf('A message', count(sums, 'callbacks_message'), share(sums, 'callbacks_message')),
      rowOf('A missed call', count(sums, 'callbacks_missed'), share(sums, 'callbacks_missed')),
      ...(['mail', 'other', 'nothing'] as const).map((group) => {
        const place = { by: 'credit', group } as const
        const label = {
          mail: 'Mail, letter or text',
          other: 'Another reason, as they said',
          nothing: `Nothing of ours in ${CREDIT_DAYS} days`
        }[group]
        return rowOf(label, count(sums, 'callbacks', place))
      }),
      rowOf('Reason told to us', count(sums, 'callbacks_told'), share(sums, 'callbacks_told'))
    ]
  )
}

function windows(sums: Sums) {
  const row = (label: string, key: string) =>
    rowOf(label, ...WINDOWS_DAYS.map((days) => share(sums, `${key}_${days}`, undefined, 'callbacks')))
  return tableOf(
    'windows',
    'What lay before a callback, by how far back one looks',
    'Before the callback',
    WINDOWS_DAYS.map((days) => [`days_${days}`, `${days} days`, '% of callbacks'] as const),
    [
      row('A message', 'after_message'),
      row('A missed call', 'after_missed'),
      row('Mail, letter or text', 'after_mail'),
      row('A missed call and no message', 'only_missed')
    ],
    'One callback may have several causes before it, so a column adds up to more than all.'
  )
}

/** The live number beside the claim: 30 s of message and 15 s of waiting, one callback in a hundred. */
function minutes(sums: Sums) {
  const claim = minutesPerCallback(assumedMessage)
  const { messageSeconds, waitingSeconds, callbacksPer100 } = assumedMessage
  return tableOf(
    'minutes_per_callback',
    'What a callback takes',
    '',
    [
      ['quantity', 'Quantity', ''],
      ['each', 'Each', '']
    ],
    [
      rowOf(
        'Messages for each callback credited to one',
        count(sums, 'callbacks_message'),
        ratio(sums, 'left', 'callbacks_message', 'times')
      ),
      rowOf(
        'Minutes for each such callback',
        count(sums, 'left_ms'),
        ratio(sums, 'left_ms', 'callbacks_message', 'minutes', undefined, 1 / 60_000)
      ),
      rowOf(
        'Speaking or playing, for each message',
        count(sums, 'left_message_ms'),
        ratio(sums, 'left_message_ms', 'left_timed', 'ms')
      ),
      rowOf(
        'Waiting for the beep, for each message',
        count(sums, 'left_waiting_ms'),
        ratio(sums, 'left_waiting_ms', 'left_timed', 'ms')
      ),
      rowOf(
        'For each message that the rep spoke',
        count(sums, 'left_live'),
        ratio(sums, 'left_live_ms', 'left_live_timed', 'ms')
      ),
      rowOf(
        'For each message that was played',
        count(sums, 'left_drop'),
        ratio(sums, 'left_drop_ms', 'left_drop_timed', 'ms')
      )
    ],
    `The claim that began the argument: ${messageSeconds} s of message and ${waitingSeconds} s of waiting, ${callbacksPer100} callback in 100, are ${claim} minutes for one.`
  )
}

function contacts(sums: Sums) {
  return tableOf(
    'contacts',
    'Talks for each call, with and without those that came in',
    '',
    [
      ['talks', 'Talks', ''],
      ['of_dials', 'For 100 calls', '']
    ],
    [
      rowOf('Our calls alone', count(sums, 'talks'), ratio(sums, 'talks', 'dials', 'times', undefined, 100)),
      rowOf('With callbacks', count(sums, 'contacts'), ratio(sums, 'contacts', 'dials', 'times', undefined, 100))
    ]
  )
}
