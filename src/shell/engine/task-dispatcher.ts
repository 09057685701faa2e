import { addBusinessDays } from '../../clock/business-days.ts'
import { dayOf } from '../../clock/civil.ts'
import { instantOf, localMinutes } from '../../clock/zone.ts'
import { type Where } from '../../guard/where.ts'
import { type Instruction, type Program } from '../../playbook/program.ts'
import { type Wait } from '../../playbook/wait.ts'
import { insertBatch } from '../store/batch.ts'
import { type Tx } from '../store/doors.ts'
import { seqOfId } from '../store/log-id.ts'
import { channelOf, codes } from '../store/log-row.ts'
import { RESPOND, TASK, instead } from './change.ts'
import { type Dispatcher, type Errand } from './dispatch.ts'
import { type Ground } from './ground.ts'

/** Channels that nobody carries out by machine yet: all but the call, which a session makes. */
export const TASK_CHANNELS: readonly number[] = [
  ...codes.channel.flatMap((name, code) => (name === 'call' ? [] : [code])),
  ...[TASK, RESPOND]
]

const EMAIL_CHANNEL = codes.channel.indexOf('email')
const MINUTE = 60_000
const DAY_MINUTES = 1440

/** A channel without a dispatcher of its own becomes a task for a person, with what is to be done in words. */
export function taskDispatcher(ground: Ground): Dispatcher {
  return {
    kind: 'inside',
    channels: TASK_CHANNELS,
    async carryOut(tx, errands, now) {
      const known = await aboutErrands(tx, errands)
      const books = await ground.books(tx, [
        ...new Set([...known.values()].flatMap(({ playbook_id }) => playbook_id ?? []))
      ])
      const places = await ground.places(tx, [...new Set([...known.values()].map(({ place_id }) => place_id))])
      const tasks = errands.map((errand) => {
        const about = known.get(errand.id)
        const program = about?.playbook_id == null ? null : (books.get(about.playbook_id)?.program ?? null)
        const track = about?.track ?? null
        const step = program === null || about?.step == null ? null : (flowOf(program, track)[about.step] ?? null)
        const touch = step?.kind === 'touch' ? step : null
        const where = about === undefined ? null : (places.get(about.place_id) ?? null)
        return {
          errand,
          text: textOf(errand, touch?.because ?? null, touch?.what ?? null, about?.has_email ?? false),
          track,
          holds: touch?.holds ?? false,
          expiresAt: touch === null || where === null ? null : expiry(touch.expires, now, where)
        }
      })
      await insertBatch(
        tx,
        'task',
        {
          id: ['bigint', tasks.map(({ errand }) => errand.id)],
          lead_id: ['bigint', tasks.map(({ errand }) => errand.leadId)],
          kind: ['smallint', tasks.map(({ errand }) => errand.channel)],
          state: ['smallint', tasks.map(() => 0)],
          due_at: ['bigint', tasks.map(({ errand }) => errand.touchAt)],
          expires_at: ['bigint', tasks.map(({ expiresAt }) => expiresAt)],
          holds: ['boolean', tasks.map(({ holds }) => holds)],
          text: ['text', tasks.map(({ text }) => text)],
          track: ['smallint', tasks.map(({ track }) => track)]
        },
        'on conflict (org, id) do nothing'
      )
    }
  }
}

type About = {
  id: number
  playbook_id: number | null
  track: number | null
  step: number | null
  place_id: number
  has_email: boolean
}

/** What the log and the person’s row say of each errand. */
async function aboutErrands(tx: Tx, errands: readonly Errand[]): Promise<ReadonlyMap<number, About>> {
  const { rows } = await tx.query<About>({
    text: `select x.id, coalesce(x.book, t.playbook_id) as playbook_id, coalesce(x.track, t.track) as track,
        coalesce(x.step, t.step) as step, e.place_id, exists (select from contact_point c
          where c.org = $1 and c.lead_id = x.lead_id and c.kind = 2 and not c.is_bad) as has_email
      from unnest($2::bigint[], $3::bigint[], $4::int[], $5::bigint[],
        $6::bigint[], $7::smallint[], $8::smallint[]) as x(id, lead_id, seq, at, book, track, step)
      join enrolment e on e.org = $1 and e.lead_id = x.lead_id
      left join touch t on t.org = $1 and t.lead_id = x.lead_id and t.seq = x.seq and t.at = x.at`,
    name: 'about-errands',
    values: [
      tx.org,
      errands.map(({ id }) => id),
      errands.map(({ leadId }) => leadId),
      errands.map(({ id }) => seqOfId(id)),
      errands.map(({ touchAt }) => touchAt),
      errands.map(({ step }) => step?.playbookId ?? null),
      errands.map(({ step }) => step?.track ?? null),
      errands.map(({ step }) => step?.step ?? null)
    ]
  })
  return new Map(rows.map((row) => [row.id, row]))
}

const flowOf = (program: Program, track: number | null): readonly Instruction[] =>
  track === -2 ? program.before : track === null || track < 0 ? program.flow : (program.tracks[track]?.flow ?? [])

const doing: Readonly<Record<string, string>> = {
  email: 'Write the e-mail',
  sms: 'Send the text message',
  linkedin: 'Write on LinkedIn',
  x: 'Write on X',
  letter: 'Send the letter',
  visit: 'Visit, or call',
  chat: 'Answer in the chat',
  in_person: 'See them in person'
}

const FIND = {
  find_address: 'Find an e-mail address: there is none that works.',
  find_number: 'Find a phone number: none that we have works.'
} as const

function textOf({ channel, step }: Errand, because: string | null, what: string | null, hasEmail: boolean): string {
  if (channel === RESPOND) return 'They answered: get back to them.'
  const find = step?.instead == null ? null : instead[step.instead]!
  if (find !== null) return FIND[find]
  if (channel === EMAIL_CHANNEL && !hasEmail) return `${FIND.find_address} Then write to them.`
  const act = channel === TASK ? (what ?? 'Do the task').replaceAll('_', ' ') : (doing[channelOf(channel)] ?? 'Do it')
  const line = act[0]!.toUpperCase() + act.slice(1)
  return because === null ? `${line}.` : `${line}. ${because}`
}

/** When a task nobody did falls away: at the end of its wait, business days being those of the person. */
function expiry(wait: Wait, from: number, { clock, country, region }: Where): number {
  switch (wait.unit) {
    case 'minutes':
      return from + wait.max * MINUTE
    case 'hours':
      return from + wait.max * 60 * MINUTE
    case 'days':
      return instantOf(clock, localMinutes(clock, from) + wait.max * DAY_MINUTES)
    case 'business_days': {
      const today = dayOf(localMinutes(clock, from))
      const days = addBusinessDays(country, region, today, wait.max) - today
      return instantOf(clock, localMinutes(clock, from) + days * DAY_MINUTES)
    }
  }
}
