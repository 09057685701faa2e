import { type Shown, count, share, words } from '../cell.ts'
import { BEST_OF_SEVERAL, compared } from '../compare.ts'
import { groupWords, weekHour } from '../grouping.ts'
import { type Table } from '../report.ts'
import { type SectionPlan, rowOf, tableOf } from '../section.ts'
import { type Sums } from '../sums.ts'
import { doubtWords } from '../words.ts'

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
/** Monday first, as a week of work begins. */
const ORDER = [1, 2, 3, 4, 5, 6, 0]

/** When people answer, by the clock on their own wall (E9). */
export const hours: SectionPlan = {
  id: 'hours',
  needs: () => [
    { by: 'week_hour', keys: ['dials', 'human', 'talks'] },
    { by: 'hour', keys: ['dials', 'human', 'talks'] }
  ],
  write: (sums) => {
    const worked = (sums.groups('hour') as readonly number[]).filter((hour) => sums.value('dials', 'hour', hour) > 0)
    if (worked.length === 0) return null
    const from = worked[0]!
    const all = Array.from({ length: worked.at(-1)! - from + 1 }, (_, i) => from + i)
    const days = ORDER.filter((day) => all.some((hour) => sums.value('dials', 'week_hour', weekHour(day, hour)) > 0))
    return {
      id: 'hours',
      asks: 'When do people answer?',
      title: titleOf(sums, worked),
      sentence: `By the clock at the person, not ours. ${BEST_OF_SEVERAL}`,
      tables: [
        hoursTable(sums, worked),
        tableOf(
          'week',
          'Answered by a human, by weekday and hour at the person',
          'Weekday',
          all.map((hour) => [`hour_${hour}`, groupWords('hour', hour), ''] as const),
          days.map((day) => rowOf(WEEKDAYS[day]!, ...all.map((hour) => fieldOf(sums, day, hour) ?? words(''))))
        )
      ],
      chart: {
        kind: 'hours',
        caption: 'Answered by a human, of 100 calls in that hour',
        hours: all,
        rows: days.map((day) => ({
          label: WEEKDAYS[day]!,
          cells: all.map((hour) => fieldOf(sums, day, hour))
        }))
      }
    }
  }
}

/** Without its band, which has no room in a field; null where nobody called. */
function fieldOf(sums: Sums, day: number, hour: number): Shown | null {
  const cell = share(sums, 'human', { by: 'week_hour', group: weekHour(day, hour) })
  return cell.of === 0 ? null : { ...cell, low: null, high: null }
}

function titleOf(sums: Sums, worked: readonly number[]): string {
  const found = compared(worked.map((group) => share(sums, 'human', { by: 'hour', group })))
  if (found === null) return 'Too few calls yet to compare hours.'
  const { best, worst, isApart } = found
  const said = (cell: Shown): string => `${groupWords('hour', cell.group)}, ${doubtWords(cell)}`
  return isApart
    ? `People answer best in the hour from ${said(best)}, and least from ${said(worst)}.`
    : 'No hour stands out: the bands of the best and the worst meet.'
}

function hoursTable(sums: Sums, worked: readonly number[]): Table {
  return tableOf(
    'hours',
    'By the hour at the person',
    'Hour',
    [
      ['dials', 'Dials', ''],
      ['human', 'Human', '%, with its band'],
      ['talks', 'Talks', '%, with its band']
    ],
    worked.map((group) => {
      const place = { by: 'hour', group } as const
      return rowOf(
        groupWords('hour', group),
        count(sums, 'dials', place),
        share(sums, 'human', place),
        share(sums, 'talks', place)
      )
    })
  )
}
