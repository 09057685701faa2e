import { expect, test } from 'vitest'
import { type AsteriskSettings } from './asterisk-settings.ts'
import { configFiles } from './config-files.ts'
import { configText } from './config-text.ts'
import { asteriskModules, neededModules } from './modules.ts'

const settings: AsteriskSettings = {
  ...{ application: 'aftertone', http: { host: '127.0.0.1', port: 8088 }, ari: { user: 'us', password: 'pass;word' } },
  ...{ sip: { host: '0.0.0.0', port: 5060 }, rtp: { from: 10_000, until: 10_999 }, outside: null },
  reps: [{ name: 'ana', kind: 'browser', secret: 's', address: null }],
  trunk: {
    ...{ host: 'sip.example.com', port: 5060, transport: 'tcp', account: { user: 'firm', secret: 'hidden' } },
    ...{ registers: true, from: ['192.0.2.7'], numbers: ['+12125550100'], codecs: ['ulaw'], qualifySeconds: 30 }
  }
}
const files = configFiles(settings, { folder: 'state', modules: null, data: null })

test('what would begin a comment is written so that it does not', () => {
  expect(files.get('ari.conf')).toContain('password = pass\\;word')
  expect(files.get('pjsip.conf')).toContain('contact = sip:sip.example.com:5060\\;transport=tcp')
})

test.for(['a\nb', 'a\r[trunk]', 'a\0'])('a value that would begin a line is refused: %j', (value) => {
  expect(() => configText([['x', [['secret', value]]]])).toThrow('line break')
})

test('secrets stand in two files and in no other', () => {
  const holding = (secret: string) => [...files].filter(([, text]) => text.includes(secret)).map(([name]) => name)
  expect(holding('hidden')).toEqual(['pjsip.conf'])
  expect(holding('pass\\;word')).toEqual(['ari.conf'])
})

test('the trunk registers, is watched, and is known by its other addresses', () => {
  for (const line of ['type = registration', 'qualify_frequency = 30', 'match = 192.0.2.7', 'outbound_auth = trunk']) {
    expect(files.get('pjsip.conf')).toContain(line)
  }
})

test('every module that calls need is loaded', () => {
  expect(neededModules.filter((name) => !asteriskModules.includes(name))).toEqual([])
})
