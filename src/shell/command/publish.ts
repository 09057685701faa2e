import { publishNamed } from '../engine/publish-named.ts'
import { openInstallation } from '../store/installation.ts'
import { countWords } from '../../sheet/words.ts'
import { sayOnStderr, standardOutput } from './terminal.ts'

export type PublishOptions = { readonly inFlight?: 'finish' | 'move'; readonly json?: boolean }

/** Publishes a version of a playbook and says who is on older ones, and what becomes of them. */
export async function publishCommand(playbook: string, { inFlight = 'finish', json }: PublishOptions): Promise<void> {
  await using installation = await openInstallation(process.env, sayOnStderr)
  const published = await publishNamed(installation, playbook, inFlight)
  const { version, isNew, inFlight: older } = published
  const out = standardOutput()
  if (json) return await out.write(`${JSON.stringify({ playbook: version, isNew, inFlight, older })}\n`)
  const lines = [isNew ? `${version} is published.` : `${version} was published before with this very text.`]
  for (const { version: old, state, people } of older)
    lines.push(`${countWords(people)} people are ${state} in ${old}.`)
  if (older.length > 0)
    lines.push(
      inFlight === 'move'
        ? `They go on in ${version} at their next decision.`
        : 'They finish on their version. With --in-flight move they go on in this one at their next decision.'
    )
  await out.write(`${lines.join('\n')}\n`)
}
