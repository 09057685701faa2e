import { type ChildProcess, spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { type AsteriskPlace, type AsteriskSettings } from '../src/shell/telephony/asterisk/config/asterisk-settings.ts'
import { configFiles, placeText } from '../src/shell/telephony/asterisk/config/config-files.ts'
import { layOut } from '../src/shell/telephony/asterisk/config/lay-out.ts'
import { commandIn } from './asterisk-tree.ts'
import { machine } from './debian-suite.ts'
import { runQuietly } from './run-child.mjs'

/** A running Asterisk with a folder of its own. */
export type RunningAsterisk = AsyncDisposable & {
  readonly pid: number
  readonly folder: string
  readonly settings: AsteriskSettings
  /** What Asterisk itself says to a command of its console. */
  readonly ask: (command: string) => Promise<string>
  /** Ends it at once, as a power cut would. */
  readonly kill: () => Promise<void>
  readonly stop: () => Promise<void>
  readonly ended: Promise<void>
}

/** Starts an Asterisk of `tree` on the settings; resolves once everything is loaded. What stood in `folder` is overwritten. */
export async function startAsterisk(
  tree: string,
  folder: string,
  settings: AsteriskSettings
): Promise<RunningAsterisk> {
  layOut(folder, configFiles(settings, placeIn(tree, folder)))
  return { ...(await runAsterisk(tree, folder)), settings }
}

/** Starts it in a folder whose settings are written already; where the tree lies is told anew each time. */
export async function runAsterisk(tree: string, folder: string): Promise<Omit<RunningAsterisk, 'settings'>> {
  const config = join(folder, 'run', 'asterisk.conf')
  mkdirSync(join(folder, 'run'), { recursive: true })
  writeFileSync(config, placeText(placeIn(tree, folder)))
  rmSync(join(folder, 'run', 'asterisk.ctl'), { force: true })
  const log = openSync(join(folder, 'log', 'console'), 'a')
  const [command, args] = dyingWithUs(commandIn(tree, 'usr/sbin/asterisk', ['-C', config, '-f']))
  const child = spawn(command, [...args], { stdio: ['ignore', log, log], cwd: folder })
  closeSync(log)
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  await once(child, 'spawn')
  const ask = async (words: string): Promise<string> => {
    const [client, clientArgs] = commandIn(tree, 'usr/sbin/asterisk', ['-C', config, '-rx', words])
    return (await runQuietly(client, [...clientArgs], { timeout: 10_000 })).output
  }
  await untilBooted(child, ask, join(folder, 'log', 'console'))
  const end = (signal: NodeJS.Signals) => async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    await ended
  }
  const stop = end('SIGTERM')
  const running = { pid: child.pid!, folder, ask, kill: end('SIGKILL'), stop, ended }
  return { ...running, [Symbol.asyncDispose]: stop }
}

function placeIn(tree: string, folder: string): AsteriskPlace {
  const modules = join(tree, machine()!.libraries, 'asterisk', 'modules')
  return { folder, modules, data: join(tree, 'usr/share/asterisk') }
}

/** Where this program can be had, the kernel ends the Asterisk when we die, however we die. */
function dyingWithUs([command, args]: ReturnType<typeof commandIn>): ReturnType<typeof commandIn> {
  const program = '/usr/bin/setpriv'
  return existsSync(program) ? [program, ['--pdeathsig', 'KILL', '--', command, ...args]] : [command, args]
}

async function untilBooted(child: ChildProcess, ask: (command: string) => Promise<string>, log: string): Promise<void> {
  const giveUpMs = Date.now() + 30_000
  for (;;) {
    const said = await ask('core waitfullybooted')
    if (/fully booted/i.test(said)) return
    if (child.exitCode === null && child.signalCode === null && Date.now() < giveUpMs) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      continue
    }
    child.kill('SIGKILL')
    const words = readFileSync(log, 'utf8').trim().split('\n').slice(-8).join('\n')
    throw new Error(`Asterisk in ${dirname(dirname(log))} did not start:\n${words}`)
  }
}

/** Settings for one machine: loopback, free ports, and a trunk to whoever listens on `trunkPort` here. */
export async function settingsHere(
  trunkPort: number,
  reps: AsteriskSettings['reps'] = [],
  qualifySeconds = 2
): Promise<AsteriskSettings> {
  const host = '127.0.0.1'
  // Below the ports that the system gives away: what another program sends to one of ours would be heard as speech.
  const rtpFrom = 12_000 + 2 * Math.floor(Math.random() * 9_000)
  const trunk: AsteriskSettings['trunk'] = {
    ...{ host, port: trunkPort, transport: 'udp', account: null, registers: false, from: [] },
    ...{ numbers: ['+12125550199'], codecs: ['ulaw'], qualifySeconds }
  }
  return {
    ...{
      application: 'aftertone',
      http: { host, port: await freeTcpPort() },
      sip: { host, port: await freeUdpPort() }
    },
    ...{ ari: { user: 'aftertone', password: 'only-on-loopback' }, rtp: { from: rtpFrom, until: rtpFrom + 1_000 } },
    ...{ trunk, reps, outside: null }
  }
}

export async function freeTcpPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { readonly port: number }
  server.close()
  await once(server, 'close')
  return port
}

export async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address()
  socket.close()
  await once(socket, 'close')
  return port
}
