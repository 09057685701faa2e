import { doubtIds, type DoubtId } from '../../guard/doubt.ts'
import { singleCents } from '../../guard/exposure.ts'
import { type TouchDoubt } from '../doubting.ts'
import { type Figure, figureOf } from '../figure.ts'
import { type Prices } from '../prices.ts'
import { type Row } from '../row.ts'

const SAYS: Readonly<Record<DoubtId, string>> = {
  consent: 'breaches to be expected because a consent may not hold',
  line: 'breaches to be expected because a line may be a mobile',
  place: 'breaches to be expected because they may live in another state',
  number: 'breaches to be expected because the number may be somebody else’s',
  detector: 'breaches to be expected because a person may have heard the recording'
}

/** What is doubtful about calls and texts that were made, and what single claims would cost; a class stands in the section. */
export function doubtFigures({ doubt: assumed }: Prices): readonly Figure[] {
  return [
    doubted('doubted', 'calls and texts whose doubt has a price', 'rows', ({ kind }) => kind === 'priced'),
    doubted(
      'doubted_free',
      'calls and texts where nobody can sue by the contact',
      'rows',
      ({ kind }) => kind === 'unpriced'
    ),
    doubted(
      'forbidden_now',
      'calls and texts that the law as it holds now forbids',
      'rows',
      ({ kind }) => kind === 'forbidden'
    ),
    doubted('breaches', 'breaches to be expected', 'units', ({ breach }) => breach),
    doubted('claims_cost', 'for claims of single people, to be expected', 'cents', ({ breach }) =>
      singleCents(breach, assumed)
    ),
    ...doubtIds.map((id) => doubted(doubtKey(id), SAYS[id], 'units', ({ chances }) => chances[id]))
  ]
}

export const doubtKey = (id: DoubtId): string => `doubt_${id}`

const doubted = (
  key: string,
  says: string,
  unit: Figure['unit'],
  counts: (doubt: TouchDoubt) => boolean | number
): Figure =>
  figureOf(
    ['call', 'touch'],
    key,
    says,
    null,
    (row: Row) => ((row.kind === 'call' || row.kind === 'touch') && row.doubt !== null ? counts(row.doubt) : 0),
    unit
  )
