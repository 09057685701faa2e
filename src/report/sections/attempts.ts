import { SMALL, count, share } from '../cell.ts'
import { type SectionPlan, rowsBy, tableOf } from '../section.ts'
import { type Sums } from '../sums.ts'
import { doubtWords, sentenceOf } from '../words.ts'

const KEYS = [
  'dials',
  'human',
  'talks',
  'conversations',
  'meetings',
  'left',
  'opt_outs',
  'complaints',
  'ms_all',
  'touches'
]
/** A late call is compared where so many were made, since its band is narrow enough to say something. */
const MANY = 100
/** So many points make a picture; the table has them all. */
const SHOWN = 12

/** What each further call brought (E11, 000-24 without prices of annoyance). */
export const attempts: SectionPlan = {
  id: 'attempts',
  needs: () => [{ by: 'attempt', keys: KEYS }],
  write: (sums, setting) => {
    const groups = sums.groups('attempt').filter((group) => sums.value('dials', 'attempt', group) > 0)
    if (groups.length === 0) return null
    return {
      id: 'attempts',
      asks: 'What does one more call bring?',
      title: titleOf(sums, groups as readonly number[]),
      sentence: sentenceOf(
        '“Call 3” is the third call to a person, those of other tools included.',
        'People who answered early are not called again, so later calls meet harder people: a falling line alone does not say where to stop.'
      ),
      tables: [
        tableOf(
          'attempts',
          'What each call number brought',
          'Call',
          [
            ['dials', 'Dials', ''],
            ['human', 'Human', '% of dials'],
            ['talks', 'Talks', '% of dials'],
            ['meetings', 'Meetings', ''],
            ['left', 'Messages', ''],
            ['opt_outs', 'Asked to stop', ''],
            ['complaints', 'Complaints', ''],
            ['time', 'Time', 'of reps']
          ],
          rowsBy(
            sums,
            setting,
            'attempt',
            (place) => [
              ...[count(sums, 'dials', place), share(sums, 'human', place), share(sums, 'talks', place)],
              ...[count(sums, 'meetings', place), count(sums, 'left', place), count(sums, 'opt_outs', place)],
              ...[count(sums, 'complaints', place), count(sums, 'ms_all', place)]
            ],
            ({ group }) => sums.value('dials', 'attempt', group) > 0
          )
        )
      ],
      chart: {
        kind: 'curve',
        caption: 'Talks of 100 dials, by the number of the call',
        axis: 'Call number',
        points: groups
          .slice(0, SHOWN)
          .map((group) => ({ label: String(group), cell: share(sums, 'talks', { by: 'attempt', group }) }))
      }
    }
  }
}

function titleOf(sums: Sums, groups: readonly number[]): string {
  const known = groups.filter((group) => sums.value('dials', 'attempt', group) >= SMALL)
  const many = known.filter((group) => sums.value('dials', 'attempt', group) >= MANY)
  const early = known[0]
  const late = (many.length > 1 ? many : known).at(-1)
  if (early === undefined || late === undefined || early === late)
    return 'Too few calls yet to compare one call number with another.'
  const first = share(sums, 'talks', { by: 'attempt', group: early })
  const last = share(sums, 'talks', { by: 'attempt', group: late })
  const isFewer = (last.high ?? 1) < (first.low ?? 0)
  const isMore = (last.low ?? 0) > (first.high ?? 1)
  if (!isFewer && !isMore)
    return `Call ${late} brought talks in ${doubtWords(last)}, call ${early} in ${doubtWords(first)}: no difference that these numbers can show.`
  return `Call ${late} brings ${isFewer ? 'fewer' : 'more'} talks than call ${early}: ${doubtWords(last)} against ${doubtWords(first)}.`
}
