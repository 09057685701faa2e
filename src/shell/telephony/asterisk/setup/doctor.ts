import { statSync } from 'node:fs'
import { join } from 'node:path'
import { standardOutput } from '../../../command/terminal.ts'
import { OutsideError } from '../../../outside-error.ts'
import { type Ari, type AriAddress, AriRefusal, authorizationOf, openAri } from '../ari.ts'
import { type NodeAddress, trunkStateOf } from '../asterisk-node.ts'
import { neededModules } from '../config/modules.ts'
import { TELEPHONY_FILE, type TelephonyFile, readTelephony } from './telephony-file.ts'

/** One thing that was looked at: well, worth knowing, or what keeps calls from going out. */
export type TelephonyFinding = { readonly level: 'well' | 'note' | 'wrong'; readonly says: string }

/** Looks at the settings and at each Asterisk; answers whether calls can go out. */
export async function telephonyDoctor(folder: string, options: { readonly json?: boolean }): Promise<boolean> {
  const findings = await examineTelephony(folder)
  const out = standardOutput()
  const marks = { well: 'well ', note: 'note ', wrong: 'WRONG' }
  for (const finding of findings) {
    await out.write(options.json ? `${JSON.stringify(finding)}\n` : `${marks[finding.level]}  ${finding.says}\n`)
  }
  await out.end()
  return findings.every(({ level }) => level !== 'wrong')
}

export async function examineTelephony(folder: string): Promise<readonly TelephonyFinding[]> {
  let file: ReturnType<typeof readTelephony>
  try {
    file = readTelephony(folder)
  } catch (error) {
    if (error instanceof OutsideError) return [wrong(error.message)]
    throw error
  }
  const findings = [...fileFindings(folder, file)]
  for (const node of file.carrier.nodes) findings.push(...(await nodeFindings(node)))
  return findings
}

const well = (says: string): TelephonyFinding => ({ level: 'well', says })
const note = (says: string): TelephonyFinding => ({ level: 'note', says })
const wrong = (says: string): TelephonyFinding => ({ level: 'wrong', says })

/** Sound takes a port, and its reports the next one. */
const PORTS_A_CALL = 2

function fileFindings(folder: string, { numbers, rtp, nodes }: TelephonyFile): readonly TelephonyFinding[] {
  const findings: TelephonyFinding[] = []
  if ((statSync(join(folder, TELEPHONY_FILE)).mode & 0o077) !== 0) {
    findings.push(wrong(`Others may read ${folder}, and there are passwords in it: chmod -R go= ${folder}`))
  }
  if (numbers.length === 0)
    findings.push(note('No number of yours is set: calls show none, and many carriers refuse that.'))
  else findings.push(well(`Calls show ${numbers[0]}${numbers.length > 1 ? ` or another of ${numbers.length}` : ''}.`))
  if (rtp !== null) {
    const calls = Math.floor((rtp.until - rtp.from + 1) / PORTS_A_CALL / 2)
    const says = `Ports ${rtp.from}-${rtp.until} carry ${calls} calls with a rep each; open them, UDP, in your firewall.`
    findings.push(calls < 20 ? note(`${says} That is few: widen the range in rtp.conf.`) : well(says))
  }
  for (const { url, name } of nodes) {
    const { protocol, hostname } = new URL(url)
    const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
    if (protocol === 'http:' && !isHere) {
      findings.push(
        note(`${name} is asked at ${url} without encryption: that line must be a private one, or a tunnel.`)
      )
    }
  }
  return findings
}

async function nodeFindings(node: NodeAddress): Promise<readonly TelephonyFinding[]> {
  const { name, url } = node
  // Asked without the line of events: a second one would take the place of an Aftertone that is at work.
  const ask = asker(node)
  try {
    const { system } = await ask('GET /asterisk/info')
    return [
      well(`${name}: Asterisk answers at ${url}, and knows our name and password.`),
      versionFinding(name, system?.version ?? ''),
      ...(await clockFindings(node)),
      ...moduleFindings(name, await ask('GET /asterisk/modules')),
      ...(await applicationFindings(node, ask)),
      ...(await trunkFindings(node, ask))
    ]
  } catch (error) {
    if (error instanceof OutsideError || error instanceof AriRefusal) return [wrong(`${name}: ${error.message}`)]
    throw error
  }
}

function asker(address: AriAddress): Ari['ask'] {
  return openAri(address, { hasEvents: false }).ask
}

function versionFinding(name: string, version: string): TelephonyFinding {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(version) ?? []
  const isTried = major === '22' && Number(minor) >= 6
  if (isTried) return well(`${name}: it is Asterisk ${version}.`)
  return wrong(`${name}: it is Asterisk ${version}; needed is 22.6 or newer, below 23, for the sound of calls.`)
}

async function clockFindings(node: NodeAddress): Promise<readonly TelephonyFinding[]> {
  const response = await fetch(`${node.url}/ari/asterisk/ping`, { headers: { authorization: authorizationOf(node) } })
  const said = Date.parse(response.headers.get('date') ?? '')
  await response.arrayBuffer()
  const apartSeconds = Math.abs(Date.now() - said) / 1_000
  if (Number.isNaN(said)) return []
  if (apartSeconds <= 3) return [well(`${node.name}: its clock and ours agree.`)]
  const says = `${node.name}: its clock and ours are ${Math.round(apartSeconds)} s apart: set both by NTP.`
  return [note(`${says} The law goes by the time of a call.`)]
}

function moduleFindings(
  name: string,
  modules: readonly { readonly name: string; readonly status: string }[]
): readonly TelephonyFinding[] {
  const running = new Set(modules.filter(({ status }) => status === 'Running').map((each) => each.name))
  const missing = neededModules.filter((module) => !running.has(`${module}.so`))
  if (missing.length === 0) return [well(`${name}: every module that calls need is loaded.`)]
  return [wrong(`${name}: modules are missing: ${missing.join(', ')}. Load them in modules.conf and start it again.`)]
}

async function applicationFindings(
  { name, application }: NodeAddress,
  ask: Ari['ask']
): Promise<readonly TelephonyFinding[]> {
  try {
    await ask('GET /applications/{applicationName}', { path: { applicationName: application } })
    return [well(`${name}: an Aftertone is connected.`)]
  } catch (error) {
    if (!(error instanceof AriRefusal)) throw error
    return [note(`${name}: no Aftertone is connected to it now; calls that come in are not taken.`)]
  }
}

async function trunkFindings({ name, trunk }: NodeAddress, ask: Ari['ask']): Promise<readonly TelephonyFinding[]> {
  const state = await trunkStateOf({ ask }, trunk)
  if (state === 'missing') return [wrong(`${name}: it has no trunk named ${trunk}: look at pjsip.conf there.`)]
  const path = { configClass: 'res_pjsip', objectType: 'endpoint', id: trunk }
  const settings = await ask('GET /asterisk/config/dynamic/{configClass}/{objectType}/{id}', { path }).catch(() => [])
  const setting = (key: string): string => settings.find(({ attribute }) => attribute === key)?.value ?? ''
  const findings = [trunkFinding(name, trunk, state)]
  const codecs = setting('allow')
  if (codecs !== '' && !/ulaw|all/.test(codecs)) {
    findings.push(wrong(`${name}: the trunk allows ${codecs}, but not ulaw, in which we hear and speak: add it.`))
  } else if (codecs !== '') findings.push(well(`${name}: the trunk speaks ${codecs.replaceAll(/[()|]/g, ' ').trim()}.`))
  if (setting('direct_media') === 'true' || setting('direct_media') === 'yes') {
    findings.push(wrong(`${name}: direct_media is on for the trunk: sound would pass us by. Set it to no.`))
  }
  return findings
}

function trunkFinding(name: string, trunk: string, state: string): TelephonyFinding {
  if (state === 'online') return well(`${name}: the trunk answers.`)
  if (state === 'unknown')
    return note(
      `${name}: whether the trunk answers is not known yet: ask again in a minute; if it stays so, set qualify_frequency.`
    )
  const says = `${name}: the trunk ${trunk} does not answer. Look at its address and port, at your firewall (UDP, both ways),`
  return wrong(`${says} and whether your carrier knows this machine’s address or account.`)
}
