import { type Problem } from './mapping.ts'
import { type Dialect } from './dialect.ts'
import { type OnRecord, type RecordOptions, recordReader } from './records.ts'
import { type TextReader, fileKind, textReader } from './text.ts'

/** Why a file is no list, in one sentence with what to do. */
export type NotAList = { readonly notAList: string }
export const isNotAList = (thrown: unknown): thrown is NotAList =>
  typeof thrown === 'object' && thrown !== null && 'notAList' in thrown
export const notAList = (reason: string): NotAList => ({ notAList: reason })

/** From the bytes of a file, chunk by chunk, to its records. */
export type FileReader = {
  /** Throws `NotAList` when the file holds no text. */
  readonly push: (bytes: Uint8Array, onRecord: OnRecord) => void
  readonly end: (onRecord: OnRecord) => void
  /** Doubts about the encoding. */
  readonly problems: () => readonly Problem[]
  readonly dialect: () => Dialect | null
}

/** Bytes to see before the encoding is decided. */
const HEAD_BYTES = 4_096

export function fileReader(options: RecordOptions = {}): FileReader {
  let head: Uint8Array = new Uint8Array(0)
  let text: TextReader | null = null
  const records = recordReader(options)
  const open = (): TextReader => {
    const kind = fileKind(head)
    if (kind.kind === 'notText') throw notAList(`the file ${kind.reason}`)
    return textReader(kind)
  }
  const begin = (onRecord: OnRecord): TextReader => {
    const opened = open()
    records.push(opened.push(head), onRecord)
    head = new Uint8Array(0)
    return opened
  }
  return {
    push(bytes, onRecord) {
      if (text) return records.push(text.push(bytes), onRecord)
      head = joined(head, bytes)
      if (head.length >= HEAD_BYTES) text = begin(onRecord)
    },
    end(onRecord) {
      text ??= begin(onRecord)
      records.push(text.end(), onRecord)
      records.end(onRecord)
    },
    problems: () => (text?.warnings() ?? []).map((message): Problem => ({ severity: 'warning', message })),
    dialect: () => records.dialect()
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}
