import { type Command } from 'commander'

/** The commands about the numbers that we call from. */
export function declareNumbers(
  program: Command,
  { json }: { readonly json: readonly [flag: string, says: string] }
): void {
  const region = ['--region <country>', 'how a number without a country code is dialled'] as const
  const numbers = program
    .command('numbers')
    .description('the numbers that you call from: how each stands, and add, cap, rest, lift, retire')
    .option(...json)
    .addHelpText('after', '\nExample:\n  $ aftertone numbers')
    .action(async (options) => (await import('../lines/number-commands.ts')).listNumbers(options))

  numbers
    .command('add')
    .description('add a number that is yours and that you answer')
    .argument('<number>')
    .option('--label <text>', 'what you call it')
    .option('--cap <calls>', 'the most calls of a day (default 450)')
    .option(...region)
    .option(...json)
    .addHelpText('after', '\nExample:\n  $ aftertone numbers add "+1 212 555 0100" --label "New York"')
    .action(async (number, options) => (await import('../lines/number-commands.ts')).addOwnNumber(number, options))

  numbers
    .command('cap')
    .description('set the most calls of a day')
    .argument('<number>')
    .argument('<calls>')
    .option(...region)
    .option(...json)
    .addHelpText('after', '\nExample:\n  $ aftertone numbers cap +12125550100 300')
    .action(async (number, calls, options) =>
      (await import('../lines/number-commands.ts')).capNumber(number, calls, options)
    )

  numbers
    .command('rest')
    .description('let a number rest for two weeks, or until a day')
    .argument('<number>')
    .option('--until <day>', 'the day on which it is used again')
    .option('--reason <text>', 'why; needed')
    .option(...region)
    .option(...json)
    .addHelpText('after', '\nExample:\n  $ aftertone numbers rest +12125550100 --reason "labelled as spam"')
    .action(async (number, options) => (await import('../lines/number-commands.ts')).restNumber(number, options))

  numbers
    .command('lift')
    .description('use a number again that rests or is suspected')
    .argument('<number>')
    .option(...region)
    .option(...json)
    .addHelpText('after', '\nExample:\n  $ aftertone numbers lift +12125550100')
    .action(async (number, options) => (await import('../lines/number-commands.ts')).liftNumber(number, options))

  numbers
    .command('retire')
    .description('call from a number no more')
    .argument('<number>')
    .option(...region)
    .option(...json)
    .addHelpText('after', '\nExample:\n  $ aftertone numbers retire +12125550100')
    .action(async (number, options) => (await import('../lines/number-commands.ts')).retireNumber(number, options))
}
