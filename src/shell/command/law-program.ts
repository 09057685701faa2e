import { type Command, Option } from 'commander'

/** What several commands have in common, as cli.ts says it. */
type Shared = {
  readonly json: readonly [flag: string, says: string]
  readonly named: readonly [name: string, says: string]
  readonly each: (value: string, before?: readonly string[]) => readonly string[]
}

/** The commands about what the law says, and how it stands here. */
export function declareLaw(program: Command, { json, each }: Pick<Shared, 'json' | 'each'>): void {
  program
    .command('guard')
    .description('may we? what law says to a call, a message, a text or a mail, by which rule, and from when it may be')
    .argument('[file]', 'questions as JSON: what they have in common, then cases; - reads standard input')
    .option(...json)
    .option('--trace', 'every rule that was looked at')
    .option('--house', 'the rules of the house too; they are said where the law allows')
    .option('--playbook <name>', 'and the caps of this playbook, with --house')
    .option('--check', 'compare with what each case expects; exit code 1 when one differs')
    .option('--review', 'what counsel has to confirm: rules that were read from memory, or are not sure')
    .option('--log', 'what was checked of every touch, a line each: of one --number, --from and --until a day')
    .option('--from <day>')
    .option('--until <day>')
    .option('--number <e164>', 'one question instead of a file')
    .option('--at <instant>', 'when, as RFC 3339 with an offset (default now)')
    .option(
      '--action <kind>',
      'live_voice (default), live_voicemail, prerecorded_voicemail, artificial_voice, sms, email …'
    )
    .option('--purpose <purpose>', 'telemarketing (default) or informational')
    .option('--dial-mode <mode>', 'click (default): a rep picks the number; power: a system does')
    .option('--recipient <type>', 'consumer, business or unknown (default: the strict reading)')
    .option('--country <country>', 'where they live, such as US')
    .option('--region <region>', 'such as US-FL')
    .option('--timezone <zone>', 'the zone that they named, such as America/New_York')
    .option('--line <type>', 'wireless, landline, voip or unknown (default)')
    .option('--kind <kind>', 'whose phone it is, for the house: business, mobile or home')
    .option('--attempted <kind=instant>', 'what was tried before, such as live_voice=2026-12-01T15:00:00Z', each)
    .option('--consent <group=level>', 'such as recordings=express_written, as often as needed', each)
    .option(
      '--says <token>',
      'what the message says, as often as needed (default: caller, firm, number, purpose)',
      each
    )
    .option('--listed <list>', 'a do-not-call list that has the number, as often as needed', each)
    .option('--scrubbed <list=days>', 'the age of the copy of a list, as often as needed', each)
    .option('--registered <region>', 'where we are registered or exempt, as often as needed', each)
    .option('--confirmed <region>', 'where counsel confirmed recordings to firms, as often as needed', each)
    .option('--exposure', 'what the doubt that remains may cost: one digit, with every assumption')
    .option('--known <what=how>', 'consent=record|word|bought, line=DAYS, number=DAYS, machine=person|detector', each)
    .option('--contacts <number>', 'contacts made the same way: so many would be the members of a class')
    .option('--assume <name=value>', 'another assumption, such as claim.chance=0.001, as often as needed', each)
    .addHelpText(
      'after',
      '\nExample:\n  $ aftertone guard --number +15025550123 --country US --recipient business --at 2026-12-02T14:30:00Z'
    )
    .action(async (file, options) => {
      if (options.log) return await (await import('../proof/log-command.ts')).showGuardLog(options)
      if (!(await (await import('./guard.ts')).guard(file, options))) process.exitCode = 1
    })

  const lawful = program
    .command('law')
    .description(
      'the law as it holds here: gates, do-not-call lists and their age, and what was changed, by whom and why'
    )
    .option(...json)
    .addHelpText('after', '\nExample:\n  $ aftertone law')
    .action(async (options) => (await import('../law/law-command.ts')).showLaw(options))

  lawful
    .command('set')
    .description(
      'record what counsel confirmed, a holiday, a jurisdiction that is off, other fields of a rule, or what a doubt may cost'
    )
    .argument('<what>', 'registration, recordings, holiday, jurisdiction, licence, rule or assumption')
    .argument(
      '<key>',
      'a region such as US-TX, a day such as US-LA/2027-01-08, the number of a rep, a rule id, or an assumption'
    )
    .argument(
      '<value>',
      'registered, exempt or none; confirmed or unconfirmed; closed or open; off or on; JSON, a number or shipped'
    )
    .requiredOption('--because <text>', 'who confirmed it, or why')
    .option(...json)
    .addHelpText(
      'after',
      '\nExample:\n  $ aftertone law set registration US-TX registered --because "Certificate 1234, counsel, 2 Dec"'
    )
    .action(async (what, key, value, options) =>
      (await import('../law/law-command.ts')).setLaw(what, key, value, options)
    )

  lawful
    .command('bring')
    .description('bring in the file of a do-not-call list, or of one of your own that nothing lifts')
    .argument('<files...>', 'text or CSV, packed by gzip or not')
    .requiredOption(
      '--list <id>',
      'such as us-national-dnc; aftertone law shows them; another name is a list of your own'
    )
    .requiredOption('--as-of <day>', 'the day of the copy, such as 2026-11-20')
    .option('--force', 'also when it is older, or far smaller, than the copy that is there')
    .option(...json)
    .addHelpText('after', '\nExample:\n  $ aftertone law bring 212.txt --list us-national-dnc --as-of 2026-11-20')
    .action(async (files, options) => (await import('../law/law-command.ts')).bringList(files, options))
}

/** The commands about what people agreed to, who is kept out, and what is known of one. */
export function declareLedger(program: Command, { json, named }: Pick<Shared, 'json' | 'named'>): void {
  program
    .command('consent')
    .description('what a lead agreed to, and by which proof: write it down, or look')
    .argument(...named)
    .argument('[act]', 'grant or revoke; without it the ledger is shown')
    .addOption(new Option('--channel <channel>', 'what it is for').choices(['voice', 'recordings', 'sms', 'email']))
    .addOption(
      new Option('--purpose <purpose>', 'to what end (default telemarketing)').choices([
        'telemarketing',
        'informational'
      ])
    )
    .addOption(
      new Option('--level <level>', 'how (default express)').choices(['implied', 'express', 'express_written'])
    )
    .option('--at <when>', 'when they said it: a day, or RFC 3339 with an offset (default now)')
    .option('--source <where>', 'where they said it: a form, a call, a letter')
    .option('--text <words>', 'the words that they were shown')
    .option('--proof <reference>', 'a file, an address, a recording: kept as it is written, never opened')
    .option(...json)
    .addHelpText(
      'after',
      '\nExample:\n  $ aftertone consent ana@example.com grant --channel sms --level express_written --proof form-77.pdf'
    )
    .action(async (wanted, act, options) =>
      (await import('../ledger/ledger-commands.ts')).consentCommand(wanted, act, options)
    )

  program
    .command('suppress')
    .description(
      'keep a number, an address, a domain, a firm, a lead or everything out, or let it in again; else show it'
    )
    .option('--number <number>', 'as a person writes it')
    .option('--email <address>')
    .option('--domain <domain>', 'every address there and below it')
    .option('--lead <lead>', 'its id, a telephone number, an e-mail address, or the id that it has elsewhere')
    .option('--account <name>', 'everybody of a firm, by the company of its leads')
    .option('--everything', 'nothing leaves to anybody until it is lifted')
    .option('--reason <text>', 'why; needed')
    .option('--source <where>', 'where the wish comes from')
    .option('--stop <stop>', 'which hard stop it is (default do_not_call)')
    .option('--lift', 'let it in again')
    .option('--region <country>', 'how a number without a country code is dialled')
    .option(...json)
    .addHelpText('after', '\nExample:\n  $ aftertone suppress --domain example.com --reason "their lawyer wrote"')
    .action(async (options) => (await import('../ledger/ledger-commands.ts')).suppressCommand(options))

  program
    .command('erase')
    .description('take away all that names a lead, for good; they stay kept out, also when they are brought in again')
    .argument(...named)
    .option('--yes', 'needed: nothing brings them back')
    .option(...json)
    .addHelpText('after', '\nExample:\n  $ aftertone erase 4711 --yes')
    .action(async (wanted, options) => (await import('../ledger/ledger-commands.ts')).eraseCommand(wanted, options))

  program
    .command('export-person')
    .description('everything that is stored about a lead, as JSON')
    .argument(...named)
    .option('--out <file>', 'write there instead of to standard output')
    .option('--json', 'on one line')
    .addHelpText('after', '\nExample:\n  $ aftertone export-person 4711 --out ana.json')
    .action(async (wanted, options) =>
      (await import('../ledger/ledger-commands.ts')).exportPersonCommand(wanted, options)
    )
}
