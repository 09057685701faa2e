/**
 * The part of the ustar format (POSIX.1-1988) that a backup needs: files and folders, nothing else. Any tar program
 * opens what is written here; what is read must be exactly of this kind, so that a link or a device never is.
 */
export const blockBytes = 512
export const endOfTar = new Uint8Array(2 * blockBytes)

export type Entry = { readonly name: string; readonly kind: 'file' | 'folder'; readonly bytes: number }

export type Header =
  | { readonly kind: 'entry'; readonly entry: Entry }
  | { readonly kind: 'end' }
  | { readonly kind: 'wrong'; readonly why: string }

/** Eleven octal digits. */
const bytesMax = 8 ** 11 - 1
const [nameMax, prefixMax] = [100, 155]

/** The block before the bytes of an entry; null when name or size do not fit. */
export function headerOf({ name, kind, bytes }: Entry, seconds: number): Buffer | null {
  const parts = splitName(kind === 'folder' ? `${name}/` : name)
  if (parts === null || bytes > bytesMax) return null
  const block = Buffer.alloc(blockBytes)
  parts.name.copy(block, 0)
  block.write(kind === 'folder' ? '0000700' : '0000600', 100)
  block.write('0000000', 108)
  block.write('0000000', 116)
  block.write(octal(bytes), 124)
  block.write(octal(seconds), 136)
  block.write(kind === 'folder' ? '5' : '0', 156)
  block.write('ustar\u000000', 257)
  parts.prefix.copy(block, 345)
  block.write(`${checksumOf(block).toString(8).padStart(6, '0')}\0 `, 148)
  return block
}

/** Zeros up to the next block. */
export function paddingAfter(bytes: number): number {
  return (blockBytes - (bytes % blockBytes)) % blockBytes
}

export function readHeader(block: Buffer): Header {
  if (block.every((byte) => byte === 0)) return { kind: 'end' }
  const stated = numberIn(block, 148, 8)
  if (stated === null || stated !== checksumOf(block)) return wrong('a header is damaged')
  if (block.toString('latin1', 257, 262) !== 'ustar') return wrong('a header is not of the ustar format')
  const prefix = textIn(block, 345, prefixMax)
  const name = (prefix === '' ? '' : `${prefix}/`) + textIn(block, 0, nameMax)
  const bytes = numberIn(block, 124, 12)
  const type = String.fromCharCode(block[156] ?? 0)
  if (type !== '0' && type !== '5') return wrong(`${printable(name)} is neither a file nor a folder`)
  const kind = type === '5' ? 'folder' : 'file'
  const plain = kind === 'folder' ? name.replace(/\/$/, '') : name
  if (bytes === null || (kind === 'folder' && bytes !== 0)) return wrong(`the size of ${printable(name)} is wrong`)
  if (!isSafe(plain)) return wrong(`the name ${printable(name)} leads out of the folder or is none`)
  return { kind: 'entry', entry: { name: plain, kind, bytes } }
}

/** Relative, without a step up, and the same on every system. */
export function isSafe(name: string): boolean {
  if (/[\\:\u0000-\u001f\u007f\ufffd]/.test(name)) return false
  return name.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
}

function wrong(why: string): Header {
  return { kind: 'wrong', why }
}

function printable(name: string): string {
  return JSON.stringify(name.slice(0, 200))
}

/** A long name is cut at a slash into a prefix and a rest. */
function splitName(path: string): { readonly prefix: Buffer; readonly name: Buffer } | null {
  const whole = Buffer.from(path)
  if (whole.length <= nameMax) return { prefix: Buffer.alloc(0), name: whole }
  for (let at = whole.indexOf('/'); at !== -1 && at <= prefixMax; at = whole.indexOf('/', at + 1)) {
    const rest = whole.subarray(at + 1)
    if (rest.length > 0 && rest.length <= nameMax) return { prefix: whole.subarray(0, at), name: rest }
  }
  return null
}

function octal(value: number): string {
  return value.toString(8).padStart(11, '0')
}

/** The sum of all bytes, those of the sum itself taken as spaces. */
function checksumOf(block: Buffer): number {
  return block.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 32 : byte), 0)
}

function textIn(block: Buffer, from: number, length: number): string {
  const field = block.subarray(from, from + length)
  const end = field.indexOf(0)
  return field.toString('utf8', 0, end === -1 ? length : end)
}

function numberIn(block: Buffer, from: number, length: number): number | null {
  const text = textIn(block, from, length).trim()
  return /^[0-7]{1,12}$/.test(text) ? Number.parseInt(text, 8) : null
}
