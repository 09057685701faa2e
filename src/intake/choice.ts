import { type Channel, type Consent, type Interest, type Origin } from './lead-row.ts'
import { phrases, plainValue, remembering } from './plain-words.ts'
import { readFlag } from './value.ts'

/** Words that a closed list is written in: each value with the names that exports give it, in plain words. */
type Words<Value extends string> = Readonly<Record<Value, readonly string[]>>

/** Where a lead came from; null when the source is not one we know. */
export const readOrigin = remembering((text): Origin | null => {
  const words = plainValue(text)
  return origins.get(words) ?? ORIGIN_HINTS.find(([hint]) => hint.test(words))?.[1] ?? null
})

export const readMarket = remembering((text): 'b2b' | 'b2c' | null => {
  return markets.get(plainValue(text)) ?? null
})

export const readInterest = remembering((text): Interest | null => {
  return interests.get(plainValue(text)) ?? null
})

export const readChannel = remembering((text): Channel | null => {
  return channels.get(plainValue(text)) ?? null
})

export const readLineType = remembering((text): 'wireless' | 'landline' | 'voip' | 'unknown' | null => {
  return lineTypes.get(plainValue(text)) ?? null
})

/** A consent column: yes is express, since nothing says that it was written; a level may be named instead. */
export const readConsent = remembering((text): Consent | null => {
  const named = consents.get(plainValue(text))
  if (named) return named
  const flag = readFlag(text)
  return flag === null ? null : flag ? 'express' : 'none'
})

function lookup<Value extends string>(words: Words<Value>): ReadonlyMap<string, Value> {
  return new Map(
    Object.entries<readonly string[]>(words).flatMap(([value, lines]) =>
      phrases(lines).map((name) => [name, value as Value] as const)
    )
  )
}

const origins = lookup<Origin>({
  internet_lead: [
    'internet lead | web form | webform | website | web | online | facebook lead ad | facebook | facebook ads',
    'landing page | google ads | google | instagram | linkedin ads | paid search | paid social',
    'organic search | organic social | internet | direct traffic | chat | webinar | demo request',
    'contact form | contact us | download | content download | webformular | formulaire web | formulario web',
    'webformulier | advertisement | online store | quote wizard | lending tree | inbound'
  ],
  lead_card: [
    'lead card | mailer | direct mail | reply card | business reply card | brc | lead card mailer | postcard',
    'mail | direct mail card | lead card returned | antwortkarte | carte reponse | tarjeta | antwoordkaart',
    'returned card'
  ],
  cold_list: [
    'cold list | cold call | cold | cold calling | zoominfo | zoom info | apollo | apollo io | lusha',
    'cognism | purchased list | bought list | list | scraped | data provider | seamless ai | rocketreach',
    'd b | dun bradstreet | hoovers | uplead | outbound | prospecting | sales navigator',
    'linkedin sales navigator | kaltliste | kaltakquise | lista fria | offline sources | aged list'
  ],
  prequalified_list: [
    'prequalified list | prequalified | pre qualified | pre qualified list | qualified list',
    'appointment setter | sdr qualified | vorqualifizierte liste | telemarketing qualified | intent list'
  ],
  referral: [
    'referral | referred | referral partner | partner | external referral | employee referral | word of mouth',
    'client referral | empfehlung | recommandation | referido | aanbeveling | introduction',
    'customer referral | friend'
  ],
  inbound_call: [
    'inbound call | phone inquiry | phone enquiry | called in | call in | incoming call | inbound phone',
    'hotline | eingehender anruf | appel entrant | llamada entrante | inkomend gesprek | phone'
  ]
})

/** A campaign's own name usually holds one of these; the first that fits decides. */
const ORIGIN_HINTS: readonly (readonly [RegExp, Origin])[] = [
  [/\brefer(?:ral|red)\b|\bempfehl/, 'referral'],
  [/\binbound call\b|\bcalled in\b|\bphone inquiry\b/, 'inbound_call'],
  [/\blead card|\bmailer\b|\bdirect mail\b|\breply card\b/, 'lead_card'],
  [/\bpre ?qualified\b/, 'prequalified_list'],
  [/\bcold\b|\bzoom ?info\b|\bapollo\b|\bpurchased\b|\bbought\b/, 'cold_list'],
  [/\b(?:web|website|facebook|google|instagram|landing|online|internet|form|webinar|ppc|seo)\b/, 'internet_lead']
]

const markets = lookup<'b2b' | 'b2c'>({
  b2b: [
    'b2b | business | company | commercial | corporate | enterprise | smb | firma | entreprise | empresa',
    'bedrijf | geschaftskunde | mid market'
  ],
  b2c: [
    'b2c | consumer | residential | individual | private | person | household | homeowner | privat',
    'privatkunde | particulier | particular | personal'
  ]
})

const interests = lookup<Interest>({
  none: ['none | no | cold | no interest | 0 | kalt | froid | frio | koud | kein | low'],
  slight: ['slight | some | warm | medium | lukewarm | mild | maybe | tiede | tibio | lauw | active | moderate'],
  high: ['high | hot | strong | very | very high | yes | heiss | chaud | caliente | heet | very interested']
})

const channels = lookup<Channel>({
  call: [
    'call | phone | telephone | phone call | calls | telefon | anruf | telefono | telefoon | appel | mobile',
    'voice'
  ],
  email: ['email | e mail | mail | courriel | correo | correo electronico'],
  sms: ['sms | text | text message | texting | texto | text sms'],
  linkedin: ['linkedin | linked in | linkedin message'],
  x: ['x | twitter | x twitter | twitter dm'],
  letter: ['letter | post | postal | postal mail | brief | lettre | carta | direct mail'],
  visit: ['visit | in person | meeting | besuch | visite | visita | bezoek | face to face']
})

const lineTypes = lookup<'wireless' | 'landline' | 'voip' | 'unknown'>({
  wireless: ['wireless | mobile | cell | cellular | cell phone | mobil | handy | movil | mobiel | m'],
  landline: ['landline | fixed | fixed line | land line | festnetz | fixe | fijo | vast | l | wireline'],
  voip: ['voip | fixed voip | non fixed voip | nonfixedvoip | fixedvoip | internet phone | v'],
  unknown: ['unknown | other | unbekannt | work | home | main | office | business']
})

const consents = lookup<Consent>({
  none: ['none | no consent | unknown | not given | opted out | withdrawn | revoked | pending | not asked'],
  implied: [
    'implied | implied consent | existing business relationship | ebr | legitimate interest',
    'legitimate interest existing customer'
  ],
  express: [
    'express | express consent | explicit | verbal | oral | opted in | freely given consent from contact',
    'opt in'
  ],
  express_written: [
    'express written | express written consent | written | pewc | signed | prior express written consent',
    'double opt in'
  ]
})
