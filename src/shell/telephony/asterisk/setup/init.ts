import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Complaint, fileComplaint } from '../../../command/complaint.ts'
import { standardOutput } from '../../../command/terminal.ts'
import { type AsteriskSettings, type RepPhone } from '../config/asterisk-settings.ts'
import { configFiles } from '../config/config-files.ts'
import { layOut } from '../config/lay-out.ts'
import { TELEPHONY_FILE, type TelephonyFile } from './telephony-file.ts'

export type InitOptions = {
  readonly trunk: string
  readonly number?: readonly string[]
  readonly user?: string
  readonly secretFile?: string
  readonly register?: boolean
  readonly transport: 'udp' | 'tcp'
  readonly codecs: string
  readonly dials: 'e164' | 'digits'
  readonly from?: readonly string[]
  readonly listen: string
  readonly http: string
  readonly rtp: string
  readonly outside?: string
  readonly local?: string
  readonly rep?: readonly string[]
  readonly replace?: boolean
  readonly json?: boolean
}

const PASSWORD_FILE = 'ari-password'

/** Writes the settings of an Asterisk with a SIP trunk, and what Aftertone has to know of it. Prints no secret. */
export async function telephonyInit(folder: string, options: InitOptions, env = process.env): Promise<void> {
  const place = resolve(folder)
  if (existsSync(join(place, TELEPHONY_FILE)) && options.replace !== true) {
    throw new Complaint(`${folder} holds settings already: name another folder, or write over them with --replace.`, 2)
  }
  const password = kept(join(place, PASSWORD_FILE)) ?? randomBytes(24).toString('base64url')
  const settings = settingsOf(options, password, env)
  const files = configFiles(settings, { folder: place, modules: null, data: null })
  try {
    mkdirSync(place, { recursive: true, mode: 0o700 })
    layOut(place, files)
    writeFileSync(join(place, PASSWORD_FILE), `${password}\n`, { mode: 0o600 })
    writeFileSync(join(place, TELEPHONY_FILE), `${JSON.stringify(fileOf(settings, options), null, 2)}\n`, {
      mode: 0o600
    })
  } catch (error) {
    throw fileComplaint(folder, error)
  }
  const out = standardOutput()
  await out.write(
    options.json ? `${JSON.stringify({ folder: place, files: [...files.keys()] })}\n` : next(folder, settings)
  )
  await out.end()
}

function settingsOf(options: InitOptions, password: string, env: NodeJS.ProcessEnv): AsteriskSettings {
  const [host, port] = addressOf(options.trunk, 5060, '--trunk')
  const [listenHost, listenPort] = addressOf(options.listen, 5060, '--listen')
  const [httpHost, httpPort] = addressOf(options.http, 8088, '--http')
  const [, from, until] = /^(\d+)-(\d+)$/.exec(options.rtp) ?? []
  if (from === undefined || Number(from) + 10 > Number(until) || Number(until) > 65_535) {
    throw new Complaint(`--rtp ${options.rtp}: write two ports as 10000-14999, at least ten apart.`, 2)
  }
  const numbers = options.number ?? []
  for (const number of numbers) {
    if (!/^\+[1-9]\d{6,14}$/.test(number)) throw new Complaint(`--number ${number}: write it as +12125550123.`, 2)
  }
  if (options.register && options.user === undefined) {
    throw new Complaint('--register needs the account to register with: --user, and its secret.', 2)
  }
  const account = options.user === undefined ? null : { user: options.user, secret: secretOf(options, env) }
  return {
    ...{ application: 'aftertone', http: { host: httpHost, port: httpPort }, ari: { user: 'aftertone', password } },
    ...{ sip: { host: listenHost, port: listenPort }, rtp: { from: Number(from), until: Number(until) } },
    outside:
      options.outside === undefined ? null : { address: options.outside, local: options.local ?? '192.168.0.0/16' },
    reps: (options.rep ?? []).map(repOf),
    trunk: {
      ...{ host, port, transport: options.transport, account, registers: options.register === true, numbers },
      ...{ from: options.from ?? [], codecs: options.codecs.split(','), qualifySeconds: 30 }
    }
  }
}

/** NAME is a softphone in the browser, with a secret of its own; NAME=HOST:PORT a desk telephone at that address. */
function repOf(said: string): RepPhone {
  const [name = '', address] = said.split('=')
  if (!/^[\w.-]{1,40}$/.test(name) || ['trunk', 'udp', 'tcp', 'ws', 'global'].includes(name)) {
    throw new Complaint(`--rep ${said}: a name of letters and digits, such as ana, or ana=192.0.2.10:5060.`, 2)
  }
  return address === undefined
    ? { name, kind: 'browser', secret: randomBytes(18).toString('base64url'), address: null }
    : { name, kind: 'desk', secret: null, address: addressOf(address, 5060, '--rep').join(':') }
}

/** From a file or from the environment: on a command line everybody on the machine could read it. */
function secretOf({ secretFile }: InitOptions, env: NodeJS.ProcessEnv): string {
  const said = secretFile === undefined ? env['AFTERTONE_TRUNK_SECRET'] : kept(secretFile)
  if (said !== undefined && said !== '') return said
  const where = secretFile === undefined ? 'AFTERTONE_TRUNK_SECRET is not set' : `${secretFile} is empty or not there`
  throw new Complaint(
    `The secret of the trunk is missing: ${where}. Put it there, or name a file with --secret-file.`,
    2
  )
}

function kept(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8').trim() || undefined : undefined
}

function addressOf(said: string, port: number, option: string): readonly [host: string, port: number] {
  const [, host, named] = /^([\w.-]+)(?::(\d{1,5}))?$/.exec(said) ?? []
  if (host === undefined || Number(named ?? port) > 65_535) {
    throw new Complaint(`${option} ${said}: write HOST or HOST:PORT.`, 2)
  }
  return [host, Number(named ?? port)]
}

function fileOf({ http, ari, application, trunk, rtp, reps }: AsteriskSettings, { dials }: InitOptions): TelephonyFile {
  const url = `http://${http.host === '0.0.0.0' ? '127.0.0.1' : http.host}:${http.port}`
  const node = { name: 'asterisk', url, application, user: ari.user, passwordFile: PASSWORD_FILE, trunk: 'trunk' }
  const seats = reps.map(({ name, kind, secret }) => ({ name, kind, secret }))
  return { numbers: [...trunk.numbers], dials, nodes: [node], rtp, reps: seats }
}

function next(folder: string, { trunk }: AsteriskSettings): string {
  const lines = [
    `Written to ${folder}, for nobody but this account to read: there are passwords in it.`,
    '',
    `  start Asterisk      npm run asterisk -- ${folder}`,
    `  or one of your own  asterisk -C ${folder}/etc/asterisk.conf -f   (22.6 or newer, below 23)`,
    `  look whether it is well   aftertone telephony doctor ${folder}`,
    ''
  ]
  const noNumber = 'No number of yours is named (--number): calls would show none, and most carriers refuse that.'
  return `${[...lines, ...(trunk.numbers.length === 0 ? [noNumber, ''] : [])].join('\n')}`
}
