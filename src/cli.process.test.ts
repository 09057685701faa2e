import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aftertone, jsonLines, root } from '../test/side-door.ts'
import { aftertoneHere, commandNames } from '../test/side-door-here.ts'

const NOW = '2026-12-02T10:15:00-05:00'
const facts = {
  now: NOW,
  attempt: 3,
  lead: { relationship: 'met', market: 'b2b' },
  number: { e164: '+12125550123', kind: 'business' },
  history: { voicemails: 1, daysSinceVoicemail: 9, hoursSinceCall: 50 }
}
let folder: string
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'aftertone-cli-'))))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

async function decided(document: object, playbook: string): Promise<Record<string, any>> {
  const { code, out, err } = await aftertone(['decide', '-', '--playbook', playbook, '--json'], {
    stdin: JSON.stringify(document)
  })
  expect({ code, err }).toEqual({ code: 0, err: '' })
  return jsonLines(out)[0] as Record<string, any>
}

describe('decide', () => {
  test('answers on one line with advice, message, next step, stop, warnings and the version that decided', async () => {
    const answer = await decided(facts, 'case-by-case')
    expect(answer).toMatchObject({
      voicemail: {
        action: 'leave',
        message: {
          purpose: 'callback',
          slots: ['who', 'company', 'reason', 'ways_to_reach'],
          maxSeconds: 30,
          mode: 'live',
          recording: null
        },
        rule: 'under-way',
        probability: 1
      },
      next: { channel: 'email', at: '2026-12-02T10:20:00-05:00' },
      stop: null,
      playbook: 'case-by-case@1'
    })
    expect(answer['voicemail'].alternatives.map((each: { action: string }) => each.action)).toEqual(['skip', 'ask'])
    expect(answer['hash']).toMatch(/^[0-9a-f]{64}$/)
    expect(answer['warnings']).toEqual([])
  })

  test('says the same whatever the order of the keys', async () => {
    const turned = Object.fromEntries(
      Object.entries(facts)
        .reverse()
        .map(([key, value]) => [
          key,
          typeof value === 'object' ? Object.fromEntries(Object.entries(value).reverse()) : value
        ])
    )
    expect(await decided(turned, 'house-default')).toEqual(await decided(facts, 'house-default'))
  })

  test('asks the law: to a consumer nothing is left while no list was brought in, and the rule is named', async () => {
    const { voicemail } = await decided({ ...facts, lead: { relationship: 'met', market: 'b2c' } }, 'case-by-case')
    expect(voicemail).toMatchObject({ action: 'skip', message: null })
    expect(voicemail.because).toContain('(US-DNC-SCRUB31)')
  })

  test('a stop is an answer: exit 0, no message, nothing next', async () => {
    expect(await decided({ ...facts, stops: ['opt_out'] }, 'rearden')).toMatchObject({
      voicemail: { action: 'skip', message: null },
      next: null,
      stop: { reason: 'opt_out' }
    })
  })

  test('speaks to a rep without --json, in plain text where nobody watches, and within the columns that there are', async () => {
    const path = file('facts.json', JSON.stringify(facts))
    const { code, out } = await aftertone(['decide', path, '--playbook', 'case-by-case'], { env: { COLUMNS: '60' } })
    expect(code).toBe(0)
    expect(out).toMatch(/^Leave a message\.\nYou are mid-conversation/)
    expect(out).not.toContain('\u001b')
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60)
  })
})

describe('FACTS that are wrong end with 1 and one line that says where, what and what was meant', () => {
  const matrix: readonly (readonly [name: string, content: string | Uint8Array, says: string])[] = [
    [
      'unknown-name',
      '{"lead": {"relationshp": "met"}}',
      'lead.relationshp: no fact has this name, did you mean lead.relationship?'
    ],
    ['unknown-value', '{"lead": {"relationship": "mett"}}', 'lead.relationship: "mett" is not one of'],
    ['twice', '{"attempt": 1, "attempt": 2}', 'attempt is given twice'],
    ['latin', Uint8Array.of(0x7b, 0x22, 0xe9, 0x22, 0x3a, 0x31, 0x7d), 'is not UTF-8'],
    ['fraction', '{"attempt": 1.5}', 'attempt: must be a whole number, not 1.5'],
    ['negative', '{"history": {"voicemails": -1}}', 'history.voicemails: must be at least 0, not -1'],
    ['endless', '{"history": {"voicemails": 1e999}}', 'history.voicemails: '],
    ['contradiction', '{"attempt": 2, "history": {"calls": 5}}', 'attempt: contradiction'],
    ['empty', '', 'is empty'],
    ['not-json', '{attempt: 1}', 'is not JSON'],
    ['list', '[1]', 'FACTS: must be an object'],
    ['time', '{"now": "2026-12-02 10:15"}', 'now: must be RFC 3339 with an offset']
  ]
  test.for(matrix)('%s', async ([name, content, says]) => {
    const path = file(`${name}.json`, content)
    const { code, out, err } = await aftertoneHere(['decide', path, '--playbook', 'rearden', '--json'])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain(`${path}: `)
    expect(err).toContain(says)
    expect(err.trimEnd().split('\n')).toHaveLength(1)
  })

  test('a process of its own says the same', async () => {
    const path = file('slip.json', matrix[0]![1])
    const args = ['decide', path, '--playbook', 'rearden', '--json']
    expect(await aftertone(args)).toEqual(await aftertoneHere(args))
  })

  test('a folder, a missing file, a missing playbook', async () => {
    const path = file('fine.json', '{}')
    const refused = async (...args: readonly string[]) => {
      const { code, out, err } = await aftertoneHere(['decide', ...args])
      expect({ code, out }).toEqual({ code: 1, out: '' })
      return err
    }
    expect(await refused(folder, '--playbook', 'rearden')).toBe(`${folder}: this is a folder, a file is needed\n`)
    expect(await refused(join(folder, 'none.json'), '--playbook', 'rearden')).toBe(
      `${join(folder, 'none.json')}: there is no such file or folder\n`
    )
    expect(await refused(path, '--playbook', 'reardon')).toContain(
      'no playbook is called reardon, did you mean rearden?'
    )
    expect(await refused(path, '--playbook', 'rearden@9')).toBe('rearden has no version 9; there are 1\n')
    expect(await refused(path, '--playbook', file('broken.yaml', 'playbook: x\n'))).toMatch(
      /broken\.yaml:1:1 .* is missing \(and \d+ more: aftertone check .*\)\n$/
    )
  })
})

describe('wrong usage ends with 2 and one line', () => {
  const wrong: readonly (readonly string[])[] = [
    ['decide', 'x.json'],
    ['decide', 'x.json', '--playbook', 'rearden', '--nonsense'],
    ['decide', 'x.json', '--playbook', 'rearden', '--now', 'yesterday'],
    ['decide', 'x.json', '--playbook', 'rearden', '--seed', '-1'],
    ['decidee', 'x.json'],
    ['schema', 'leads'],
    ['plan', 'x.json', '--playbook', 'rearden', '--json', '--csv'],
    ['plan', 'x.json', '--playbook', 'rearden', '--limit', '0'],
    ['plan', 'x.json', '--playbook', 'rearden', '--region', 'USA']
  ]
  test.for(wrong)('%j', async (args) => {
    const { code, out, err } = await aftertoneHere(args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err.trimEnd().split('\n')).toHaveLength(1)
  })

  test.for([wrong[0]!, wrong[3]!])('a process of its own says the same: %j', async (args) => {
    expect(await aftertone(args)).toEqual(await aftertoneHere(args))
  })
})

describe('every command explains itself with an example', () => {
  test.for(commandNames())('%s', async (name) => {
    const { code, out } = await aftertoneHere([...name.split(' '), '--help'])
    expect(code).toBe(0)
    expect(out).toMatch(/Example:\n {2}\$ .*aftertone/)
  })

  test('a process of its own says the same, and ends with 0', async () => {
    expect(await aftertone(['decide', '--help'])).toEqual(await aftertoneHere(['decide', '--help']))
  })
})

test('the launcher of the clone passes arguments, input and exit code through', () => {
  const launcher = (args: readonly string[], input = '') =>
    spawnSync(join(root, 'bin/aftertone'), args, { input, encoding: 'utf8' })
  expect(launcher(['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  const answered = launcher(['decide', '-', '--playbook', 'rearden', '--json'], JSON.stringify(facts))
  expect(JSON.parse(answered.stdout)).toHaveProperty('voicemail.action')
  expect(launcher(['decide']).status).toBe(2)
})

test('explain gives the answer of decide and the way to it', async () => {
  const path = file('explain.json', JSON.stringify(facts))
  const [json, words] = await Promise.all([
    aftertone(['explain', path, '--playbook', 'house-default', '--json']),
    aftertone(['explain', path, '--playbook', 'house-default'])
  ])
  const { trace, ...answer } = jsonLines(json.out)[0] as Record<string, any>
  expect(answer).toEqual(await decided(facts, 'house-default'))
  expect(trace.rules[0]).toMatchObject({ rule: 'under-way', holds: 'yes', read: { 'lead.relationship': 'met' } })
  // The law is asked first, then the house; both are in the trace.
  expect(trace.guard.live_voice.decision).toBe('allowed')
  expect(trace.guard.prerecorded_voicemail.ruleId).toBe('US-PREREC-WIRELESS')
  expect(trace.law[0]).toContain('as it ships')
  expect(trace.dice.experiments[0]).toMatchObject({ name: 'first-message-position' })
  expect(words.out).toContain('FAILS US-PREREC-WIRELESS')
  expect(words.out).toContain('FAILS HOUSE-DROP-CONSENT')
})

describe('check', () => {
  test('names every problem with its place, all at once, and ends with 1', async () => {
    const path = file(
      'bad.yaml',
      [
        'playbook: bad',
        'version: 1',
        'title: Bad',
        'voicemail:',
        '  - {rule: a, when: attemt > 2, do: leav, because: x}'
      ].join('\n')
    )
    const [words, json] = await Promise.all([
      aftertone(['check', path, 'rearden']),
      aftertone(['check', path, 'rearden', '--json'])
    ])
    expect([words.code, json.code]).toEqual([1, 1])
    expect(words.out).toContain(`${path}:5:`)
    expect(words.out).toContain('did you mean leave?')
    expect(words.out).toMatch(/^ok rearden\.yaml rearden@1 \([0-9a-f]{12}\)$/m)
    const checked = jsonLines(json.out)[0] as Record<string, any>
    expect(checked).toMatchObject({
      ok: false,
      files: [
        { file: path, ok: false, playbook: null },
        { ok: true, playbook: 'rearden@1', problems: [] }
      ]
    })
    const { problems } = checked['files'][0]
    expect(problems.length).toBeGreaterThan(3)
    expect(problems).toEqual(problems.toSorted((a: any, b: any) => a.line - b.line || a.column - b.column))
  })

  test('the whole shelf of the house passes, and passes strictly', async () => {
    const { playbooks } = jsonLines((await aftertone(['playbooks', '--json'])).out)[0] as {
      playbooks: { playbook: string }[]
    }
    const { code, out } = await aftertone(['check', ...playbooks.map((each) => each.playbook), '--strict', '--json'])
    expect(playbooks.length).toBeGreaterThanOrEqual(12)
    expect({ code, files: (jsonLines(out)[0] as { files: unknown[] }).files.length }).toEqual({
      code: 0,
      files: playbooks.length
    })
  })

  test('says in words what is new against another version', async () => {
    const { code, out } = await aftertone(['check', 'relentless-farmer@2', '--against', 'relentless-farmer@1'])
    expect(code).toBe(0)
    expect(out).toContain('against relentless-farmer@1:')
    expect(out).toContain('Rule too-small is gone')
  })
})

test('the team’s own folder joins the shelf, from wherever a command is run', async () => {
  const own = join(folder, 'own')
  const text = [
    'playbook: ours',
    'version: "1"',
    'title: Ours',
    'summary: Always skip.',
    'source: us',
    'pro: []',
    'contra: []',
    'voicemail:',
    '  - {rule: none, when: otherwise, do: skip, because: We never leave one.}',
    'steps: [{call: {}}]',
    'exits: [conversation]',
    'caps: {calls: 2}'
  ]
  spawnSync('mkdir', [own])
  writeFileSync(join(own, 'ours.yaml'), text.join('\n'))
  const from = { cwd: folder, env: { AFTERTONE_PLAYBOOKS: own }, stdin: '{}' }
  const [listed, answered] = await Promise.all([
    aftertone(['playbooks'], from),
    aftertone(['decide', '-', '--playbook', 'ours', '--json'], from)
  ])
  expect(listed.out).toContain('ours@1  Ours\n  Always skip.')
  expect(listed.out).toContain('rearden@1')
  expect(JSON.parse(answered.out)).toMatchObject({ voicemail: { action: 'skip', because: 'We never leave one.' } })
})

test('a schema is one JSON document, on one line when asked', async () => {
  const [long, short] = await Promise.all([aftertone(['schema', 'facts']), aftertone(['schema', 'facts', '--json'])])
  expect(jsonLines(short.out)).toEqual([JSON.parse(long.out)])
})

describe('guard', () => {
  const cases = join(root, 'test/guard-cases.json')

  test('answers every case of a file on a line of its own, and compares with what each expects', async () => {
    const { code, out, err } = await aftertone(['guard', cases, '--json', '--check'])
    expect([code, /^(\d+) of \1 cases as expected\n$/.test(err)]).toEqual([0, true])
    const lines = jsonLines(out)
    expect(lines.length).toBeGreaterThan(700)
    expect(Object.keys(lines[0]!)).toEqual(['id', 'decision', 'ruleId', 'reason', 'retryAt'])
  })

  test('one question by its parts; what is not said is the strict reading', async () => {
    const ask = (...more: string[]) =>
      aftertone([
        'guard',
        '--number',
        '+15025550123',
        '--country',
        'US',
        '--at',
        '2026-12-02T14:30:00Z',
        '--json',
        ...more
      ])
    const strict = jsonLines((await ask()).out)[0]
    expect(strict).toMatchObject({ decision: 'blocked', ruleId: 'US-DNC-SCRUB31', retryAt: null })
    const early = jsonLines((await ask('--scrubbed', 'us-national-dnc=3')).out)[0]
    expect(early).toMatchObject({ ruleId: 'US-KY-HOURS', retryAt: '2026-12-02T15:00:00Z' })
    const firm = ['--recipient', 'business', '--attempted', 'live_voice=2026-12-02T13:30:00Z']
    expect(jsonLines((await ask(...firm)).out)[0]).toMatchObject({ decision: 'allowed' })
    // The house is asked after the law, in the same form.
    const rested = jsonLines((await ask(...firm, '--house')).out)[0]!
    expect(Object.keys(rested)).toEqual(['id', 'decision', 'ruleId', 'reason', 'retryAt'])
    expect(rested).toMatchObject({ ruleId: 'HOUSE-CALL-GAP', retryAt: '2026-12-02T15:30:00Z' })
  })

  test('a file that cannot be asked is one line, and nothing is allowed', async () => {
    const { code, out, err } = await aftertone(['guard', '-'], { stdin: '{"cases":[{"id":"A"}]}' })
    expect([code, out, err]).toEqual([1, '', 'standard input: case A: at: is missing\n'])
  })

  test.for([
    [['--number', '5025550123'], 'number.e164: must be a number in E.164'],
    [['--number', '+15025550123', '--consent', 'voice'], 'write it as NAME=VALUE'],
    [['--number', '+15025550123', '--playbook', 'rearden'], 'add --house'],
    [[], 'name a file of cases']
  ] as const)('wrong usage is one sentence and exit code 2: %j', async ([args, words]) => {
    const { code, out, err } = await aftertoneHere(['guard', ...args])
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(words)
    expect(err.trimEnd().split('\n')).toHaveLength(1)
  })

  test('counsel is shown what was recalled or is not sure', async () => {
    const { out } = await aftertone(['guard', '--review', '--json'])
    const rows = jsonLines(out)
    expect(rows.length).toBeGreaterThan(50)
    expect(rows.every(({ basis, confidence }) => basis === 'recall' || confidence === 'low')).toBe(true)
  })
})
