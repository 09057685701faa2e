import type { WorldCounts, WorldNow } from '../../contract/worlds.ts'
import { houseWords } from '../words/house.ts'
import { count } from '../words/numbers.ts'

const { day: words } = houseWords

/** Each count with the one that it is a share of. */
const shares = [
  ['enrolled', 'leads'],
  ['dials', null],
  ['mailboxes', 'dials'],
  ['messages', 'mailboxes'],
  ['people', 'dials'],
  ['callbacks', 'messages'],
  ['meetings', 'people'],
  ['stops', 'people']
] as const satisfies readonly (readonly [Exclude<keyof WorldCounts, 'leads'>, keyof typeof words.of | null])[]

/** What has come of it: every number with its denominator named. */
export function SoFar({ now: { counts } }: { readonly now: WorldNow }) {
  return (
    <aside className="so-far" aria-labelledby="so-far">
      <h2 className="lead" id="so-far">
        {words.soFar}
      </h2>
      <dl>
        {shares.map(([name, of]) => (
          <div key={name}>
            <dt>{words.counts[name]}</dt>
            <dd>
              <b>{count(counts[name])}</b>
              <small>{of === null ? '' : shareOf(counts[name], counts[of], words.of[of])}</small>
            </dd>
          </div>
        ))}
      </dl>
      <p className="small">{words.shares}</p>
    </aside>
  )
}

function shareOf(part: number, whole: number, says: string): string {
  return whole === 0 ? '' : `${Math.round((part / whole) * 1000) / 10}% ${says}`
}
