import { Link, getRouteApi, useRouter } from '@tanstack/react-router'
import { Ban, Check, ChevronLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { type LeadStory, lead } from '../../contract/leads.ts'
import { useAnswer } from '../ask/use-answer.ts'
import { ProblemNote } from '../house/ProblemNote.tsx'
import { useKeys } from '../parts/use-keys.ts'
import { houseWords } from '../words/house.ts'
import { counted, money, phone } from '../words/numbers.ts'
import { clock, dayAndClock, nearTime } from '../words/times.ts'
import { Happened } from './Happened.tsx'
import { NextStep } from './NextStep.tsx'
import { PressureLine } from './PressureLine.tsx'
import { Promised } from './Promised.tsx'

const { lead: words } = houseWords
const route = getRouteApi('/house/leads/$lead')
const EVERY_MS = 30_000
const icon = { size: 14, strokeWidth: 1.75, 'aria-hidden': true } as const

/** One lead: who it is and whether we may, what is next and why, what happened and why. */
export function LeadPage() {
  const { lead: id } = route.useParams()
  const { list, world } = route.useSearch()
  const router = useRouter()
  const query = world === undefined ? {} : { world }
  const { answer, problem, again } = useAnswer(lead, { params: { id }, query }, world === undefined ? EVERY_MS : 0)
  useKeys({ Escape: () => router.history.back() })
  if (answer === null && problem !== null)
    return (
      <div className="house-page">
        <ProblemNote problem={problem} onAgain={again} isPage />
      </div>
    )
  if (answer === null) return <div className="lead-page" aria-busy="true" />
  return (
    <div className="lead-page">
      <Who story={answer} list={list} world={world} />
      <div className="lead-next">
        <NextStep story={answer} />
        <PressureLine story={answer} />
        <Known story={answer} />
      </div>
      <div className="lead-past">
        <Promised story={answer} />
        <Happened story={answer} />
      </div>
    </div>
  )
}

type WhoProps = { readonly story: LeadStory; readonly list: string | undefined; readonly world: number | undefined }

function Who({ story, list, world }: WhoProps) {
  const { name, jobTitle, company, local, place, openUntil, opensAt, zones } = story
  const back = story.lists.find(({ id }) => id === list) ?? story.lists[0]
  const mayCall = story.permissions.some(({ kind, allowed }) => kind === 'live_voice' && allowed)
  const opening =
    openUntil !== null
      ? (mayCall ? words.until : words.hoursUntil)(nearTime(openUntil, local))
      : opensAt !== null
        ? words.from(nearTime(opensAt, local))
        : words.neverOpen
  return (
    <div className="lead-left">
      <section className="lead-who">
        {world === undefined ? (
          back && (
            <Link to="/lists/$list" params={{ list: back.id }} className="lead-back">
              <ChevronLeft size={16} strokeWidth={1.75} aria-hidden="true" /> {back.name}
            </Link>
          )
        ) : (
          <Link to="/worlds/$world" params={{ world: String(world) }} className="lead-back">
            <ChevronLeft size={16} strokeWidth={1.75} aria-hidden="true" /> {words.world(world)}
          </Link>
        )}
        <h1 className="lead-name" tabIndex={-1}>
          {name}
        </h1>
        <p className="lead-firm">{words.place(company, jobTitle)}</p>
        <p className="lead-clock">
          <b>{clock(local)}</b> {words.in(place)}, {story.stops.length > 0 ? words.stopped : opening}
        </p>
        {zones.length > 1 && <p className="small">{words.zones(zones)}</p>}
        <Permissions story={story} />
        <ToSay story={story} />
      </section>
      <section className="lead-may">
        <Barred story={story} />
        <ul className="lead-phones">
          {story.phones.map((each) => (
            <li key={each.e164}>
              {phone(each.e164)} <small>{[each.label, each.isBad ? words.bad : ''].filter(Boolean).join(', ')}</small>
            </li>
          ))}
          {story.unreadPhones.map(({ text, reason }) => (
            <li key={text}>
              {text} <small>{reason}</small>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

/** A word and an icon for each way of reaching them. */
function Permissions({ story }: { readonly story: LeadStory }) {
  return (
    <>
      <h2 className="unseen">{words.mayI}</h2>
      <ul className="chips">
        {story.permissions.map(({ kind, allowed }) => (
          <li key={kind} className="chip">
            {allowed ? <Check {...icon} className="allowed" /> : <Ban {...icon} className="forbidden" />}
            {words.kinds[kind]} <span className="unseen">{allowed ? 'allowed' : 'not allowed'}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** What the law wants said when they answer. */
function ToSay({ story }: { readonly story: LeadStory }) {
  const says = story.permissions.find(({ kind }) => kind === 'live_voice')?.mustSay ?? []
  return says.length === 0 ? null : <p className="second">{words.mustSay(says)}</p>
}

/** Why those are barred that are. */
function Barred({ story }: { readonly story: LeadStory }) {
  const barred = story.permissions.filter(({ allowed }) => !allowed)
  return (
    <dl className="barred">
      {barred.map(({ kind, reason, ruleId, remedy, opensAt }) => (
        <div key={kind}>
          <dt>{words.kinds[kind]}</dt>
          <dd>
            {reason} {ruleId !== null && <code title={remedy ?? ''}>{ruleId}</code>}
            {opensAt !== null && <> {words.opens(nearTime(opensAt, story.local))}</>}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Known({ story }: { readonly story: LeadStory }) {
  const { known } = words
  const rows: readonly (readonly [string, ReactNode])[] = [
    [known.playbook, story.playbook],
    [known.calls, story.callsMax === null ? story.calls : `${story.calls} of ${counted(story.callsMax, 'call')}`],
    [known.worth, story.worthCents === null ? null : money(story.worthCents, story.currency)],
    [known.stage, story.stage],
    [known.source, story.source],
    [known.emails, story.emails.join(', ')],
    [known.consent, story.consents.map(({ group, level }) => `${group} ${level.replaceAll('_', ' ')}`).join(', ')],
    ...story.proofs.map(
      ({ at, group, proof }) => [words.proof(group), `${dayAndClock(at)}${proof === '' ? '' : `: ${proof}`}`] as const
    )
  ]
  const told = rows.filter(([, value]) => value !== null && value !== '')
  return (
    <section className="lead-known">
      <h2 className="lead">{words.know}</h2>
      <dl className="known">
        {told.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {story.notes !== '' && (
        <>
          <h3 className="small">{words.notes}</h3>
          <p className="because lead-notes">{story.notes}</p>
        </>
      )}
    </section>
  )
}
