import { formatClock } from '../../clock/civil.ts'
import { nextNumber } from '../../decide/course-line.ts'
import { type Situation } from '../../decide/decide.ts'
import { mustSay } from '../../decide/said-by-law.ts'
import { slot } from '../../facts/fact.ts'
import { capMeasures } from '../../guard/cap.ts'
import { hoursOf, kindCode } from '../../guard/table.ts'
import { type Program } from '../../playbook/program.ts'
import { countWords, phoneWords } from '../../sheet/words.ts'
import { desksToLook } from '../engine/batch-work.ts'
import { PERSON, type Person, type PersonRow, unpackPeople } from '../engine/person.ts'
import { refoldPeople } from '../engine/refold.ts'
import { situationOf } from '../engine/situation.ts'
import { adviceFor } from '../engine/voicemail.ts'
import { type Desk } from '../engine/work-due.ts'
import { type LeadStory, leadStory } from '../import/lead-story.ts'
import { nameWords } from '../import/show-leads.ts'
import { adviceWords } from './advice-words.ts'
import { type Advice, type Card, type CardEntry, type CardPhone } from './card.ts'
import { type RepSession } from './rep-session.ts'

/** Reads all that a rep sees of a lead. `made` says that the call is made: then there is no advice for it any more. */
export async function leadCard(session: RepSession, leadId: number, why: string, made: boolean): Promise<Card> {
  const { store, org, clock } = session
  const [story, { person, desk, notes }] = await Promise.all([
    leadStory({ store, org }, leadId, clock()),
    readPerson(session, leadId)
  ])
  const situation = situationOf(person, desk.home, desk.book, desk.where, desk.setting)
  const { lead, zone } = story
  return {
    leadId,
    ...{ name: nameWords(lead), company: lead.company, role: lead.jobTitle, zone, why },
    phones: phonesOf(story, situation, person),
    hours: hoursWords(situation, zone),
    pressure: pressureOf(desk.book.program, situation),
    permissions: permissionsOf(story),
    mustSay: mustSay(situation.table, kindCode.live_voice).join(', ') || null,
    background: backgroundOf(story),
    history: historyOf(story, notes),
    advice: made
      ? { kind: 'covered', because: 'This call is made: V says that a machine answered.' }
      : adviceOf(person, desk)
  }
}

async function readPerson(
  { store, org, circumstances }: RepSession,
  leadId: number
): Promise<{ readonly person: Person; readonly desk: Desk; readonly notes: readonly CardEntry[] }> {
  return await store.inOrgTx(org, async (tx) => {
    const { rows } = await tx.query<PersonRow>({
      text: `select ${PERSON} from enrolment where org = $1 and lead_id = $2`,
      values: [org, leadId]
    })
    const [person] = await refoldPeople(tx, unpackPeople(rows))
    if (person === undefined) throw new Error(`lead ${leadId} has gone`)
    const desk = (await desksToLook(tx, [person], circumstances()))(person, person.playbookId!)
    const notes = await tx.query<{ at: number; text: string }>({
      text: 'select at, text from note where org = $1 and lead_id = $2 order by at desc, id desc limit 20',
      values: [org, leadId]
    })
    return { person, desk, notes: notes.rows.map(({ at, text }) => ({ at, says: `note: ${text}` })) }
  })
}

/** Inside a point-of-voicemail experiment nothing about the advice is known before the verdict. */
function adviceOf(person: Person, desk: Desk): Advice {
  const advice = adviceFor(person, desk)
  if (advice.kind === 'covered') return { kind: 'covered', because: 'The lot is drawn once a machine has answered.' }
  return { kind: 'open', ...adviceWords(advice.words, advice.next, desk.setting.now) }
}

function phonesOf({ lead }: LeadStory, situation: Situation, { course }: Person): readonly CardPhone[] {
  const next = course === null ? null : nextNumber(situation.bad, course.number)
  return lead.phones.map(({ e164, ext, label, kind, lineType, bad }, i) => ({
    number: phoneWords(e164) + (ext === '' ? '' : ` x${ext}`),
    says: [label ?? kind ?? '', lineType ?? '', bad || situation.bad[i] ? 'known to be wrong' : '']
      .filter(Boolean)
      .join(', '),
    isNext: i === next
  }))
}

function hoursWords({ table, vector, now }: Situation, zone: Card['zone']): Card['hours'] {
  const hours = hoursOf(table, kindCode.live_voice, vector)
  const until = hours.until(now)
  if (hours.isOpen(now))
    return { isOpen: true, says: until === null ? 'open' : `open until ${formatClock(until, zone).slice(-5)}` }
  const opens = hours.next(now)
  return { isOpen: false, says: opens === null ? 'closed' : `closed until ${formatClock(opens, zone)}` }
}

const PRESSURE = slot('history.pressure')
const TOUCHES_7D = slot('history.touches7d')
const TOUCHES_30D = slot('history.touches30d')
const CALLS_24H = slot('history.calls24h')

/** How much they have had of us, against what the house and the playbook allow. */
function pressureOf({ caps }: Program, { vector: v, table }: Situation): string {
  const budgets = caps.flatMap(({ measure, limit }) => {
    const { counts, slot: index, says } = capMeasures[measure]
    return counts.kind === 'total' || counts.kind === 'period' ? [`${countOf(v[index]!)} of ${limit} ${says}`] : []
  })
  return [
    `pressure ${Number(v[PRESSURE]!.toFixed(1))}`,
    `touches ${countOf(v[TOUCHES_7D]!)} in 7 days, ${countOf(v[TOUCHES_30D]!)} in 30`,
    `calls in 24 h ${countOf(v[CALLS_24H]!)} of ${table.callsPer24h}`,
    ...new Set(budgets)
  ].join(' · ')
}
const countOf = (count: number): number => (Number.isFinite(count) ? count : 0)

const GROUPS = { voice: 'calls', recordings: 'recordings', sms: 'texts', email: 'mail' } as const

function permissionsOf({ lead }: LeadStory): string {
  const level = (group: string): string =>
    lead.consents.find((consent) => consent.group === group)?.level.replaceAll('_', ' ') ?? 'none'
  const consents = Object.entries(GROUPS).map(([group, says]) => `${says} ${level(group)}`)
  const stops = lead.stops.length === 0 ? [] : [`STOP: ${lead.stops.join(', ').replaceAll('_', ' ')}`]
  return [...stops, `consent: ${consents.join(', ')}`].join(' · ')
}

function backgroundOf({ lead, playbook, lists }: LeadStory): string {
  const { 'lead.origin': origin, 'lead.dealValueCents': value, 'lead.currency': currency } = lead.profile
  return [
    typeof origin === 'string' ? origin.replaceAll('_', ' ') : '',
    lead.source === null ? '' : `source ${lead.source}`,
    typeof value === 'number'
      ? `worth ${currency ?? ''} ${countWords(Math.round(value / 100))}`.replace('  ', ' ')
      : '',
    playbook ?? '',
    lists.length === 0 ? '' : `on ${lists.join(', ')}`
  ]
    .filter(Boolean)
    .join(' · ')
}

const HISTORY_MAX = 40

function historyOf({ entries }: LeadStory, notes: readonly CardEntry[]): readonly CardEntry[] {
  const told = entries
    .filter(({ what }) => !what.startsWith('profile'))
    .map(({ at, what, because }) => ({ at, says: because === null ? what : `${what} (${because})` }))
    .reverse()
  return [...notes, ...told].sort((a, b) => b.at - a.at).slice(0, HISTORY_MAX)
}
