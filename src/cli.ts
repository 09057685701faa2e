import { readFileSync } from 'node:fs'
import { Argument, Command, Option } from 'commander'
import { declareLaw, declareLedger } from './shell/command/law-program.ts'
import { declareNumbers } from './shell/command/number-program.ts'
import { declareRecordings } from './shell/command/recording-program.ts'
import { runCommand } from './shell/command/run.ts'
import { declareTelephony } from './shell/command/telephony-program.ts'

/** The side door: a line or two per command, each calls into a room that is loaded only when it is asked for. */
const { version, description } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  readonly version: string
  readonly description: string
}
const playbook = ['--playbook <name>', 'NAME, NAME@VERSION, or a file'] as const
const json = ['--json', 'print JSON for programs'] as const
const seed = ['--seed <number>', 'another seed draws other waits and lots (default 0)'] as const
const now = ['--now <instant>', 'RFC 3339 with an offset; without it the clock of this machine'] as const
const market = (says: string): Option => new Option('--market <market>', says).choices(['b2b', 'b2c'])
const each = (value: string, before: readonly string[] = []): readonly string[] => [...before, value]

export const program = new Command('aftertone')
  .description(description)
  .version(version)
  .exitOverride()
  .configureOutput({ outputError: (text, write) => write(`${text.trim().replace(/\s*\n\s*/g, ' ')}\n`) })
  .addHelpText('after', '\nEach command has its own help: aftertone plan --help')

program
  .command('start')
  .description('open the web app on this machine (the same as npm start)')
  .option('--demo', 'open an invented firm instead of your own work')
  .option('--json', 'print the link as JSON on one line')
  .addHelpText('after', '\nExample:\n  $ PORT=8080 aftertone start --demo')
  .action(async ({ json, demo }: { json?: boolean; demo?: boolean }) =>
    (await import('./main.ts')).start([...(json ? ['--json'] : []), ...(demo ? ['--demo'] : [])], process.env)
  )

program
  .command('decide')
  .description('a voicemail has answered: leave a message or not, which one, and what comes next')
  .argument('<facts>', 'what is known of the lead, as JSON; - reads standard input')
  .requiredOption(...playbook)
  .option(...json)
  .option(...seed)
  .option(...now)
  .addHelpText('after', '\nExample:\n  $ echo \'{"attempt": 3}\' | aftertone decide - --playbook rearden')
  .action(async (file, options) => (await import('./shell/command/decide.ts')).decide(file, options))

program
  .command('explain')
  .description('the same decision with the whole way to it: rules, facts, guard, dice')
  .argument('<facts>', 'what is known of the lead, as JSON; - reads standard input')
  .requiredOption(...playbook)
  .option(...json)
  .option(...seed)
  .option(...now)
  .addHelpText('after', '\nExample:\n  $ aftertone explain facts.json --playbook case-by-case')
  .action(async (file, options) => (await import('./shell/command/decide.ts')).explain(file, options))

declareLaw(program, { json, each })

program
  .command('plan')
  .description(
    'put a list on a call sheet: who may be called now, until when, in which order, and what to do at a voicemail'
  )
  .argument('<list>', 'a CSV file; - reads standard input')
  .requiredOption(...playbook)
  .option(...now)
  .option('--region <country>', 'country of the installation, such as US (default AFTERTONE_COUNTRY, else US)')
  .option('--map <column=field>', 'say what a column means, as often as needed; Column=ignore leaves it out', each)
  .addOption(market('whom the leads are that do not say it: firms or consumers (default: the strict reading)'))
  .option('--json', 'one line a lead, one a row that is none, and the sums')
  .option('--csv', 'rows for a spreadsheet')
  .option('--html [file]', 'a page to print')
  .option('--out <file>', 'write there instead of to standard output')
  .option('--limit <number>', 'write the first so many leads; all are counted')
  .option(...seed)
  .addHelpText('after', '\nExample:\n  $ aftertone plan examples/leads.csv --playbook house-default --html sheet.html')
  .action(async (file, options) => (await import('./shell/plan/plan.ts')).plan(file, options))

program
  .command('check')
  .description('check playbooks: every problem with line and column, then what each can do that somebody may regret')
  .argument('<playbook...>', 'files or names')
  .option(...json)
  .option('--against <name>', 'say in words what changed since another version')
  .option('--strict', 'fail on warnings too')
  .addHelpText('after', '\nExample:\n  $ aftertone check relentless-farmer@2 --against relentless-farmer@1')
  .action(async (files, options) => {
    if (!(await (await import('./shell/command/check.ts')).check(files, options))) process.exitCode = 1
  })

program
  .command('listen')
  .description('judge recordings of calls: who answered, and when a message may start')
  .argument('<file...>', 'WAV files of any usual kind')
  .option('--labels <csv>', 'what is known of them; prints how often the detector was right')
  .option('--json', 'one line a file')
  .addHelpText('after', '\nExample:\n  $ aftertone listen calls/*.wav --labels calls/labels.csv')
  .action(async (files, options) => {
    if (!(await (await import('./shell/listening/listen.ts')).listen(files, options))) process.exitCode = 1
  })

program
  .command('schema')
  .description('JSON Schema of what people write')
  .addArgument(new Argument('<document>').choices(['facts', 'playbook']))
  .option('--json', 'on one line')
  .addHelpText('after', '\nExample:\n  $ aftertone schema playbook > playbook.schema.json')
  .action(async (what, options) => (await import('./shell/command/schema.ts')).schema(what, options))

program
  .command('playbooks')
  .description('list the playbooks of the house, and those of the folder that AFTERTONE_PLAYBOOKS names')
  .option(...json)
  .addHelpText('after', '\nExample:\n  $ AFTERTONE_PLAYBOOKS=strategies aftertone playbooks')
  .action(async (options) => (await import('./shell/command/playbooks.ts')).playbooks(options))

program
  .command('import')
  .description('bring a list into the store: new leads, news about known ones, and every other row with its reason')
  .argument('[file]', 'a CSV file; - reads standard input')
  .option('--list <name>', 'the list that the leads stand on; made when it is new')
  .option(...playbook)
  .option('--region <country>', 'country of the installation, such as US (default AFTERTONE_COUNTRY, else US)')
  .option(...now)
  .option('--keys <names>', 'what makes two rows one lead (default external,phone,email)')
  .addOption(
    new Option('--on-match <policy>', 'a row about a lead that is there (default update)').choices([
      ...['update', 'fill', 'skip', 'create']
    ])
  )
  .option('--map <column=field>', 'say what a column means, as often as needed; Column=ignore leaves it out', each)
  .addOption(market('whom new leads are that do not say it: firms or consumers (default: the strict reading)'))
  .option('--source <name>', 'where the leads come from, unless a row says it')
  .option('--cost-per-lead <amount>', 'what each lead of the source costs, such as 1.50')
  .option('--currency <code>', 'in which money, such as USD')
  .option('--undo <batch>', 'take an import back: its leads go, but for those that somebody has touched since')
  .option(...json)
  .addHelpText('after', '\nExample:\n  $ aftertone import leads.csv --list spring --playbook house-default')
  .action(async (file, options) => (await import('./shell/import/import-command.ts')).importCommand(file, options))

program
  .command('leads')
  .description('the leads of a list, in its order')
  .requiredOption('--list <name>', 'a list that was imported')
  .option('--find <text>', 'those alone whose name, company, number, address or id holds it')
  .option('--limit <number>', 'the first so many')
  .option('--json', 'one line a lead')
  .addHelpText('after', '\nExample:\n  $ aftertone leads --list spring --find acme')
  .action(async (options) => (await import('./shell/import/show-leads.ts')).leadsCommand(options))

const lead = program.command('lead').description('one lead: add, show, note, stop, merge')
const named = ['<lead>', 'its id, a telephone number, an e-mail address, or the id that it has elsewhere'] as const
lead
  .command('add')
  .description('one lead by hand, under the rules of an import')
  .requiredOption('--list <name>', 'the list that the lead stands on; made when it is new')
  .option('--phone <number>', 'as a person writes it')
  .option('--email <address>')
  .option('--first <name>')
  .option('--last <name>')
  .option('--company <name>')
  .option('--external <id>', 'the id that the lead has elsewhere')
  .option('--region <country>', 'how a number without a country code is dialled')
  .option(...json)
  .addHelpText('after', '\nExample:\n  $ aftertone lead add --list spring --first Ana --phone 212-555-0123')
  .action(async (options) => (await import('./shell/import/lead-commands.ts')).leadAdd(options))
lead
  .command('show')
  .description(
    'who it is, where they stand, whether a call is allowed now, what is due and why, and everything that happened'
  )
  .argument(...named)
  .option('--trace', 'every rule that was looked at for a call now')
  .option(...json)
  .addHelpText('after', '\nExample:\n  $ aftertone lead show 212-555-0123')
  .action(async (wanted, options) => (await import('./shell/import/lead-commands.ts')).leadShow(wanted, options))
lead
  .command('note')
  .description('write a note down')
  .argument(...named)
  .argument('<text>', 'the note')
  .option(...json)
  .addHelpText('after', '\nExample:\n  $ aftertone lead note 4711 "asked for the price list"')
  .action(async (wanted, text, options) =>
    (await import('./shell/import/lead-commands.ts')).leadNote(wanted, text, options)
  )
lead
  .command('stop')
  .description('nothing goes out to this lead any more')
  .argument(...named)
  .requiredOption('--reason <stop>', 'opt_out, do_not_call, legal_notice, complaint, hostility or refusal')
  .option(...json)
  .addHelpText('after', '\nExample:\n  $ aftertone lead stop ana@example.com --reason opt_out')
  .action(async (wanted, options) => (await import('./shell/import/lead-commands.ts')).leadStop(wanted, options))
lead
  .command('merge')
  .description('two leads are one person: the first stays, with the history, the numbers and the lists of both')
  .argument('<keep>', 'the lead that stays')
  .argument('<gone>', 'the lead that becomes part of it')
  .option(...json)
  .addHelpText('after', '\nExample:\n  $ aftertone lead merge 4711 4712')
  .action(async (keep, gone, options) =>
    (await import('./shell/import/lead-commands.ts')).leadMerge(keep, gone, options)
  )

declareLedger(program, { json, named })

declareRecordings(program, { json })

declareNumbers(program, { json })

program
  .command('lists')
  .description(
    'every list: its leads, how many may be called, how many are in a playbook; or why not more of one may be'
  )
  .argument('[list]', 'from all who stand on it to those who may be called now, by what holds the others back')
  .option(...json)
  .addHelpText('after', '\nExample:\n  $ aftertone lists spring')
  .action(async (name, options) =>
    name === undefined
      ? (await import('./shell/import/show-leads.ts')).listsCommand(options)
      : (await import('./shell/command/funnel.ts')).listFunnel(name, options)
  )

program
  .command('export')
  .description('give a list out as CSV; importing it again brings the same leads')
  .requiredOption('--list <name>', 'a list that was imported')
  .option('--out <file>', 'write there instead of to standard output')
  .addHelpText('after', '\nExample:\n  $ aftertone export --list spring --out spring.csv')
  .action(async (options) => (await import('./shell/import/export-list.ts')).exportCommand(options))

program
  .command('publish')
  .description('publish a version of a playbook, and say what becomes of those who are on an older one')
  .argument('<playbook>', 'NAME, NAME@VERSION, or a file')
  .addOption(
    new Option(
      '--in-flight <choice>',
      'people on older versions finish on them, or move at their next decision'
    ).choices(['finish', 'move'])
  )
  .option(...json)
  .addHelpText('after', '\nExample:\n  $ aftertone publish my-playbook.yaml --in-flight move')
  .action(async (name, options) => (await import('./shell/command/publish.ts')).publishCommand(name, options))

program
  .command('enrol')
  .description('put the leads of a list into a playbook; who is in another one is left where they are')
  .requiredOption('--list <name>', 'a list that was imported')
  .requiredOption(...playbook)
  .option('--part <n/of>', 'one part of the list, such as 1/3: the parts together are the whole list')
  .option('--per-day <number>', 'so many begin today, so many tomorrow, and so on')
  .option('--limit <number>', 'at most so many')
  .option('--again', 'also those who were in this playbook before')
  .option('--anyway', 'also those of whom it is not known whether the playbook is meant for them')
  .option(...json)
  .addHelpText('after', '\nExample:\n  $ aftertone enrol --list spring --playbook house-default --per-day 200')
  .action(async (options) => (await import('./shell/command/enrol.ts')).enrol(options))

program
  .command('work')
  .description(
    'work a list: simulated reps who call invented people on a virtual clock (nothing of it is real), or you with any phone'
  )
  .requiredOption('--list <name>', 'a list that was imported')
  .option('--playbook <name>', 'enrols who is in no playbook: NAME, NAME@VERSION, or a file')
  .addOption(
    new Option('--carrier <name>', 'who calls whom (default simulated)').choices([
      'simulated',
      'manual',
      'mailbox',
      'asterisk',
      'twilio'
    ])
  )
  .option('--anyway', 'also those of whom it is not known whether the playbook is meant for them')
  .option('--days <number>', 'how long a simulation lasts (default 30)')
  .option('--reps <number>', 'so many simulated reps (default 5)')
  .option('--floor <name>', 'how invented people behave: a name from floors/, or a file (default house)')
  .option('--hours <from-until>', 'when simulated reps work, where most of the list is (default 9:00-18:00)')
  .option('--dialer <mode>', 'how they dial: manual, preview, progressive or rep_hears (default preview)')
  .option('--rep <name>', 'your softphone or desk telephone, as telephony init named it (asterisk)')
  .option('--phone <number>', 'your telephone: it is rung once and kept up (asterisk, twilio)')
  .option('--local', 'show a number of their area first')
  .option('--from <day>', 'when the simulation begins (default 2027-01-04)')
  .option('--engines <number>', 'so many engines at once; the result is the same (default 1)')
  .option('--real-time', 'you call invented people, as fast as the clock on the wall')
  .option(...seed)
  .option(...json)
  .addHelpText('after', '\nExample:\n  $ aftertone work --list spring --playbook middle-ground --days 7')
  .action(async (options) => (await import('./shell/command/work.ts')).work(options))

program
  .command('report')
  .description('what came of the calls: every figure with its rows, for the terminal, a spreadsheet or as a page')
  .option('--world <number>', 'report on a world instead of the real store')
  .option('--list <name>', 'the leads of this list alone')
  .option('--playbook <name>', 'what was done by this playbook alone: NAME, or NAME@VERSION')
  .option('--from <day>', 'what happened on this day or later, such as 2027-01-04')
  .option('--until <day>', 'what happened on this day or before')
  .option('--by <grouping>', 'also by playbook, list, source, rep, attempt, origin, market, industry, hour or channel')
  .option('--rows <figure>', 'the rows that a number counts; with --by attempt=2 those of one group')
  .option('--rep-hour <amount>', 'what an hour of a rep costs (default 28, an assumption)')
  .option('--line-minute <amount>', 'what a minute of answered line costs (default 0.014, an assumption)')
  .option(
    '--assume <name=value>',
    'what a doubt is taken to cost, such as claim.chance=0.001, as often as needed',
    each
  )
  .option('--only <section>', 'one section alone, such as doubt')
  .option('--audit [number]', 'verdicts “machine” that no rep has heard, so many a day drawn by lot (default 10)')
  .option(...seed)
  .option(...json)
  .option('--csv', 'a number a line, for a spreadsheet')
  .option('--html <file>', 'one page that opens anywhere and names nobody')
  .addHelpText('after', '\nExample:\n  $ aftertone report --world 1 --by playbook --html report.html')
  .action(async (options) => (await import('./shell/report/report-command.ts')).reportCommand(options))

program
  .command('reset')
  .description('throw worlds away; the real store is never touched')
  .option('--world <number>', 'this one alone')
  .option('--demo', 'the demo firm instead: it begins anew')
  .option(...json)
  .addHelpText('after', '\nExample:\n  $ aftertone reset --world 3')
  .action(async (options) => (await import('./shell/command/reset.ts')).reset(options))

program
  .command('backup')
  .description('save everything that Aftertone keeps into one file, while it goes on working')
  .argument('[file]', 'a tar file, or a folder to put one in (default: this folder, named after the instant)')
  .option(...json)
  .addHelpText('after', '\nExample:\n  $ aftertone backup /media/disk')
  .action(async (file, options) => (await import('./shell/command/backup.ts')).backup(file, options))

program
  .command('restore')
  .description('put a backup back: prove it, let it recover, and only then put it in the place of the data folder')
  .argument('<file>', 'what aftertone backup wrote')
  .option('--home <folder>', 'restore into this data folder (default AFTERTONE_HOME, else that of the installation)')
  .option('--replace', 'put aside the data that is there; it is renamed, never deleted')
  .option(...json)
  .addHelpText('after', '\nExample:\n  $ aftertone restore aftertone-20261126T101500Z.tar --home trial')
  .action(async (file, options) => (await import('./shell/command/restore.ts')).restore(file, options))

program
  .command('doctor')
  .description('look whether the store is as it must be; say what is not, and what to do')
  .option('--repair', 'mend what can be mended safely')
  .option('--world <number>', 'look at a world instead of the real store')
  .option(...json)
  .addHelpText('after', '\nExample:\n  $ aftertone doctor --repair')
  .action(async (options) => {
    if (!(await (await import('./shell/doctor/doctor.ts')).doctor(options))) process.exitCode = 1
  })

declareTelephony(program, { json, each })

if (import.meta.main) await runCommand(() => program.parseAsync())
