import { expect, test } from 'vitest'
import { z } from 'zod'
import { facts, stops } from './fact.ts'
import { FactsDocument } from './schema.ts'

const taken = (document: unknown) => FactsDocument.safeParse(document).success
const many = (documents: readonly unknown[]) => documents.map(taken)
const all = (length: number, answer: boolean) => Array.from({ length }, () => answer)
const text = (length: number) => 'x'.repeat(length)
const paths = (document: unknown) =>
  FactsDocument.safeParse(document).error?.issues.map((issue) => issue.path.join('.'))

test.for([
  ['lead.id', ['a', text(200)], ['', text(201), 7]],
  ['lead.cluster', ['a', text(200)], ['', text(201), null]],
  ['lead.stage', ['a', text(200)], ['', text(201)]],
  ['lead.currency', ['USD'], ['usd', 'USDX', 'xUSD', 'US']],
  [
    'number.e164',
    ['+1234567', '+123456789012345'],
    ['+123456', '+1234567890123456', '+0234567', '1234567', 'x+1234567', '+1234567x']
  ],
  ['place.country', ['US'], ['us', 'USA', 'U', '1US']],
  [
    'place.region',
    ['US-FL', 'FL', 'F', 'FLA', 'GB-1'],
    ['us-fl', 'FLOR', 'US-', '-FL', 'XUS-FL', 'US-FLOR', 'US_FL', 'FL ', '']
  ],
  ['place.timeZone', ['America/New_York'], ['America/Atlantis', '']],
  ['number.kind', ['business', 'mobile', 'home'], ['unknown']],
  ['number.lineType', ['wireless', 'landline', 'voip', 'unknown'], ['fax']],
  ['dialer.mode', ['manual', 'power'], ['unknown']],
  ['lead.hasNews', [true, false], ['true', 1, null]],
  ['history.voicemails', [0, 3], [-1, 0.5, null, '1']],
  ['history.daysSinceVoicemail', [null, 0, 9], [-1, 0.5]],
  ['history.hoursSinceCall', [null, 0, 0.5], [-0.5]],
  ['lead.fitScore', [-3.5, 0, 9], ['9', null]],
  ['lead.dealValueCents', [0, 100], [-1, 0.5]],
  ['dialer.messageSeconds', [0, 25], [-1, 2.5]],
  ['history.pressure', [0, 2.5], [-0.1]],
  [
    'history.recordingsHeard',
    [[], [text(200)], Array.from({ length: 1000 }, () => 'a')],
    [[''], [text(201)], Array.from({ length: 1001 }, () => 'a')]
  ]
] as const)('%s holds what it may and nothing else', ([path, good, bad]) => {
  const [group, name] = path.split('.') as [string, string]
  const said = (value: unknown) => ({ [group]: { [name]: value } })
  expect(many(good.map(said))).toEqual(all(good.length, true))
  expect(many(bad.map(said))).toEqual(all(bad.length, false))
})

test('attempt and step begin with one', () => {
  expect(many([{ attempt: 1 }, { step: 1 }, { attempt: 0 }, { step: 0 }, { attempt: 1.5 }])).toEqual([
    true,
    true,
    false,
    false,
    false
  ])
})

test('an instant is kept with its offset, and is none without', () => {
  expect(FactsDocument.parse({ now: '2026-12-02T10:15:00-05:00' }).now).toMatchObject({
    epochMs: Date.UTC(2026, 11, 2, 15, 15),
    offsetMinutes: -300
  })
  expect(many([{ now: '2026-12-02T10:15:00' }, { now: 7 }, { now: 'today' }])).toEqual(all(3, false))
})

test('an instant and a zone that are none say what is expected, in short', () => {
  const said = (document: unknown) => FactsDocument.safeParse(document).error?.issues[0]?.message
  expect(said({ now: 'today' })).toBe('must be RFC 3339 with an offset, such as 2026-12-02T10:15:00-05:00')
  const zone = (timeZone: string) => said({ place: { timeZone } })
  expect(zone('America/New_Yrok')).toBe('no time zone is called America/New_Yrok, did you mean America/New_York?')
  expect(zone('#'.repeat(900))).toBe(`no time zone is called ${'#'.repeat(60)}`)
})

test('a person has up to twenty numbers, each with its kind, its line and whether it left the rotation', () => {
  const e164 = '+12125550123'
  const numbers = (...list: readonly object[]) => ({ numbers: list })
  expect(
    many([
      numbers(),
      numbers({ e164 }),
      numbers({ e164, kind: 'home', lineType: 'unknown', bad: true }),
      numbers(...Array.from({ length: 20 }, () => ({ e164 })))
    ])
  ).toEqual(all(4, true))
  expect(
    many([
      numbers({ kind: 'home' }),
      numbers({ e164, bad: 1 }),
      numbers({ e164, x: 1 }),
      numbers({ e164, kind: 'unknown' }),
      numbers(...Array.from({ length: 21 }, () => ({ e164 })))
    ])
  ).toEqual(all(5, false))
})

test('a recording has a key, a length and perhaps a purpose; as many as a row can remember', () => {
  const recording = { id: 'a', seconds: 20 }
  const recordings = (...list: readonly object[]) => ({ recordings: list })
  for (const purpose of [undefined, null])
    expect(FactsDocument.parse(recordings({ ...recording, purpose })).recordings).toEqual([
      { ...recording, purpose: null }
    ])
  expect(FactsDocument.parse(recordings({ ...recording, purpose: 'courtesy' })).recordings![0]!.purpose).toBe(
    'courtesy'
  )
  expect(
    many([
      recordings({ id: text(200), seconds: 600 }),
      recordings({ id: 'a', seconds: 0.5 }),
      recordings(...Array.from({ length: 52 }, () => recording))
    ])
  ).toEqual(all(3, true))
  expect(
    many([
      recordings({ id: '', seconds: 9 }),
      recordings({ id: text(201), seconds: 9 }),
      recordings({ id: 'a', seconds: 0 }),
      recordings({ id: 'a', seconds: 600.5 }),
      recordings({ id: 'a' }),
      recordings({ ...recording, purpose: 'fun' }),
      recordings({ ...recording, x: 1 }),
      recordings(...Array.from({ length: 53 }, () => recording))
    ])
  ).toEqual(all(8, false))
})

test('stops are those of the list, and no group has a name that nobody knows', () => {
  expect(many([{ stops }, { stops: [] }, { stops: ['tired'] }, { stops: 'opt_out' }])).toEqual([
    true,
    true,
    false,
    false
  ])
  for (const group of ['lead', 'number', 'place', 'reach', 'history', 'household', 'consent', 'dialer'])
    expect(many([{ [group]: {} }, { [group]: { colour: 'red' } }, { [group]: null }]), group).toEqual([
      true,
      false,
      false
    ])
  expect(many([{}, { colour: 'red' }, null, []])).toEqual([true, false, false, false])
})

test.for([
  [{ attempt: 3, history: { calls: 2 } }, undefined],
  [{ attempt: 2, history: { calls: 2 } }, ['attempt']],
  [{ attempt: 4, history: { calls: 2 } }, ['attempt']],
  [{ history: { voicemails: 2, unansweredVoicemails: 2 } }, undefined],
  [{ history: { unansweredVoicemails: 0 } }, undefined],
  [{ history: { unansweredVoicemails: 1 } }, ['history.unansweredVoicemails']],
  [{ history: { voicemails: 2, unansweredVoicemails: 3 } }, ['history.unansweredVoicemails']],
  [{ lead: { relationship: 'met' }, history: { everSpoken: true } }, undefined],
  [{ lead: {}, history: { everSpoken: true } }, ['history.everSpoken']],
  [{ history: { everSpoken: false } }, undefined],
  [{ history: { everSpoken: false, daysSinceSpoken: null } }, undefined],
  [{ history: { everSpoken: false, daysSinceSpoken: 0 } }, ['history.daysSinceSpoken']],
  [{ lead: { relationship: 'met' }, history: { everSpoken: true, daysSinceSpoken: 0 } }, undefined],
  [{ history: { touches7d: 2, touches30d: 2 } }, undefined],
  [{ history: { touches7d: 2 } }, undefined],
  [{ history: { touches30d: 2 } }, undefined],
  [{ history: { touches7d: 3, touches30d: 2 } }, ['history.touches7d']],
  [{ history: { calls: 2, calls24h: 2 } }, undefined],
  [{ history: { calls24h: 2 } }, undefined],
  [{ history: { calls: 1, calls24h: 2 } }, ['history.calls24h']],
  [{ history: { calls: 0 } }, undefined]
] as const)('what contradicts itself is named by its path, what agrees is taken: %j', ([document, where]) => {
  expect(paths(document)).toEqual(where)
})

test('the JSON Schema lists what a choice may hold, with the other names of its values', () => {
  type Node = { properties?: Record<string, Node>; enum?: readonly string[] }
  const { properties } = z.toJSONSchema(FactsDocument, { io: 'input' }) as Node
  const listed = (path: string) =>
    path.split('.').reduce((node, name) => node.properties![name]!, { properties } as Node)
  for (const fact of facts)
    if (fact.kind === 'choice') {
      const more = fact.path === 'dialer.mode' ? ['power'] : fact.path === 'number.lineType' ? ['unknown'] : []
      expect(listed(fact.path).enum, fact.path).toEqual([...fact.values, ...more])
    }
})

test('the JSON Schema says what stands where nobody says anything', () => {
  type Node = { properties?: Record<string, Node>; description?: string }
  const schema = z.toJSONSchema(FactsDocument, { io: 'input' }) as Node
  const said = (path: string) =>
    path
      .split('.')
      .reduce<Node | undefined>((node, name) => node?.properties?.[name], schema)
      ?.description?.split('Default: ')[1]
  const derived: Readonly<Record<string, string>> = {
    attempt: 'history.calls + 1',
    'history.calls': 'attempt - 1',
    step: 'attempt',
    'history.everSpoken': 'true unless relationship is never_spoken'
  }
  for (const { path, otherwise } of facts)
    expect(said(path), path).toBe(
      derived[path] ??
        (otherwise === 'never'
          ? 'null, never'
          : otherwise === 'unknown'
            ? 'unknown, satisfies no comparison'
            : `${otherwise}`)
    )
})
