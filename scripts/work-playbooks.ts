import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type WorkTold } from '../src/shell/command/work-words.ts'
import { root } from './bootstrap.mjs'
import { type Worked, floorsWorked, imported, playbooksWorked, workedPath } from './worked-table.ts'

/**
 * Works the invented firm under every strategy, on three floors, and writes down what came of it for docs/playbooks.md.
 * Run: node scripts/work-playbooks.ts, which takes some minutes; then node scripts/write-playbooks-doc.ts.
 */
export function workCommand(playbook: string, floor: string): readonly string[] {
  const dialer = playbook === 'power-drop' ? 'progressive' : 'preview'
  return [
    ...['work', '--list', 'firm', '--playbook', playbook, '--anyway', '--carrier', 'simulated', '--floor', floor],
    ...['--dialer', dialer, '--days', '30', '--reps', '5', '--seed', '7', '--json']
  ]
}

/** What the table takes of a summary. */
export function workedOf(playbook: string, floor: string, told: WorkTold): Worked {
  const { enrolled, dials, voicemailsReached, left, callbacks, conversations, meetings, optOuts, complaints } = told
  const { message, idle: _, ...others } = told.minutesBy
  return {
    ...{ playbook, floor, enrolled, dials, voicemailsReached, left, callbacks, conversations, meetings },
    ...{ leftAlone: optOuts + complaints, minutes: told.minutes, messageMinutes: message },
    calls: told.byAttempt.length,
    inboundMinutes: others.inbound
  }
}

export const importCommand = ['import', 'examples/firm.csv', '--list', 'firm', '--now', imported]

export function aftertone(args: readonly string[], home: string): string {
  const { status, stdout, stderr } = spawnSync(join(root, 'bin/aftertone'), args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, AFTERTONE_HOME: home },
    maxBuffer: 1e8
  })
  if (status !== 0) throw new Error(`aftertone ${args.join(' ')}: ${stderr}`)
  return stdout
}

if (import.meta.main) {
  const home = mkdtempSync(join(tmpdir(), 'aftertone-worked-'))
  try {
    aftertone(importCommand, home)
    const rows: Worked[] = []
    for (const floor of floorsWorked)
      for (const playbook of playbooksWorked()) {
        const told = JSON.parse(aftertone(workCommand(playbook, floor), home)) as WorkTold
        rows.push(workedOf(playbook, floor, told))
        console.log(`${floor} ${playbook}: ${told.dials} dials, ${told.meetings} meetings`)
      }
    writeFileSync(workedPath, `${JSON.stringify(rows, null, 2)}\n`)
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}
