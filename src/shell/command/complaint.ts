/** A failure as its reader meets it: one sentence that says what happened and what to do. `code` is the exit code. */
export class Complaint extends Error {
  readonly code: 1 | 2

  constructor(sentence: string, code: 1 | 2 = 1) {
    super(sentence)
    this.code = code
  }
}

/** What the operating system said about a file or folder, as a sentence. */
export function fileComplaint(path: string, error: unknown): Complaint {
  return new Complaint(`${path}: ${reasons[codeOf(error)] ?? messageOf(error)}`)
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of this path is a file, not a folder',
  EISDIR: 'this is a folder, a file is needed',
  EACCES: 'this account may not read or write it',
  EPERM: 'this account may not read or write it',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file grew larger than the system allows',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'the links of this path run in a circle',
  EIO: 'the disk or the line failed while reading or writing'
}

/** The system’s own code of a failure, or an empty text. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
}

/** Any failure in one line. */
export function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.replace(/\s*\n\s*/g, ' ').trim()
}
