import { type Interest, type Relationship, type Stop } from './lead-row.ts'
import { phrases, plainValue, remembering } from './plain-words.ts'

/** What a stage, status or disposition says beside its own name; an empty object = a name that says nothing more. */
export type StageMeaning = {
  readonly relationship?: Relationship
  readonly interest?: Interest
  readonly stop?: Stop
  readonly isBadNumber?: boolean
  readonly hasSpoken?: boolean
  readonly fitConfirmed?: boolean
  readonly owesInformation?: boolean
}

/** Reads a stage as teams and dialers write it; null when we do not know the name. */
export const readStage = remembering((text): StageMeaning | null => meaningOf.get(plainValue(text)) ?? null)

/** Reads a stop written as a word ("legal notice", "asked not to be called"); null when it is none. */
export function readStop(text: string): Stop | null {
  return readStage(text)?.stop ?? null
}

/** One row per meaning; names in plain words, with the codes of VICIdial (NI, DNC, CALLBK …) among them. */
const stages: readonly (readonly [StageMeaning, readonly string[]])[] = [
  [
    { relationship: 'never_spoken' },
    [
      'new | open | open not contacted | not contacted | uncontacted | attempting | attempted to contact',
      'attempted | cold | never spoken | not called | to call | fresh | subscriber | lead | new lead',
      'no contact | contact in future | marketing qualified lead | mql | neu | nouveau | nuevo | nieuw',
      'no answer | na | n | a | al | am | b | busy | answering machine | left voicemail | voicemail left',
      'left message | lvm | voicemail | unresponsive | working | approaching | in sequence | queue | incall',
      'dialed | prospect | raw | assigned'
    ]
  ],
  [
    { relationship: 'met', hasSpoken: true },
    [
      'met | connected | contacted | contact made | reached | spoke | spoken | replied | discovery',
      'discovery call | working contacted | in contact | intro call | first conversation | kontaktiert',
      'contacte | contactado | gesproken | call back | callback | callbk | cbhold | call back later | demo done',
      'engaged'
    ]
  ],
  [
    { relationship: 'met', hasSpoken: true, interest: 'slight' },
    [
      'nurture | nurturing | not now | warm | slight interest | maybe | maybe later | bad timing',
      'future interest | unterkuhlt'
    ]
  ],
  [
    { relationship: 'dialogue_open', hasSpoken: true },
    [
      'dialogue open | open dialogue | in dialogue | in conversation | conversation | open deal | in progress',
      'negotiation | negotiating | in negotiation | negotiation review | verhandlung | negociation',
      'negociacion | meeting set | meeting scheduled | appointment scheduled | appointment set | demo scheduled',
      'demo booked | opportunity'
    ]
  ],
  [
    { relationship: 'dialogue_open', hasSpoken: true, interest: 'high' },
    [
      'interested | hot | very interested | high interest | decision maker bought in | verbal',
      'verbal commitment | interessiert'
    ]
  ],
  [
    { relationship: 'dialogue_open', hasSpoken: true, fitConfirmed: true },
    [
      'qualified | sales qualified lead | sql | qualified to buy | sal | qualifiziert | qualifie | calificado',
      'pre qualified'
    ]
  ],
  [
    { relationship: 'dialogue_open', hasSpoken: true, owesInformation: true },
    ['information requested | info requested | requested info | waiting for information | quote requested', 'send info']
  ],
  [
    { relationship: 'proposal_sent', hasSpoken: true },
    [
      'proposal sent | proposal | quote sent | quoted | quote | offer sent | proposal price quote',
      'contract sent | presentation given | presented | angebot versendet | angebot | angebot verschickt',
      'proposition envoyee | devis envoye | propuesta enviada | offerte verstuurd | offerte | pending decision',
      'proposal made | proposal presented'
    ]
  ],
  [
    { relationship: 'lapsed', hasSpoken: true },
    [
      'lapsed | closed lost | lost | lost lead | deal lost | dormant | inactive | recycled | recycle',
      'went dark | ghosted | former customer | churned | old customer | past client | verloren | perdu',
      'perdido | verlopen | gone quiet'
    ]
  ],
  [
    { relationship: 'dialogue_open', hasSpoken: true },
    ['customer | client | closed won | won | sale | existing customer | kunde']
  ],
  [
    { stop: 'refusal', hasSpoken: true },
    [
      'not interested | ni | refused | refusal | declined | said no | no interest | kein interesse',
      'pas interesse | no interesado | geen interesse | disqualified not interested | rejected'
    ]
  ],
  [
    { stop: 'do_not_call' },
    [
      'do not call | dnc | dncl | dncc | do not phone | never call | asked not to be called | nicht anrufen',
      'ne pas appeler | no llamar | niet bellen | national dnc | do not dial | dnc request'
    ]
  ],
  [
    { stop: 'opt_out' },
    [
      'opt out | opted out | unsubscribed | unsubscribe | do not contact | remove me | removed | stop',
      'nicht kontaktieren | abgemeldet | desabonne | ne pas contacter | no contactar | afgemeld | take me off',
      'take off list | suppressed'
    ]
  ],
  [{ stop: 'hostility', hasSpoken: true }, ['hostile | hostility | abusive | threatened | angry | rude']],
  [
    { stop: 'complaint' },
    ['complaint | complained | spam complaint | beschwerde | plainte | queja | klacht | marked as spam']
  ],
  [
    { stop: 'legal_notice' },
    [
      'legal notice | legal | cease and desist | cease desist | lawyer letter | attorney | litigator | lawsuit',
      'tcpa litigator | legal threat'
    ]
  ],
  [
    { isBadNumber: true },
    [
      'wrong number | bad number | bad data | disconnected | disconnected number | invalid number',
      'number disconnected | wn | dc | adc | adct | not in service | no longer in service | fax | fax machine',
      'falsche nummer | invalid | mauvais numero | numero equivocado | verkeerd nummer | no longer there | bad'
    ]
  ],
  [
    {},
    [
      'unqualified | disqualified | junk lead | junk | other | unknown | none | archived | evangelist | paused',
      'pending | open deals | drop | xfer | not qualified | unqualifiziert | nurture campaign'
    ]
  ]
]

const meaningOf: ReadonlyMap<string, StageMeaning> = new Map(
  stages.flatMap(([meaning, lines]) => phrases(lines).map((name) => [name, meaning] as const))
)

/** How far we are, as a column of its own; stage names serve too. */
export function readRelationship(text: string): Relationship | null {
  return readStage(text.replace(/_/g, ' '))?.relationship ?? null
}
