import { Command, Option } from 'commander'
import { runCommand } from '../src/shell/command/run.ts'
import { workByHand } from '../src/shell/session/terminal-command.ts'

/** The command `work` by hand, with a clock that shows another day than today: `rep-seat.ts NOW --list … --carrier …`. */
const [now = '0', ...args] = process.argv.slice(2)
const start = Date.now()
process.stderr.write(`rep-seat ${process.pid}\n`)
const program = new Command('rep-seat')
  .exitOverride()
  .requiredOption('--list <name>')
  .option('--playbook <name>')
  .addOption(new Option('--carrier <name>').choices(['manual', 'simulated']))
  .option('--from <instant>')
  .option('--real-time')
  .action(async (options) => {
    const { stdin, stdout, env } = process
    await workByHand(options, { stdin, stdout, env, clock: () => Number(now) + Date.now() - start })
  })
await runCommand(() => program.parseAsync(args, { from: 'user' }))
