import { BAD_NAMED, type SheetFoot, type SheetFormat, type SheetHead, footSentences, groupReasons } from './format.ts'
import { pageStyle } from './page-style.ts'
import { type SheetRow } from './sheet-row.ts'
import { adviceWords, hoursWords, summaryWords } from './table.ts'
import { clockWords, countWords, dateWords, mannerWords, messageWords, nextWords, phoneWords } from './words.ts'

/** The sheet as a page to print: one file without scripts, fonts or pictures from elsewhere. */
export function pageFormat(): SheetFormat {
  let isOpen = false
  return {
    begin: headOf,
    group: (name, count) => {
      const before = isOpen ? '</tbody>\n' : ''
      isOpen = true
      return `${before}<tbody>\n<tr class="group"><th colspan="8" scope="rowgroup"><span>${escaped(capital(name))}</span> <i>${countWords(count)}</i> <q>${escaped(groupReasons[name] ?? '')}</q></th></tr>\n`
    },
    line: rowOf,
    bad: () => '',
    end: (foot) => `${isOpen ? '</tbody>\n' : ''}</table>\n${footOf(foot)}</body>\n</html>\n`
  }
}

function headOf({ list, at, playbook, title, summary }: SheetHead): string {
  const when = dateWords(at)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Call sheet: ${escaped(list)}, ${escaped(when)}</title>
<style>${pageStyle}</style>
</head>
<body>
<header>
<h1>${escaped(list)}</h1>
<p class="facts">${escaped(when)} · ${escaped(title)} · ${escaped(playbook)}</p>
<p class="answer">${escaped(summaryWords(summary))}</p>
</header>
<table>
<colgroup><col class="box"><col class="who"><col class="phone"><col class="there"><col class="why"><col class="voicemail"><col class="next"><col class="notes"></colgroup>
<thead><tr><th><span class="unseen">Done</span></th><th>Who</th><th>Phone</th><th>Their time</th><th>Why now</th><th>If voicemail</th><th>Then</th><th>Notes</th></tr></thead>
`
}

function rowOf(row: SheetRow): string {
  const cells = [
    `<td class="box">${row.callable ? '<b></b>' : ''}</td>`,
    `<td class="who"><strong>${escaped(row.name || row.company || 'Name unknown')}</strong>${row.name === '' ? '' : small(row.company)}${small(`row ${row.row}`)}</td>`,
    `<td class="phone">${escaped(phoneWords(row.phone))}</td>`,
    `<td class="there">${thereOf(row)}</td>`,
    `<td class="why"><q>${escaped(row.why)}</q>${small(row.remedy ?? '')}${row.warnings.map(small).join('')}</td>`,
    `<td class="voicemail">${voicemailOf(row)}</td>`,
    `<td class="next">${nextOf(row)}</td>`,
    '<td class="notes"></td>'
  ]
  return `<tr${row.callable ? '' : ' class="waits"'}>${cells.join('')}</tr>\n`
}

function thereOf(row: SheetRow): string {
  const [now = '', ...rest] = hoursWords(row).split(', ')
  const from = !row.callable && row.from ? `from ${clockWords(row.from, row.local)}` : rest.join(', ')
  return `<strong>${escaped(now)}</strong>${small(from)}`
}

function voicemailOf({ voicemail, stop, ...row }: SheetRow): string {
  const advice = `<strong>${escaped(adviceWords({ voicemail, stop, ...row }))}</strong>`
  if (voicemail.action === 'at_the_beep') return advice
  if (voicemail.message === null) return `${advice}<q>${escaped(voicemail.because)}</q>`
  const { message } = voicemail
  return `${advice}<q>${escaped(capital(messageWords(message)))}.</q>${small(mannerWords(message))}`
}

function nextOf({ next, ends, local }: SheetRow): string {
  if (next !== null) return `${escaped(nextWords(next, local))}<q>${escaped(next.because)}</q>`
  return ends === null ? '' : `<q>${escaped(ends.because)}</q>`
}

function footOf(foot: SheetFoot): string {
  const sentences = footSentences(foot)
  if (sentences.length === 0) return ''
  const title =
    foot.summary.bad > BAD_NAMED
      ? `To know beside it; ${countWords(foot.summary.bad)} rows could not be read`
      : 'To know beside it'
  return `<footer>\n<h2>${title}</h2>\n<ul>\n${sentences.map((sentence) => `<li>${escaped(sentence)}</li>\n`).join('')}</ul>\n</footer>\n`
}

const small = (text: string): string => (text === '' ? '' : `<small>${escaped(text)}</small>`)
const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

/** Text that stays text inside a page, in attributes too. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character]!)
}
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;'
}
