import { type Command, Option } from 'commander'

type Shared = {
  readonly json: readonly [flag: string, says: string]
  readonly each: (value: string, before?: readonly string[]) => readonly string[]
}

/** The commands about the way to the telephone network. */
export function declareTelephony(program: Command, { json, each }: Shared): void {
  const telephony = program
    .command('telephony')
    .description('the way to the telephone network: set it up, look after it')
    .addHelpText('after', '\nExample:\n  $ aftertone telephony doctor phones')
  telephony
    .command('init')
    .description('write the settings of an Asterisk with a SIP trunk, and what Aftertone has to know of it')
    .argument('<folder>', 'where to; nobody but this account may read it')
    .requiredOption('--trunk <host>', 'where the carrier takes calls: HOST or HOST:PORT')
    .option('--number <e164>', 'a number of yours, as often as needed; the first is shown', each)
    .option('--user <name>', 'the account, where the carrier does not know you by your address')
    .option('--secret-file <file>', 'its secret; without it AFTERTONE_TRUNK_SECRET')
    .option('--register', 'the carrier wants you to register')
    .addOption(new Option('--transport <name>', 'how SIP travels').choices(['udp', 'tcp']).default('udp'))
    .option('--codecs <names>', 'what the trunk speaks, the best first', 'ulaw')
    .addOption(
      new Option('--dials <form>', 'how the trunk wants numbers: +1212… or 1212…')
        .choices(['e164', 'digits'])
        .default('e164')
    )
    .option('--from <address>', 'an address that calls come from, besides the trunk, as often as needed', each)
    .option('--listen <address>', 'where Asterisk takes SIP', '0.0.0.0:5060')
    .option('--http <address>', 'where Aftertone asks it; never open to others', '127.0.0.1:8088')
    .option('--rtp <ports>', 'ports of sound', '10000-14999')
    .option('--outside <address>', 'your address as others see it, behind a router that rewrites addresses')
    .option('--local <net>', 'the net behind that router, such as 10.0.0.0/8')
    .option('--rep <name>', 'a softphone NAME, or a desk telephone NAME=HOST:PORT, as often as needed', each)
    .option('--replace', 'write over settings that are there; the password of Asterisk stays')
    .option(...json)
    .addHelpText(
      'after',
      '\nExample:\n  $ aftertone telephony init phones --trunk sip.example.com --number +12125550123'
    )
    .action(async (folder, options) =>
      (await import('../telephony/asterisk/setup/init.ts')).telephonyInit(folder, options)
    )
  telephony
    .command('doctor')
    .description('look whether calls can go out; say what is wrong, and what to do')
    .argument('[folder]', 'what telephony init wrote (default AFTERTONE_TELEPHONY)')
    .option(...json)
    .addHelpText('after', '\nExample:\n  $ aftertone telephony doctor phones')
    .action(async (folder, options) => {
      const { telephonyFolder } = await import('../telephony/asterisk/setup/telephony-file.ts')
      const { telephonyDoctor } = await import('../telephony/asterisk/setup/doctor.ts')
      if (!(await telephonyDoctor(telephonyFolder(folder), options))) process.exitCode = 1
    })
}
