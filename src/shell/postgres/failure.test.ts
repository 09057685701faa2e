import { expect, test } from 'vitest'
import { connectionFailure, fileFailure, serverFailure, tooOld } from './failure.ts'

test('a server older than 15 is refused with its version and the way out', () => {
  expect(tooOld('The server at db.example:5432', 140_012)).toMatchObject({
    code: 'wrong_version',
    message:
      'The server at db.example:5432 is PostgreSQL 14, and Aftertone needs 15 or newer; upgrade it, or leave DATABASE_URL out to use the server that comes with Aftertone.'
  })
})

test.for([150_000, 160_009, 180_004, 190_000])('server_version_num %i is new enough', (version) => {
  expect(tooOld('The server', version)).toBeNull()
})

test.for([
  ['initdb: error: could not write to file "x": No space left on device', 'disk_full', 'is full; free some space'],
  ['initdb: error: could not look up effective user ID 4711: user does not exist', 'unsupported', '/etc/passwd'],
  [
    '2026-01-01 00:00:00.000 UTC [7] FATAL:  database files are incompatible with server\nDETAIL:  …',
    'wrong_version',
    'was made by another version'
  ],
  [
    'FATAL:  data directory "/data/postgres" has invalid permissions',
    'not_permitted',
    '(data directory "/data/postgres" has invalid permissions); give the folder'
  ],
  [
    '/app/native/bin/postgres: error while loading shared libraries: libicuuc.so.60: cannot open shared object file',
    'unsupported',
    'npm ci'
  ],
  [
    'LOG:  starting\n2026-01-01 00:00:00.000 UTC [7] PANIC:  could not locate a valid checkpoint record at 0/1\nLOG:  startup process was terminated',
    'damaged',
    'could not start in /data/postgres: could not locate a valid checkpoint record at 0/1; if the folder is damaged, restore a backup'
  ],
  ['', 'damaged', 'it ended without a word']
] as const)('what a server that does not start wrote becomes a sentence: %s', ([output, code, sentence]) => {
  const failure = serverFailure('start', '/data/postgres', output, '/data/postgres.log')
  expect(failure.code).toBe(code)
  expect(failure.message).toContain(sentence)
  expect(failure.message).not.toContain('\n')
})

test.for([
  ['ENOSPC', 'disk_full', '/data: the disk is full; free some space there and try again.'],
  ['EROFS', 'not_permitted', '/data: the disk is read-only; name another place in AFTERTONE_HOME.']
] as const)('%s of a file says what and where', ([code, kind, sentence]) => {
  expect(fileFailure('/data', Object.assign(new Error(), { code }))).toMatchObject({ code: kind, message: sentence })
})

test.for([
  ['53100', 'disk_full', true],
  ['53300', 'in_use', true],
  ['28P01', 'wrong_password', false],
  ['57P03', 'unreachable', true],
  ['XX000', 'failed', false]
] as const)('%s of a server is %s', ([sqlState, code, mayRetry]) => {
  const cause = Object.assign(new Error('said by the server'), { code: sqlState })
  expect(connectionFailure('The server', cause, 'DATABASE_URL')).toMatchObject({ code, mayRetry, cause })
})
