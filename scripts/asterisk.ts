import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { runAsterisk } from './asterisk-process.ts'
import { asteriskTree } from './asterisk-tree.ts'

/**
 * `npm run asterisk` fetches an Asterisk without root and says where it lies; with a folder that
 * `aftertone telephony init` wrote it runs there until it is told to stop.
 */
const answer = await asteriskTree((line) => console.error(line))
const [folder] = process.argv.slice(2)
if (answer.kind === 'none') {
  console.error(`No Asterisk: ${answer.why}.`)
  process.exitCode = 1
} else if (folder === undefined) {
  console.log(answer.tree)
} else if (!existsSync(join(folder, 'etc', 'pjsip.conf'))) {
  console.error(`${folder} holds no settings of an Asterisk: write them with "aftertone telephony init ${folder}".`)
  process.exitCode = 1
} else {
  const running = await runAsterisk(answer.tree, resolve(folder))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void running.stop())
  console.log(`Asterisk runs in ${folder}, process ${running.pid}; what it has to say stands in log/messages there.`)
  await running.ended
}
