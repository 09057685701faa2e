import { count, ratio, share } from '../cell.ts'
import { type SectionPlan, rowOf, rowsBy, tableOf } from '../section.ts'
import { doubtWords, sentenceOf, timeWords } from '../words.ts'

const KEYS = [
  'inbound',
  'callbacks',
  'inbound_missed',
  'inbound_taken',
  'inbound_wait_ms',
  'inbound_talk_ms',
  'inbound_lost_ms',
  'callback_talks'
]

/** Who took the calls to us, how long they waited, and what it cost the calls that we were making (000-18). */
export const inbound: SectionPlan = {
  id: 'inbound',
  needs: () => [
    { by: 'none', keys: KEYS },
    { by: 'desk', keys: KEYS }
  ],
  write: (sums, setting) => {
    if (sums.value('inbound') === 0) return null
    return {
      id: 'inbound',
      asks: 'Who takes the calls to us?',
      title: sentenceOf(
        `Nobody took ${doubtWords(share(sums, 'inbound_missed'))} of the calls to us;`,
        `taking the others cost ${timeWords(sums.value('inbound_lost_ms'))} of calls of ours.`
      ),
      sentence: 'Time lost is what reps would have spent calling.',
      tables: [
        tableOf(
          'inbound',
          'Calls to us, by who took them',
          '',
          [
            ['calls', 'Calls', ''],
            ['wait', 'Wait', 'mean'],
            ['talk', 'Talk', 'mean'],
            ['lost', 'Lost', 'of our calls']
          ],
          [
            ...rowsBy(sums, setting, 'desk', (place) => [
              ...[count(sums, 'inbound', place), ratio(sums, 'inbound_wait_ms', 'inbound', 'ms', place)],
              ...[ratio(sums, 'inbound_talk_ms', 'inbound', 'ms', place), count(sums, 'inbound_lost_ms', place)]
            ]),
            rowOf(
              'All',
              ...[count(sums, 'inbound'), ratio(sums, 'inbound_wait_ms', 'inbound', 'ms')],
              ...[ratio(sums, 'inbound_talk_ms', 'inbound', 'ms'), count(sums, 'inbound_lost_ms')]
            )
          ]
        )
      ],
      chart: null
    }
  }
}
