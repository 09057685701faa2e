import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runQuietly } from '../run-child.mjs'

/**
 * Runs shell lines as if the unpacked engines were installed: in a user namespace of its own, with their /usr laid over the
 * machine's. No root is needed where the kernel lets people make namespaces (Debian does), and nothing outside changes.
 */
export async function runInside(packages: string, work: string, lines: readonly string[]): Promise<void> {
  const script = join(work, 'inside.sh')
  const lower = `${join(packages, 'engines', 'usr')}:/usr`
  writeFileSync(
    script,
    `set -e\nmount -t overlay overlay -o lowerdir=${lower} /usr\nset +e\n${lines.join('\n')}\nexit 0\n`
  )
  const { code, output } = await runQuietly('/usr/bin/unshare', [
    '--user',
    '--map-root-user',
    '--mount',
    '/bin/sh',
    script
  ])
  if (code !== 0) throw new Error(`The unpacked engines did not start (user namespaces have to be allowed):\n${output}`)
}
