import { count, rareShare, share } from '../cell.ts'
import { type SectionPlan, rowsBy, tableOf } from '../section.ts'
import { type Sums } from '../sums.ts'
import { doubtWords } from '../words.ts'

/** What became of people whom we talked with: by who called first, and by how many calls it took (000-16, 002-11, 002-45). */
export const people: SectionPlan = {
  id: 'people',
  needs: () => [
    { by: 'first_talk', keys: ['talked', 'converted'] },
    { by: 'attempts_needed', keys: ['talked', 'converted'] },
    { by: 'none', keys: ['talked', 'converted'] }
  ],
  write: (sums, setting) => {
    if (sums.value('talked') === 0) return null
    return {
      id: 'people',
      asks: 'Whom do we win?',
      title: titleOf(sums),
      sentence:
        'A conversion is a meeting or a sale from the first conversation on. Who calls back, and who is hard to reach, chose that; the comparison is as observed, with no lot drawn.',
      tables: [
        tableOf(
          'direction',
          'By who called when we first talked',
          '',
          [
            ['talked', 'Leads', ''],
            ['converted', 'Converted', ''],
            ['of_talked', 'Of them', '%, exact band']
          ],
          rowsBy(sums, setting, 'first_talk', (place) => [
            ...[count(sums, 'talked', place), count(sums, 'converted', place), rareShare(sums, 'converted', place)]
          ])
        ),
        tableOf(
          'attempts_needed',
          'By how many calls the first talk took',
          'Calls',
          [
            ['talked', 'Leads', ''],
            ['converted', 'Converted', ''],
            ['of_talked', 'Of them', '%, with its band']
          ],
          rowsBy(sums, setting, 'attempts_needed', (place) => [
            ...[count(sums, 'talked', place), count(sums, 'converted', place), share(sums, 'converted', place)]
          ])
        )
      ].filter(({ rows }) => rows.length > 0),
      chart: null
    }
  }
}

function titleOf(sums: Sums): string {
  const theirs = share(sums, 'converted', { by: 'first_talk', group: 'they called' })
  const ours = share(sums, 'converted', { by: 'first_talk', group: 'we called' })
  if (theirs.isSmall || ours.isSmall)
    return `${doubtWords(share(sums, 'converted'))} of those we talked with converted; too few to tell callers from called.`
  const isApart = (theirs.low ?? 0) > (ours.high ?? 1) || (theirs.high ?? 1) < (ours.low ?? 0)
  return `Of those who called us ${doubtWords(theirs)} converted, of those we called ${doubtWords(ours)}${isApart ? '' : ': no difference that these numbers can show'}.`
}
