import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DncReport, LINE_LONGEST, dncReader } from './dnc-file.ts'
import { isNotAList } from './file-reader.ts'
import { listedNumberReader } from './listed-number.ts'
import { readPhone } from './phone.ts'

type Read = { readonly said: readonly string[]; readonly report: DncReport }

/** What is said of each number, as "+13055550123" or "added +13055550123"; in chunks of a size that cuts lines. */
function readAs(country: string, text: string, chunk = 7): Read {
  const said: string[] = []
  const reader = dncReader(country)
  const onNumber = (e164: string, mark: string): void => void said.push(mark === 'listed' ? e164 : `${mark} ${e164}`)
  for (let at = 0; at < text.length; at += chunk) reader.push(text.slice(at, at + chunk), onNumber)
  reader.end(onNumber)
  return { said, report: reader.report() }
}

function complaintOf(country: string, text: string): string {
  try {
    readAs(country, text)
  } catch (thrown) {
    if (isNotAList(thrown)) return thrown.notAList
    throw thrown
  }
  return 'no complaint'
}

describe('layouts', () => {
  test.for([
    ['the full list of the FTC', 'US', '305,5550123\n212,5550124\n', ['+13055550123', '+12125550124']],
    ['the same under headings', 'US', 'Area Code,Phone Number\n305,5550123\n', ['+13055550123']],
    ['the same in quotes', 'US', '"305","5550123"\r\n"305","555-0124"\r\n', ['+13055550123', '+13055550124']],
    ['ten digits', 'US', '3055550123\n(305) 555-0124\n305.555.0125', ['+13055550123', '+13055550124', '+13055550125']],
    ['eleven digits and E.164', 'US', '13055550123\n+13055550124\n', ['+13055550123', '+13055550124']],
    [
      'territories and toll-free numbers',
      'US',
      '787,5550123\n671,5550123\n800,5550140\n881,5550140\n',
      [...['+17875550123', '+16715550123', '+18005550140', '+18815550140']]
    ],
    ['an area code newer than any table', 'US', '305,5550123\n235,5550123\n', ['+13055550123', '+12355550123']],
    ['the flat file of the DNCL', 'CA', '416,2345678\n905,2345679\n', ['+14162345678', '+19052345679']],
    [
      'TPS with blanks between code and number',
      'GB',
      '0207 3787244\r\n01635 506160\r\n0191 5657153\r\n07860 338653\r\n',
      [...['+442073787244', '+441635506160', '+441915657153', '+447860338653']]
    ],
    ['TPS with blanks behind the number', 'GB', '02073787244 \r\n01635506160 \r\n', ['+442073787244', '+441635506160']],
    ['CTPS with a second column', 'GB', '442073787244,CTPS\n7860338653,N\n', ['+442073787244', '+447860338653']],
    [
      'a list of mobiles of Italy',
      'IT',
      '3921234567\n393921234567\n0612345678\n',
      [...['+393921234567', '+393921234567', '+390612345678']]
    ],
    ['a list of Spain', 'ES', '+34 612 34 56 78\n912345678\n', ['+34612345678', '+34912345678']],
    [
      'a washed list of Australia',
      'AU',
      '0412345678,Y\n0412345679,N\n(02) 9876 5432,y\n61412345670,\n',
      [...['+61412345678', '+61298765432', '+61412345670']]
    ],
    ['a washed list under headings', 'AU', 'Number,Registered\n0412345678,No\n0412345679,Yes\n', ['+61412345679']],
    [
      'a litigator list',
      'US',
      'Litigator,City,Phone_Number,Cases\n"Roe, Ann",Miami,305-555-0123,7\nBo Li,"Austin",,2\n',
      ['+13055550123']
    ],
    [
      'a litigator list with two telephones',
      'US',
      'name;phone;cell phone\nAnn;3055550123;3055550124\nBo;;305 555 0125\n',
      [...['+13055550123', '+13055550124', '+13055550125']]
    ],
    ['a litigator list by ANI', 'US', 'ani\tstate\n3055550123\tFL\n', ['+13055550123']],
    [
      'a title, headings and a byte-order mark',
      'US',
      '\ufeffLitigators of May\n\nNumber,Name\n3055550123,Ann\n',
      ['+13055550123']
    ],
    [
      'line ends of an old Mac and of an old PC',
      'US',
      '3055550123\r3055550124\r\n3055550125\n\u001a',
      [...['+13055550123', '+13055550124', '+13055550125']]
    ],
    [
      'changes with the date behind',
      'US',
      '305,5550123,A,2026-11-19\n212,5550124,D,2026-11-19\n',
      [...['added +13055550123', 'removed +12125550124']]
    ],
    ['changes with the date before', 'US', '305,5550123,20261119,D\n', ['removed +13055550123']],
    ['changes under headings', 'US', 'area code,number,date,change\n305,5550123,2026-11-19,A\n', ['added +13055550123']]
  ] as const)('%s', ([, country, text, said]) => {
    const read = readAs(country, text)
    expect(read.said).toEqual(said)
    expect(readAs(country, text, text.length).report).toEqual(read.report)
    expect(read.report.isChange).toBe(said[0].includes(' '))
  })

  test('what washing left out is counted apart, and a list of which nothing is registered is a list', () => {
    const { said, report } = readAs('AU', '0412345678,N\n0412345679,n\n')
    expect(said).toEqual([])
    expect([report.notListed, report.refused]).toEqual([2, 0])
  })
})

describe('refused lines', () => {
  test.for([
    ['of another country', 'US', '+442073787244', 'belongs to another country'],
    ['of a neighbour', 'US', '416,5550188', 'belongs to CA, and this is a list of US'],
    ['of a neighbour, the other way round', 'CA', '3055550123', 'belongs to US, and this is a list of CA'],
    ['dialled abroad', 'US', '011 44 20 7378 7244', 'belongs to another country'],
    ['from overseas', 'GB', '+1 305 555 0123', 'belongs to another country (+1…), and this is a list of GB'],
    ['with a digit missing', 'US', '305555012', 'has 9 digits, and numbers of US have 10'],
    ['without its area code', 'US', '5550123', 'has 7 digits'],
    ['of no area code', 'US', '9115550123', 'has area code 911, which is not assigned'],
    ['of no exchange', 'US', '3051550123', 'has an exchange that starts with 1'],
    ['through a spreadsheet', 'US', '3.05555E+09', 'scientific notation'],
    ['with words', 'US', 'n/a', 'is not a telephone number'],
    ['with control characters', 'US', '305555\u00070124', 'control characters'],
    ['too long', 'US', '3055550124'.padEnd(LINE_LONGEST + 1, ' x'), 'longer than 200 characters'],
    ['without a change in a file of changes', 'US', '305,5550124', 'neither A nor D', '305,5550123,A\n']
  ] as const)('%s', ([, country, line, reason, before]) => {
    const good = before ?? (country === 'US' ? '3055550123\n' : country === 'CA' ? '4165550188\n' : '02073787244\n')
    const { said, report } = readAs(country, `${good}\n${line}\n`)
    expect(said).toHaveLength(1)
    expect([report.lines, report.refused]).toEqual([3, 1])
    expect(report.problems[0]).toMatchObject({ line: 3 })
    expect(report.problems[0]!.reason).toContain(reason)
  })

  test('are all counted, and the first twenty named', () => {
    const { report } = readAs('US', `3055550123\n${'555\n'.repeat(30)}`)
    expect(report.refused).toBe(30)
    expect(report.problems.map(({ line }) => line)).toEqual(Array.from({ length: 20 }, (_, i) => i + 2))
    expect(report.problems[0]).toEqual({ line: 2, text: '"555"', reason: 'is too short for a telephone number' })
  })

  test('a line without end costs itself and no memory', () => {
    const reader = dncReader('US')
    const said: string[] = []
    for (let i = 0; i < 100; i++) reader.push('9'.repeat(100_000), () => undefined)
    reader.push('\n3055550123', (e164) => said.push(e164))
    reader.end((e164) => said.push(e164))
    expect([said, reader.report().refused]).toEqual([['+13055550123'], 1])
  })
})

describe('files that are none', () => {
  test.for([
    ['an empty file', 'US', '', 'the file is empty'],
    ['blank lines', 'US', '\r\n \n', 'the file is empty'],
    ['XML', 'CA', "\ufeff <list type='full' level='all' val='' />", 'flat text file (CSV)'],
    ['NUL bytes', 'US', '3055550123\n305\0', 'line 2 of the file holds a NUL byte'],
    [
      'no number at all',
      'US',
      'hello\nworld\n',
      'no line of the file holds a telephone number of US; it begins with "hello"'
    ],
    ['a thousand lines without a number', 'US', 'a\n'.repeat(2000), 'not one of the first 1000 lines'],
    ['numbers of another country alone', 'GB', '6045550188\n', 'no line of the file holds a telephone number of GB'],
    ['headings that name no telephone', 'US', 'Litigator,City\nAnn,Miami\n', 'headings are "Litigator, City"'],
    ['a number in a later column without headings', 'US', 'Ann,3055550123\n', 'stands in column 2'],
    [
      'a list with changes in it',
      'US',
      '305,5550123\n305,5550124,D\n',
      'line 2 says that a number was added or deleted'
    ],
    ['a country that nobody knows', 'XX', '3055550123\n', '"XX" has no telephone numbers']
  ] as const)('%s', ([, country, text, complaint]) => {
    expect(complaintOf(country, text)).toContain(complaint)
  })
})

describe('laws', () => {
  const country = fc.constantFrom('US', 'CA', 'GB', 'AU', 'IT', 'ES')
  const piece = fc.constantFrom(
    ...[
      '305',
      ',',
      '5550123',
      '\n',
      '\r',
      '\r\n',
      '"',
      '+',
      '44',
      '0',
      '207',
      'A',
      'D',
      'Y',
      'N',
      'phone',
      ' ',
      ';',
      '\t'
    ],
    ...[
      '\ufeff',
      '=',
      '<',
      '9'.repeat(90),
      '１２３',
      '-',
      '(',
      'é',
      '\u001a',
      '\ud800',
      '2026-11-20',
      'x12',
      '3055550123'
    ]
  )
  const hostile = fc.array(fc.oneof({ weight: 4, arbitrary: piece }, fc.string({ unit: 'binary' })), { maxLength: 60 })

  test('no content makes a reader throw anything but a sentence, and each line counts once at most', () => {
    fc.assert(
      fc.property(country, hostile, fc.integer({ min: 1, max: 40 }), (where, pieces, chunk) => {
        const text = pieces.join('')
        let read: Read
        try {
          read = readAs(where, text, chunk)
        } catch (thrown) {
          expect(isNotAList(thrown)).toBe(true)
          return
        }
        const { said, report } = read
        for (const each of said) expect(each).toMatch(/^(?:added |removed )?\+[1-9]\d{6,14}$/)
        const { listed, added, removed } = report.numbers
        expect(listed + added + removed).toBe(said.length)
        expect(report.problems.length).toBe(Math.min(report.refused, 20))
        expect(report.refused + report.notListed).toBeLessThanOrEqual(report.lines)
        expect(report.isChange ? listed : added + removed).toBe(0)
      }),
      { numRuns: 2000 }
    )
  })

  test('how a file is cut into chunks changes nothing', () => {
    const outcome = (where: string, text: string, chunk: number): unknown => {
      try {
        return readAs(where, text, chunk)
      } catch (thrown) {
        return isNotAList(thrown) ? 'no list' : thrown
      }
    }
    fc.assert(
      fc.property(country, hostile, fc.integer({ min: 1, max: 40 }), (where, pieces, chunk) => {
        const text = pieces.join('').replaceAll('\0', '')
        expect(outcome(where, text, chunk)).toEqual(outcome(where, text, text.length + 1))
      })
    )
  })

  test.for([
    ['US', '1'],
    ['CA', '1'],
    ['GB', '44'],
    ['AU', '61'],
    ['IT', '39'],
    ['ES', '34'],
    ['FR', '33'],
    ['DE', '49'],
    ['BR', '55']
  ] as const)('a number of %s on a list is the number that a lead file would make of it', ([where, code]) => {
    const read = listedNumberReader(where)!
    const prefix = fc.constantFrom('', '0', code, `+${code}`, `00${code}`, `+${code} (0)`)
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 6, maxLength: 12 })
    fc.assert(
      fc.property(prefix, digits, (start, rest) => {
        const text = start + rest.join('')
        const phone = readPhone(text, where)
        const listed = read(text)
        if (phone.kind === 'phone' && typeof listed === 'string') expect(listed).toBe(phone.e164)
        if (phone.kind === 'phone' && phone.country === where && text.startsWith(`+${code}`))
          expect(listed).toBe(phone.e164)
      }),
      { numRuns: 500 }
    )
  })
})
