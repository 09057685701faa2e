import { describe, expect, test } from 'vitest'
import { ask } from '../../test/front.ts'
import { but, firm } from '../../test/situations/person.ts'
import { shipped } from '../../test/front.ts'

const recording = (id: string, seconds: number, purpose: string | null = 'callback') => ({ id, seconds, purpose })
const written = { consent: { recordings: 'express_written' } }
const desk = { number: { kind: 'business', lineType: 'landline' } }
const voip = { number: { kind: 'business', lineType: 'voip' } }
const library = { recordings: [recording('one', 20), recording('two', 25)] }
const power = { dialer: { mode: 'power', messageMode: 'drop' } }

/** power-drop wants a recording of purpose callback at every voicemail, 30 seconds at most. */
const drop = (more: object, name: string | ReturnType<typeof shipped> = 'power-drop') =>
  ask(name as 'power-drop', but(firm, more)).voicemail
const all = (...parts: object[]): object => parts.reduce((whole, part) => but(whole as never, part), {})

describe('which recording', () => {
  test.for([
    {
      says: 'the first that they have not heard',
      recordings: [recording('one', 20), recording('two', 20)],
      heard: [],
      id: 'one'
    },
    {
      says: 'the next when they heard the first',
      recordings: [recording('one', 20), recording('two', 20)],
      heard: ['one'],
      id: 'two'
    },
    { says: 'none when they heard all', recordings: [recording('one', 20)], heard: ['one'], id: null },
    {
      says: 'never one over 30 seconds',
      recordings: [recording('long', 31), recording('two', 30)],
      heard: [],
      id: 'two'
    },
    {
      says: 'one of the purpose before one for any',
      recordings: [recording('any', 20, null), recording('two', 20)],
      heard: [],
      id: 'two'
    },
    {
      says: 'the first for any where none has the purpose',
      recordings: [recording('any', 20, null), recording('other', 20, null)],
      heard: [],
      id: 'any'
    },
    { says: 'none of another purpose', recordings: [recording('ad', 20, 'commercial')], heard: [], id: null },
    { says: 'none where none is approved', recordings: [], heard: [], id: null }
  ])('$says', ({ recordings, heard, id }) => {
    const voicemail = drop(all(written, power, { recordings, history: { recordingsHeard: heard } }))
    expect(voicemail.message?.recording ?? null).toBe(id)
    expect(voicemail.action).toBe(id === null ? 'skip' : 'leave')
    if (id === null) expect(voicemail.because).toContain('no approved recording')
  })
})

describe('spoken or played', () => {
  test.for([
    { says: 'written consent allows a drop', more: all(written, power, library), action: 'leave', mode: 'drop' },
    { says: 'a business landline allows a drop', more: all(desk, power, library), action: 'leave', mode: 'drop' },
    {
      says: 'express consent is not enough',
      more: all(power, library, { ...voip, consent: { recordings: 'express' } }),
      action: 'skip',
      mode: null
    },
    {
      says: 'a business mobile is not enough',
      more: all(power, library, { number: { kind: 'business', lineType: 'wireless' } }),
      action: 'skip',
      mode: null
    },
    {
      says: 'a home landline is not enough',
      more: all(power, library, { number: { kind: 'home', lineType: 'landline' } }),
      action: 'skip',
      mode: null
    },
    {
      says: 'with a rep on the line a forbidden drop is spoken',
      more: all(library, voip, { dialer: { mode: 'rep_hears' } }),
      action: 'leave',
      mode: 'live'
    },
    {
      says: 'with a rep on the line and nothing to play it is spoken',
      more: all(written, { dialer: { mode: 'preview' } }),
      action: 'leave',
      mode: 'live'
    },
    {
      says: 'to a screener nothing is played',
      more: all(written, power, library, { endpoint: 'screener' }),
      action: 'skip',
      mode: null
    },
    {
      says: 'to a screener the rep may speak',
      more: all(written, library, { endpoint: 'screener', dialer: { mode: 'manual' } }),
      action: 'leave',
      mode: 'live'
    },
    {
      says: 'put through and then a mailbox is a mailbox',
      more: all(written, power, library, { endpoint: 'put_through_voicemail' }),
      action: 'leave',
      mode: 'drop'
    }
  ])('$says', ({ more, action, mode }) => {
    const voicemail = drop(more)
    expect([voicemail.action, voicemail.message?.mode ?? null]).toEqual([action, mode])
  })

  test('where the playbook allows either, the dialler decides', () => {
    const either = (dialer: object) =>
      ask('rearden', but(firm, all(written, { recordings: library.recordings, lead: { origin: 'cold_list' }, dialer })))
        .voicemail.message?.mode
    expect(either({ mode: 'manual', messageMode: 'live' })).toBe('live')
    expect(either({ mode: 'manual', messageMode: 'drop' })).toBe('drop')
    expect(either({ mode: 'progressive', messageMode: 'drop' })).toBe('drop')
    expect(either({ mode: 'progressive', messageMode: 'live' })).toBeUndefined()
  })

  test('live is never turned into a drop', () => {
    const voicemail = ask(
      'middle-ground',
      but(firm, all(written, power, { recordings: [recording('p', 20, 'pointer_to_email')] }))
    ).voicemail
    expect(voicemail.action).toBe('skip')
    expect(voicemail.because).toContain('no rep is on the line to speak it')
  })
})
