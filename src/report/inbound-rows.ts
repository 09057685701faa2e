import { type Happening, type Signal } from '../facts/log-entry.ts'
import { candidates, credited } from '../outcome/attribution.ts'
import { type Person, callsUntil, playbookAt, wallOf } from './person.ts'
import { type InboundRow, type SignalRow } from './row.ts'
import { noticedOf } from './touch-rows.ts'

/** Rows of what reached us: calls to us with their candidate causes, and everything else. */
export function inboundAndSignals(person: Person): {
  readonly inbound: readonly InboundRow[]
  readonly signals: readonly SignalRow[]
} {
  const { life, standing } = person
  const inbound: InboundRow[] = []
  const signals: SignalRow[] = []
  const noticed = noticedOf(person)
  for (const signal of standing.signals.values()) {
    if (life.imported.has(signal.signal)) continue
    const { happening } = signal
    if (isInbound(happening)) inbound.push(inboundOf(person, signal, happening, noticed))
    else signals.push(signalOf(person, signal))
  }
  return { inbound: inbound.sort((a, b) => a.at - b.at), signals }
}

type Inbound = Extract<Happening, { kind: InboundRow['happening'] }>

const isInbound = (happening: Happening): happening is Inbound =>
  happening.kind === 'callback' || happening.kind === 'inbound_answered' || happening.kind === 'missed_inbound'

function inboundOf(
  person: Person,
  signal: Signal,
  happening: Inbound,
  noticed: ReturnType<typeof noticedOf>
): InboundRow {
  const taken = person.life.inbound.get(signal.signal) ?? null
  const found = candidates(noticed, signal.at)
  return {
    ...sharedOf(person, signal),
    kind: 'inbound',
    channel: 'call',
    rep: taken?.takenBy ?? 0,
    happening: happening.kind,
    isReturn: person.touches.some(({ at }) => at <= signal.at),
    credit: credited(found, happening.kind === 'callback' ? happening.cause : null),
    messageAgeMs: found.message?.ageMs ?? null,
    missedAgeMs: found.missed_call?.ageMs ?? null,
    mailAgeMs: found.mail?.ageMs ?? null,
    desk: taken?.desk ?? null,
    waitMs: taken?.waitMs ?? 0,
    talkMs: taken?.talkMs ?? 0,
    lostMs: taken?.lostMs ?? 0
  }
}

function signalOf(person: Person, signal: Signal): SignalRow {
  const { happening } = signal
  return {
    ...sharedOf(person, signal),
    kind: 'signal',
    channel: 'channel' in happening ? happening.channel : 'none',
    what: happening.kind,
    stop: happening.kind === 'stop' ? happening.stop : null,
    valueCents: happening.kind === 'deal_won' ? happening.valueCents : 0,
    currency: happening.kind === 'deal_won' ? happening.currency : '',
    reason: happening.kind === 'deal_lost' ? happening.reason : ''
  }
}

function sharedOf(person: Person, { signal, at, touch }: Signal) {
  return {
    who: person.who,
    seq: signal,
    at,
    playbook: playbookAt(person, at),
    rep: touch === null ? 0 : (person.life.calls.get(touch)?.rep ?? 0),
    attempt: callsUntil(person, at),
    ...wallOf(person.life.zone, at)
  }
}
