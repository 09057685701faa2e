import { type Zone, fixedZone } from '../clock/zone.ts'
import { type Place, areaCodeOf, countryByCallingCode, mayBeOf, regionCode } from '../clock/place.ts'
import { type Fact, HEARD_SLOT, STOPS_SLOT, facts, slot, stops } from './fact.ts'
import { factCode, nothingSaid, zeroed } from './fact-code.ts'
import { type Recording } from './recording.ts'
import { type FactsDocument } from './schema.ts'

/** One number of a person, in dialling order; a bad one has left the rotation (features L6, L7). */
export type PhoneNumber = {
  readonly e164: string
  readonly kind: 'business' | 'mobile' | 'home' | null
  readonly lineType: 'wireless' | 'landline' | 'voip' | null
  readonly bad: boolean
}

/**
 * What is known of a lead at one instant: the packed vector that rules read, and the few texts that only an answer
 * needs. Everything a decision depends on is in here; nothing is looked up later.
 */
export type Facts = {
  /** Epoch milliseconds. */
  readonly now: number
  /** The zone of last resort, where no place is known: the offset that `now` was written with. Null: the whole country. */
  readonly writtenIn: Zone | null
  readonly vector: Float64Array
  readonly leadId: string
  readonly cluster: string
  readonly place: Place
  /** The first is the one on the line now; empty when nobody said. */
  readonly numbers: readonly PhoneNumber[]
  readonly recordings: readonly Recording[]
  /** Things that were doubtful in what was given, in words. */
  readonly doubts: readonly string[]
}

export type FactsContext = {
  /** Epoch milliseconds where the document does not say. */
  readonly now: number
  /** Offset that stands for a missing place; null asks every zone of the country instead. */
  readonly offsetMinutes: number | null
  /** Country of the installation. */
  readonly country: string | null
}

/** Facts out of a checked document: defaults filled in, everything packed. */
export function packFacts(document: FactsDocument, context: FactsContext): Facts {
  const vector = nothingSaid.slice()
  writeSaid(document as Record<string, unknown>, vector)
  const numbers = numbersOf(document)
  derive(document, numbers[0], vector)
  const heard = new Set(document.history?.recordingsHeard)
  const recordings = document.recordings ?? []
  const offset = document.now?.offsetMinutes ?? context.offsetMinutes
  vector[STOPS_SLOT] = stops.reduce((bits, stop, i) => (document.stops?.includes(stop) ? bits | (1 << i) : bits), 0)
  vector[HEARD_SLOT] = recordings.reduce((bits, recording, i) => (heard.has(recording.id) ? bits + 2 ** i : bits), 0)
  return {
    now: document.now?.epochMs ?? context.now,
    writtenIn: offset === null ? null : fixedZone(offset),
    vector,
    leadId: document.lead?.id ?? '',
    cluster: document.lead?.cluster ?? 'facts',
    place: placeOf(document, numbers[0]?.e164, context),
    numbers,
    recordings,
    doubts: doubtsOf(document)
  }
}

/** The same facts at another instant or with other numbers in the vector: for what-if questions and laws. */
export function withVector(from: Facts, change: (vector: Float64Array) => void): Facts {
  const vector = from.vector.slice()
  change(vector)
  return { ...from, vector }
}

const ATTEMPT = slot('attempt')
const STEP = slot('step')
const CALLS = slot('history.calls')
const EVER_SPOKEN = slot('history.everSpoken')
const KIND = slot('number.kind')
const LINE = slot('number.lineType')

function derive(document: FactsDocument, onTheLine: PhoneNumber | undefined, vector: Float64Array): void {
  const calls = zeroed(document.history?.calls ?? (document.attempt ?? 1) - 1)
  vector[CALLS] = calls
  vector[ATTEMPT] = document.attempt ?? calls + 1
  vector[STEP] = document.step ?? vector[ATTEMPT]!
  const relationship = document.lead?.relationship ?? 'never_spoken'
  vector[EVER_SPOKEN] = (document.history?.everSpoken ?? relationship !== 'never_spoken') ? 1 : 0
  if (document.number?.kind === undefined) vector[KIND] = factCode(facts[KIND]!, onTheLine?.kind ?? undefined)
  if (document.number?.lineType === undefined) vector[LINE] = factCode(facts[LINE]!, onTheLine?.lineType ?? undefined)
}

/** The country as given; else that of the region, of the number, of the installation where the number may be from there. */
function placeOf({ place = {} }: FactsDocument, e164: string | undefined, context: FactsContext): Place {
  const byRegion = regionCode(null, place.region ?? '')?.slice(0, 2)
  const byNumber = e164 === undefined ? undefined : (areaCodeOf(e164)?.country ?? countryByCallingCode(e164))
  const isAbroad = e164 !== undefined && context.country !== null && !mayBeOf(context.country, e164)
  return {
    country: place.country ?? byRegion ?? byNumber ?? (isAbroad ? null : context.country),
    region: place.region ?? null,
    timeZone: place.timeZone ?? null
  }
}

/** The number on the line first, merged with what the list says of it. */
function numbersOf({ number = {}, numbers = [] }: FactsDocument): readonly PhoneNumber[] {
  const listed = numbers.map((each) => phoneNumber(each.e164, each))
  if (number.e164 === undefined) return listed
  const onTheLine = phoneNumber(number.e164, number)
  const known = listed.find((each) => each.e164 === onTheLine.e164)
  if (known === undefined) return [onTheLine, ...listed]
  const { kind, lineType } = onTheLine
  const merged = { ...known, kind: kind ?? known.kind, lineType: lineType ?? known.lineType }
  return [merged, ...listed.filter((each) => each !== known)]
}

type SaidOfNumber = Omit<NonNullable<FactsDocument['numbers']>[number], 'e164'>

function phoneNumber(e164: string, { kind, lineType, bad }: SaidOfNumber): PhoneNumber {
  return { e164, kind: kind ?? null, lineType: lineType === 'unknown' ? null : (lineType ?? null), bad: bad ?? false }
}

function doubtsOf({ history = {}, lead = {} }: FactsDocument): readonly string[] {
  const doubts: string[] = []
  if (typeof history.daysSinceSpoken === 'number' && (lead.relationship ?? 'never_spoken') === 'never_spoken')
    doubts.push('history.daysSinceSpoken is given, yet lead.relationship is never_spoken')
  if ((history.voicemails ?? 0) > 0 && history.daysSinceVoicemail === undefined)
    doubts.push('history.voicemails is given without daysSinceVoicemail: the last message counts as long ago')
  return doubts
}

type Slotted = { readonly fact: Fact; readonly index: number }
/** Facts by the two parts of their path; a fact without a group has the empty name. */
const slotted = new Map<string, Map<string, Slotted>>()
for (const [index, fact] of facts.entries()) {
  const [group = '', name = ''] = fact.path.split('.')
  slotted.set(group, (slotted.get(group) ?? new Map()).set(name, { fact, index }))
}

/** Writes what the document says over the defaults: as much work as it has fields, not as there are facts. */
function writeSaid(document: Record<string, unknown>, vector: Float64Array): void {
  for (const group in document) {
    const names = slotted.get(group)
    if (names === undefined) continue
    const alone = names.get('')
    if (alone) vector[alone.index] = factCode(alone.fact, document[group])
    else {
      const said = document[group] as Record<string, unknown> | undefined
      for (const name in said) {
        const place = names.get(name)
        if (place) vector[place.index] = factCode(place.fact, said[name])
      }
    }
  }
}
