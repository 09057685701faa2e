import { type DoubtId, doubtIds } from '../../guard/doubt.ts'
import { amountOf, basisOf, classOf, oneDigit } from '../../guard/exposure.ts'
import { type ExposureAssumptions, exposureIds, exposureTable } from '../../guard/exposure-table.ts'
import { type Cell, type Place, count, words } from '../cell.ts'
import { doubtKey } from '../figures/doubt.ts'
import { type Table } from '../report.ts'
import { type SectionPlan, type Setting, rowOf, tableOf } from '../section.ts'
import { type Need, type Sums } from '../sums.ts'
import { countWords, manyWords, sentenceOf } from '../words.ts'

const KEYS = ['doubted', 'breaches', 'claims_cost']
/** What the bill needs to name the doubt too. */
export const DOUBT_NEEDS: readonly Need[] = [
  { by: 'none', keys: KEYS },
  { by: 'way', keys: KEYS }
]

/** What the doubt that remains in touches that the law allowed may cost, by what nobody promises (000-24, P12). */
export const doubt: SectionPlan = {
  id: 'doubt',
  needs: () => [
    ...DOUBT_NEEDS,
    { by: 'none', keys: ['doubted_free', 'forbidden_now', ...doubtIds.map(doubtKey)] },
    { by: 'forbidden', keys: ['forbidden_now'] }
  ],
  write: (sums, setting) => {
    if (['doubted', 'doubted_free', 'forbidden_now'].every((key) => sums.value(key) === 0)) return null
    return {
      id: 'doubt',
      asks: 'What may the doubt that remains cost?',
      title: titleOf(sums, setting),
      sentence: sentenceOf(
        'What the law allowed may still be a breach, if a fact was wrong: this is the expected cost of that doubt as it stood at each touch, to one digit. Nothing of it is promised, and what is known to be a breach is stopped and never priced.',
        'The class term grows with the contacts made the same way, so it belongs to the playbook.',
        'What was said is on no record and is taken to have been what law wants.'
      ),
      tables: [
        waysTable(sums, setting),
        ...(sums.value('breaches') === 0 ? [] : [doubtsTable(sums)]),
        ...(sums.value('doubted_free') + sums.value('forbidden_now') === 0 ? [] : [unpricedTable(sums)]),
        assumptionsTable(setting.prices.doubt)
      ],
      chart: null
    }
  }
}

type Priced = { readonly single: number; readonly ofClass: number }

/** What one way may cost: claims of single people, and the class of all who were contacted in it. */
function pricedAt(sums: Sums, { by, group }: Place, a: ExposureAssumptions): Priced {
  const at = (key: string): number => sums.value(key, by, group)
  return { single: at('claims_cost'), ofClass: classOf(at('breaches'), at('doubted'), a).cents }
}

const costOf = ({ single, ofClass }: Priced): number => single + ofClass

/** All that was done may cost so many US cents: the ways together, since each is a class of its own. */
export function doubtCents(sums: Sums, { prices }: Setting): number {
  return sums
    .groups('way')
    .reduce<number>((sum, group) => sum + costOf(pricedAt(sums, { by: 'way', group }, prices.doubt)), 0)
}

/** Money to one digit; a spreadsheet gets the same digit. */
export function oneDigitCell(cents: number): Cell {
  const digit = oneDigit(cents)
  return words(cents === 0 ? 'nothing' : dollars(digit), { number: digit, unit: 'cents' })
}

/** Below a cent to the first digit that is not 0. */
function dollars(cents: number): string {
  const amount = cents / 100
  if (amount >= 1) return `$${countWords(amount)}`
  return `$${amount.toFixed(Math.max(2, Math.ceil(-Math.log10(amount) - 1e-9)))}`
}

function titleOf(sums: Sums, setting: Setting): string {
  const touches = sums.value('doubted')
  const cents = doubtCents(sums, setting)
  if (touches === 0) return 'None of these calls and texts has a price for its doubt.'
  const many = manyWords(touches, 'call or text', 'calls and texts')
  if (cents === 0) return `${many} may cost nothing: the law would forbid none of them, whichever doubt is right.`
  return `${many} may cost about ${dollars(oneDigit(cents))}, expected, by assumptions that stand below.`
}

function waysTable(sums: Sums, { prices: { doubt: a } }: Setting): Table {
  const ways = sums
    .groups('way')
    .map((group) => ({ group, priced: pricedAt(sums, { by: 'way', group }, a) }))
    .filter(({ group }) => sums.value('doubted', 'way', group) > 0)
    .sort((one, other) => costOf(other.priced) - costOf(one.priced))
  return tableOf(
    'ways',
    'What the doubt may cost to one digit, by playbook and way; the dearest first',
    'Playbook and way',
    [
      ['touches', 'Touches', ''],
      ['breaches', 'Breaches', 'expected'],
      ['single', 'Single claims', ''],
      ['class', 'Class term', ''],
      ['together', 'Together', ''],
      ['each', 'Each', 'touch']
    ],
    ways.map(({ group, priced }) => {
      const place = { by: 'way', group } as const
      return rowOf(
        String(group),
        ...[count(sums, 'doubted', place), count(sums, 'breaches', place)],
        ...[oneDigitCell(priced.single), oneDigitCell(priced.ofClass), oneDigitCell(costOf(priced))],
        oneDigitCell(costOf(priced) / sums.value('doubted', 'way', group))
      )
    })
  )
}

const DOUBTS: Readonly<Record<DoubtId, string>> = {
  consent: 'A consent may not hold',
  line: 'A line may be a mobile',
  place: 'They may live in another state',
  number: 'The number may be somebody else’s',
  detector: 'A person may have heard the recording'
}

function doubtsTable(sums: Sums): Table {
  const found = doubtIds.filter((id) => sums.value(doubtKey(id)) > 0)
  return tableOf(
    'doubts',
    'What raises the doubt',
    'Doubt',
    [['breaches', 'Breaches', 'expected']],
    found.map((id) => rowOf(DOUBTS[id], count(sums, doubtKey(id)))),
    'One breach may have several grounds.'
  )
}

function unpricedTable(sums: Sums): Table {
  return tableOf(
    'unpriced',
    'Touches without a price',
    '',
    [['touches', 'Touches', '']],
    [
      rowOf('Nobody can sue by the contact there', count(sums, 'doubted_free')),
      ...sums
        .groups('forbidden')
        .map((group) =>
          rowOf(`Forbidden by ${group} as the law holds now`, count(sums, 'forbidden_now', { by: 'forbidden', group }))
        )
    ],
    'What a regulator may fine is in none of these figures.'
  )
}

function assumptionsTable(a: ExposureAssumptions): Table {
  return tableOf(
    'assumptions',
    'What it stands on',
    'Assumption',
    [
      ['value', 'Value', ''],
      ['basis', 'Basis', '']
    ],
    exposureIds.map((id) =>
      rowOf(id, words(amountOf(id, a[id]), { number: a[id], unit: exposureTable[id].unit }), words(basisOf(id, a)))
    ),
    `Change one for once by report --assume claim.chance=0.001, for good by aftertone law set assumption. ${exposureIds
      .map((id) => `${id}: ${exposureTable[id].says}. ${exposureTable[id].source}.`)
      .join(' ')}`
  )
}
