import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { sectionPlans, reportCounting, writeReport } from './build-report.ts'
import { type Cell, type Shown } from './cell.ts'
import { counted } from './figure.ts'
import { figuresAt } from './figures/all-figures.ts'
import { groupings } from './grouping.ts'
import { anyLife, asOf, doubts } from './life.arbitrary.ts'
import { type Life } from './life.ts'
import { assumedPrices } from './prices.ts'
import { type Report } from './report.ts'
import { type Row } from './row.ts'
import { repTimeRow, rowsOf } from './rows.ts'
import { type Setting } from './section.ts'

const setting: Setting = { prices: assumedPrices, by: 'attempt', repName: (rep) => `Rep ${rep}` }
const figures = figuresAt(assumedPrices)
const about = { what: 'a test', isWorld: true, facts: [], currency: 'USD' }

const rowsOfAll = (lives: readonly Life[]): readonly Row[] => [
  ...lives.flatMap((life) => rowsOf(life, { from: -Infinity, until: Infinity, asOf }, doubts)),
  ...(['idle', 'inbound', 'pause'] as const).map((state, i) =>
    repTimeRow(i + 1, asOf, state, 60_000, { hour: 9, weekday: 1 })
  )
]

function reportOf(rows: readonly Row[], by: Setting['by'] = 'attempt'): Report {
  const { add, sums } = reportCounting({ ...setting, by })
  for (const row of rows) add(row)
  return writeReport(sums, { ...setting, by }, about, '2027-02-03T00:00:00+00:00')
}

const shownOf = (report: Report): readonly Shown[] =>
  report.sections.flatMap(({ tables, chart }) => [
    ...tables.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.filter(isShown))),
    ...(chart === null
      ? []
      : chart.kind === 'funnel'
        ? chart.bars.map(({ cell }) => cell)
        : chart.kind === 'curve'
          ? chart.points.map(({ cell }) => cell)
          : chart.kind === 'parts'
            ? chart.parts.map(({ cell }) => cell)
            : chart.rows.flatMap(({ cells }) => cells.filter((cell) => cell !== null)))
  ])
const isShown = (cell: Cell): cell is Shown => cell.kind === 'number'

/** The rows behind a number, found as the command finds them. */
function rowsBehind(rows: readonly Row[], key: string, by: Shown['by'], group: Shown['group']): readonly Row[] {
  const figure = figures.get(key)!
  return rows.filter((row) => counted(figure, row) !== 0 && groupings[by].of(row) === group)
}

const some = fc.array(anyLife, { minLength: 1, maxLength: 12 }).map(rowsOfAll)

describe('a number leads to its rows', () => {
  test('every number on the report, in every group, is what its rows add up to', () => {
    fc.assert(
      fc.property(some, fc.constantFrom('attempt', 'playbook', 'rep', 'hour', 'industry' as const), (rows, by) => {
        for (const cell of shownOf(reportOf(rows, by as Setting['by']))) {
          const behind = (key: string) => {
            const found = rowsBehind(rows, key, cell.by, cell.group)
            return figures.get(key)!.unit === 'rows' && key !== 'phone_tags'
              ? found.length
              : found.reduce((sum, row) => sum + counted(figures.get(key)!, row), 0)
          }
          expect(cell.count, `${cell.key} by ${cell.by}=${cell.group}`).toBeCloseTo(behind(cell.key), 6)
          if (cell.over !== null)
            expect(cell.of, `${cell.over} by ${cell.by}=${cell.group}`).toBeCloseTo(behind(cell.over), 6)
        }
      }),
      { numRuns: 40 }
    )
  })

  test('a share is a part: each row of its figure is a row of what it is set against', () => {
    fc.assert(
      fc.property(some, (rows) => {
        for (const { form, key, over, by, group } of shownOf(reportOf(rows))) {
          if (form !== 'share' || over === null) continue
          const whole = new Set(rowsBehind(rows, over, by, group))
          for (const row of rowsBehind(rows, key, by, group)) expect(whole.has(row), `${key} over ${over}`).toBe(true)
        }
      }),
      { numRuns: 40 }
    )
  })

  test('groups are the whole, cut: what every row has is the same by any grouping', () => {
    fc.assert(
      fc.property(some, (rows) => {
        const { add, sums } = reportCounting({ ...setting, by: 'playbook' })
        for (const row of rows) add(row)
        const added = sums
          .groups('playbook')
          .reduce<number>((sum, group) => sum + sums.value('dials', 'playbook', group), 0)
        expect(added).toBe(sums.value('dials'))
      })
    )
  })

  test('the order in which rows come changes nothing', () => {
    fc.assert(
      fc.property(some, (rows) => {
        expect(JSON.stringify(reportOf(rows.toReversed()).sections.map(({ id, title }) => [id, title]))).toBe(
          JSON.stringify(reportOf(rows).sections.map(({ id, title }) => [id, title]))
        )
      }),
      { numRuns: 20 }
    )
  })
})

test('the steps of the funnel hold each other, whatever reps write down', () => {
  fc.assert(
    fc.property(some, (rows) => {
      const counts = ['dials', 'answered', 'human', 'right_party', 'talks', 'conversations'].map(
        (key) => rows.filter((row) => row.kind === 'call' && counted(figures.get(key)!, row) === 1).length
      )
      expect(counts).toEqual(counts.toSorted((a, b) => b - a))
    })
  )
})

test('every figure is read by a section, or stands behind one that is', () => {
  const used = new Set(sectionPlans.flatMap((plan) => plan.needs(setting)).flatMap(({ keys }) => keys))
  const whole = new Set([...figures.values()].flatMap(({ over }) => over ?? []))
  expect([...figures.keys()].filter((key) => !used.has(key) && !whole.has(key))).toEqual([])
})
