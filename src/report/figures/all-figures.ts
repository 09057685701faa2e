import { type Figure } from '../figure.ts'
import { type Prices } from '../prices.ts'
import { abandonedFigures } from './abandoned.ts'
import { callFigures, touchFigures } from './calls.ts'
import { doubtFigures } from './doubt.ts'
import { inboundFigures, signalFigures } from './inbound.ts'
import { messageFigures } from './messages.ts'
import { peopleFigures } from './people.ts'
import { timeFigures } from './time.ts'

/** Every number that a report may show, by its key. */
export function figuresAt(prices: Prices): ReadonlyMap<string, Figure> {
  const all = [
    ...callFigures,
    ...touchFigures,
    ...messageFigures,
    ...abandonedFigures,
    ...inboundFigures,
    ...signalFigures,
    ...timeFigures(prices),
    ...doubtFigures(prices),
    ...peopleFigures
  ]
  return new Map(all.map((figure) => [figure.key, figure]))
}
