import { type Command, Option } from 'commander'
import { purposes } from '../../facts/recording.ts'
import { recordingKinds } from '../../message/library.ts'

/** The commands about the messages that are played. */
export function declareRecordings(
  program: Command,
  { json }: { readonly json: readonly [flag: string, says: string] }
): void {
  const recording = program
    .command('recording')
    .description('the messages that are played: add, list, play, approve, retire')

  recording
    .command('add')
    .description(
      'bring a message in: trimmed, made as loud as every other, and refused where it is spoiled or too long'
    )
    .argument('<file>', 'WAV or MP3')
    .option('--name <name>', 'what it is called (default: the name of the file)')
    .addOption(new Option('--kind <kind>', 'what it is played for').choices(recordingKinds).default('drop'))
    .addOption(new Option('--purpose <purpose>', 'what it is to bring about; without it, any').choices(purposes))
    .option('--language <tag>', 'such as en-US')
    .option('--angle <text>', 'from which side it comes')
    .option('--promises <text>', 'what it promises, such as a call on Thursday')
    .option('--asks-question', 'it asks a question')
    .option('--gives-number', 'it says a number to call back')
    .option('--mentions-email', 'it speaks of an e-mail')
    .option('--approved-by <name>', 'who answers for what it says; without it, it stays a draft')
    .option('--valid-until <day>', 'the last day on which it may be played')
    .option(...json)
    .addHelpText(
      'after',
      '\nExample:\n  $ aftertone recording add spring.wav --purpose callback --approved-by "M. Weiss"'
    )
    .action(async (file, options) => (await import('../recordings/recording-commands.ts')).addRecording(file, options))

  recording
    .command('list')
    .description('every recording: what it is, whether it may be played, how often it was heard')
    .option(...json)
    .addHelpText('after', '\nExample:\n  $ aftertone recording list')
    .action(async (options) => (await import('../recordings/recording-commands.ts')).listRecordings(options))

  recording
    .command('play')
    .description('hear a recording as a telephone plays it')
    .argument('<name>')
    .option('--out <file>', 'write it there as WAV instead of playing it aloud')
    .option(...json)
    .addHelpText('after', '\nExample:\n  $ aftertone recording play spring --out heard.wav')
    .action(async (name, options) => (await import('../recordings/recording-commands.ts')).playRecording(name, options))

  recording
    .command('approve')
    .description('let a draft be played')
    .argument('<name>')
    .option('--by <name>', 'who answers for what it says; needed')
    .option(...json)
    .addHelpText('after', '\nExample:\n  $ aftertone recording approve spring --by "M. Weiss"')
    .action(async (name, options) => (await import('../recordings/recording-commands.ts')).approveNamed(name, options))

  recording
    .command('retire')
    .description('take a recording out of use; one that nobody heard is taken away')
    .argument('<name>')
    .option(...json)
    .addHelpText('after', '\nExample:\n  $ aftertone recording retire spring')
    .action(async (name, options) => (await import('../recordings/recording-commands.ts')).retireNamed(name, options))
}
