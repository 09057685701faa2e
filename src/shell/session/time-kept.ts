import { type RepState, repStates } from '../../outcome/lists.ts'
import { type Phase } from './desk.ts'
import { type RepSession } from './rep-session.ts'

/** Rep time between calls: waiting and reading, or a pause; the seconds of calls stand with the calls. */
type State = Exclude<RepState, 'inbound'> | null

const stateOf = (phase: Phase): State => {
  if (phase.kind === 'call' || phase.kind === 'gone') return null
  return phase.kind === 'paused' ? 'pause' : 'idle'
}

/** Writes down how long a rep was idle or paused, whenever that ends. A clock that went back counts for nothing. */
export function timeKept({ store, org, userId, clock }: RepSession): {
  readonly moved: (before: Phase, after: Phase) => void
  readonly closed: (phase: Phase) => Promise<void>
} {
  let since = clock()
  let writing: Promise<unknown> = Promise.resolve()
  const write = (state: State): void => {
    const [from, until] = [since, clock()]
    since = until
    if (state === null || until <= from) return
    writing = writing.then(() =>
      store
        .inOrg(org, [
          {
            text: `insert into rep_time (org, user_id, at, state, ms) select o.org, $2, $3, $4, $5 from org o
              where o.org = $1 on conflict (org, user_id, at, state) do nothing`,
            values: [org, userId, from, repStates.indexOf(state), Math.min(until - from, 2 ** 31 - 1)]
          }
        ])
        // Time between calls is a figure of the report; work goes on without it.
        .catch(() => undefined)
    )
  }
  return {
    moved(before, after) {
      if (stateOf(before) !== stateOf(after)) write(stateOf(before))
    },
    async closed(phase) {
      write(stateOf(phase))
      await writing
    }
  }
}
