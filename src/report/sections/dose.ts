import { count, share } from '../cell.ts'
import { type SectionPlan, rowOf, rowsBy, tableOf } from '../section.ts'
import { doubtWords, sentenceOf } from '../words.ts'

/** How far into the list each touch got, beside those whom it put off (000-22, 000-23). */
export const dose: SectionPlan = {
  id: 'dose',
  needs: () => [
    { by: 'touch_no', keys: ['touches', 'touch_talks', 'opt_outs', 'refusals', 'complaints'] },
    { by: 'none', keys: ['leads', 'enrolled', 'attempted', 'touched', 'with_message', 'reached'] }
  ],
  write: (sums, setting) => ({
    id: 'dose',
    asks: 'How much is too much?',
    title: `${doubtWords(share(sums, 'touched'))} of the leads were touched, ${doubtWords(share(sums, 'reached', undefined, 'leads'))} were talked with.`,
    sentence: sentenceOf(
      'Penetration is the number of leads that got so many touches, of all leads.',
      'A line says what became of those who got that touch, whatever the channel.'
    ),
    tables: [
      tableOf(
        'penetration',
        'How far into the leads',
        '',
        [
          ['leads', 'Leads', ''],
          ['of_leads', 'Of all leads', '%, with its band']
        ],
        [
          rowOf('All', count(sums, 'leads')),
          rowOf('In a playbook at some time', count(sums, 'enrolled'), share(sums, 'enrolled')),
          rowOf('Called', count(sums, 'attempted'), share(sums, 'attempted')),
          rowOf('Touched on any channel', count(sums, 'touched'), share(sums, 'touched')),
          rowOf('Left a message', count(sums, 'with_message'), share(sums, 'with_message')),
          rowOf('Talked with after a call of ours', count(sums, 'reached'), share(sums, 'reached', undefined, 'leads'))
        ]
      ),
      tableOf(
        'dose',
        'Touch by touch',
        'Touch',
        [
          ['touches', 'Got it', ''],
          ['talks', 'Talk', '%, with its band'],
          ['opt_outs', 'Asked to stop', '%, with its band'],
          ['refusals', 'Said no', '%, with its band'],
          ['complaints', 'Complaint', '%, with its band']
        ],
        rowsBy(sums, setting, 'touch_no', (place) => [
          ...[count(sums, 'touches', place), share(sums, 'touch_talks', place), share(sums, 'opt_outs', place)],
          ...[share(sums, 'refusals', place), share(sums, 'complaints', place)]
        ])
      )
    ],
    chart: null
  })
}
