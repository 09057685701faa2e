import { createHash } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { join } from 'node:path'
import { tmpdir } from 'node:os'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { root } from '../../../test/side-door.ts'
import { restoreBackup } from './restore.ts'
import { type Entry, endOfTar, headerOf, paddingAfter } from './tar.ts'

/** Files that claim to be backups. Each gets one sentence, and nothing but the file is there afterwards. */
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aftertone-hostile-'))
  // The server's account must reach it.
  chmodSync(folder, 0o755)
})
afterEach(() => rmSync(folder, { recursive: true }))

const head = { aftertoneBackup: 1, aftertone: '0.1.0', postgres: '18', at: '2026-11-26T10:00:00Z' }
const sha256 = (bytes: string): string => createHash('sha256').update(bytes).digest('hex')
type Piece = readonly [name: string, content: string]

function fileEntry([name, content]: Piece): Buffer {
  const bytes = Buffer.from(content)
  const header = headerOf({ name, kind: 'file', bytes: bytes.length }, 0) as Buffer
  return Buffer.concat([header, bytes, Buffer.alloc(paddingAfter(bytes.length))])
}

/** A small backup that is right but for what a test makes of it. */
function archive({
  first = head as object,
  pieces = [['owner.password', 'secret\n']] as readonly Piece[],
  listed = undefined as Record<string, { bytes: number; sha256: string }> | undefined,
  raw = [] as readonly Buffer[],
  seal = undefined as string | undefined,
  after = [] as readonly Piece[]
} = {}): Buffer {
  const all: readonly Piece[] = [['aftertone-backup.json', JSON.stringify(first)], ...pieces]
  const files =
    listed ??
    Object.fromEntries(all.map(([name, text]) => [name, { bytes: Buffer.byteLength(text), sha256: sha256(text) }]))
  const manifest = JSON.stringify({ ...head, databases: [], bytes: 0, files })
  const tail: readonly Piece[] = [['manifest.json', manifest], ['manifest.sha256', seal ?? sha256(manifest)], ...after]
  return Buffer.concat([...all.map(fileEntry), ...raw, ...tail.map(fileEntry), endOfTar])
}

/** A header whose sum is right, whatever stands in it. */
function header(entry: Entry, change: (block: Buffer) => void): Buffer {
  const block = headerOf(entry, 0) as Buffer
  change(block)
  block.fill(' ', 148, 156)
  const sum = block.reduce((all, byte) => all + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return block
}

async function failure(bytes: Uint8Array): Promise<string> {
  const file = join(folder, 'backup.tar')
  writeFileSync(file, bytes)
  const { signal } = new AbortController()
  const now = Temporal.Instant.from('2026-11-26T10:00:00Z')
  const options = { home: join(folder, 'home'), root, replace: false, now, signal, report: () => undefined }
  const message = await restoreBackup(file, options).then(
    () => 'restored',
    (error: Error) => error.message
  )
  expect(readdirSync(folder)).toEqual(['backup.tar'])
  expect(message).not.toMatch(/\n|restoring-/)
  return message
}

const named = (name: string): Buffer =>
  header({ name: 'x', kind: 'file', bytes: 0 }, (block) => {
    block.fill(0, 0, 100)
    block.write(name, 0, 100, 'latin1')
  })
const ofType = (type: string): Buffer =>
  header({ name: 'x', kind: 'file', bytes: 0 }, (block) => {
    block.write(type, 156)
    block.write('/etc/passwd', 157)
  })

test('what is right but for the cluster comes as far as the server', async () => {
  expect(await failure(archive({ pieces: [['postgres/PG_VERSION', '18\n']] }))).toContain(
    'is damaged: files of PostgreSQL'
  )
})

test('without a cluster it is no use', async () => {
  expect(await failure(archive())).toContain('no cluster is in it')
})

describe('what is no backup', () => {
  test.for([
    ['an empty file', Buffer.alloc(0)],
    ['a text', Buffer.from('Dear customer,\n'.repeat(200))],
    ['zeros', Buffer.alloc(4096)],
    ['noise', createHash('sha512').update('x').digest()],
    ['a compressed backup', gzipSync(archive())]
  ] as const)('%s', async ([, bytes]) => expect(await failure(bytes)).toContain('is no backup of Aftertone'))

  test('a tar file of something else', async () => {
    mkdirSync(join(folder, 'things'))
    writeFileSync(join(folder, 'things', 'letter.txt'), 'Dear customer')
    const tar = execFileSync('tar', ['--format=ustar', '-cf', '-', 'things'], { cwd: folder })
    rmSync(join(folder, 'things'), { recursive: true })
    expect(await failure(tar)).toContain('does not begin like a backup of Aftertone')
  })
})

describe('what leads out of the folder', () => {
  test.for(['../evil', '/etc/evil', 'a/../../evil', 'a\\..\\evil', 'C:evil', 'a//b'])('the name %s', async (name) =>
    expect(await failure(archive({ raw: [named(name)] }))).toContain('leads out of the folder')
  )

  test.for([
    ['a symbolic link', '2'],
    ['a hard link', '1'],
    ['a device', '3'],
    ['a pipe', '6'],
    ['an extended header', 'x'],
    ['a long name of GNU', 'L']
  ] as const)('%s', async ([, type]) =>
    expect(await failure(archive({ raw: [ofType(type)] }))).toContain('is neither a file nor a folder')
  )
})

describe('what was changed on the way', () => {
  test('a file that ends anywhere before its end', async () => {
    const whole = archive()
    for (let length = 512; length < whole.length; length += 256)
      expect(await failure(whole.subarray(0, length)), `cut at ${length}`).toMatch(
        /ends too early|is no backup|not written to its end/
      )
  })

  test('any byte of it', async () => {
    const whole = archive()
    for (let at = 0; at < whole.length; at += 37) {
      // The sum of a header may be written in several ways.
      if (at % 512 >= 148 && at % 512 < 156) continue
      const turned = Buffer.from(whole)
      turned[at] = (turned[at] ?? 0) ^ 1
      expect(await failure(turned), `byte ${at}`).toMatch(/cannot be restored: (?!no cluster)|is no backup/)
    }
  })

  test.for([
    ['a file that is not listed', { raw: [fileEntry(['extra', 'x'])] }, '"extra" is not in its manifest'],
    ['a file twice', { raw: [fileEntry(['owner.password', 'other'])] }, '"owner.password" is in it twice'],
    ['a file that is missing', { listed: { gone: { bytes: 1, sha256: 'x' } } }, '"gone" is missing'],
    ['another content', { listed: { 'owner.password': { bytes: 7, sha256: 'x' } } }, '"owner.password" was altered'],
    ['another manifest', { seal: sha256('other') }, 'its manifest was altered'],
    ['something after the manifest', { after: [['more', 'x']] as const }, 'something follows its manifest'],
    [
      'a folder that is a file',
      { raw: [fileEntry(['a/b', 'x']), fileEntry(['a', 'x'])] },
      '"a" is a file and a folder in it'
    ],
    [
      'a file over a folder',
      { raw: [fileEntry(['a', 'x']), fileEntry(['a/b', 'x'])] },
      '"a/b" is a file and a folder in it'
    ]
  ] as const)('%s', async ([, change, sentence]) => expect(await failure(archive(change))).toContain(sentence))

  test('something after its end', async () => {
    expect(await failure(Buffer.concat([archive(), Buffer.from('more')]))).toContain('something follows its end')
  })
})

describe('what is too large or too new', () => {
  test('a size that no disk holds', async () => {
    const raw = [header({ name: 'x', kind: 'file', bytes: 8 ** 11 - 1 }, () => undefined)]
    expect(await failure(archive({ raw }))).toContain('ends too early')
  })

  test('a size that is no number', async () => {
    const raw = [header({ name: 'x', kind: 'file', bytes: 0 }, (block) => void block.write('-1', 124))]
    expect(await failure(archive({ raw }))).toContain('the size of "x" is wrong')
  })

  test('a newer form of backup', async () => {
    const sentence = await failure(archive({ first: { ...head, aftertoneBackup: 2, aftertone: '3.0.0' } }))
    expect(sentence).toContain('was made by Aftertone 3.0.0, which is newer than this one')
  })

  test('another PostgreSQL', async () => {
    expect(await failure(archive({ first: { ...head, postgres: '19' } }))).toContain('holds a cluster of PostgreSQL 19')
  })
})
