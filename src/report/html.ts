import { dateWords } from '../sheet/words.ts'
import { type Cell, type Shown } from './cell.ts'
import { type Linked, chartSays, chartSvg, escaped } from './chart.ts'
import { pageStyle, reportStyle } from './page-style.ts'
import { type Report, type Section, type Table } from './report.ts'
import { boundsWords, shownWords } from './words.ts'

/** Where a number leads: nowhere in a file that goes round, to its rows in the app. */
export type Numbers = 'plain' | 'links'

/** One file that opens anywhere: no script, nothing from elsewhere, and nobody's name. `fonts` are rules of CSS. */
export function reportHtml(report: Report, fonts = ''): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; font-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escaped(report.title)}</title>
<style>${fonts}${pageStyle}${reportStyle}</style>
</head>
<body>
<main>
${reportBody(report, 'plain')}</main>
</body>
</html>
`
}

/** The report without a page around it. With links each number carries `data-rows`, `data-by` and `data-group`. */
export function reportBody(report: Report, numbers: Numbers = 'links'): string {
  return `<article class="report">
<header>
<p class="head"><span><b>Aftertone</b> ${escaped(report.about.what)}</span><span>Figures as of ${escaped(dateWords(report.dataAsOf))}.${numbers === 'plain' ? ' No person can be told from this page.' : ''}</span></p>
<p class="asks">What came of it?</p>
<h1>${escaped(report.answer)}</h1>
<p class="facts">${escaped(report.about.facts.join(' '))}</p>
</header>
<div class="pages">
${contents(report)}
<div class="sections">
${report.sections.map((section) => sectionOf(section, report.about.currency, numbers)).join('')}<section class="know" aria-labelledby="know">
<h2 id="know" class="asks">How we know</h2>
<div class="columns">${report.howWeKnow.map((each) => `<p>${escaped(each)}</p>`).join('')}</div>
</section>
</div>
</div>
</article>
`
}

function contents({ sections }: Report): string {
  const entries = sections.map(({ id, asks }) => `<li><a href="#${escaped(id)}">${escaped(asks)}</a></li>`)
  return `<nav aria-label="Questions"><ul>${entries.join('')}<li><a href="#know">How we know</a></li></ul></nav>`
}

function sectionOf({ id, asks, title, sentence, tables, chart }: Section, currency: string, numbers: Numbers): string {
  const figure =
    chart === null
      ? ''
      : `<figure>
<figcaption>${escaped(chart.caption)}</figcaption>
<p class="unseen">${escaped(chartSays(chart))}</p>
${chartSvg(chart, linked(numbers))}
</figure>
`
  return `<section aria-labelledby="${escaped(id)}">
<p class="asks">${escaped(asks)}</p>
<h2 id="${escaped(id)}">${escaped(title)}</h2>
<p class="because">${escaped(sentence)}</p>
${figure}<div class="tables">
${tables.map((table) => tableOf(table, currency, numbers)).join('')}</div>
</section>
`
}

/** A table of few columns may stand beside another one; one of many gives up the room for its bands. */
const kindOf = (columns: number): string => (columns <= 3 ? 'table' : columns <= 8 ? 'table wide' : 'table wide bare')

function tableOf({ caption, head, columns, rows, note }: Table, currency: string, numbers: Numbers): string {
  const heads = columns.map(
    ({ says, unit }) => `<th scope="col">${escaped(says)}${unit === '' ? '' : `<small>${escaped(unit)}</small>`}</th>`
  )
  const lines = rows.map(
    ({ label, cells }) =>
      `<tr><th scope="row">${escaped(label)}</th>${columns.map((_, i) => cellOf(cells[i], currency, numbers)).join('')}</tr>\n`
  )
  return `<div class="${kindOf(columns.length)}">
<div class="scroll" tabindex="0" role="region" aria-label="${escaped(caption)}">
<table>
<caption>${escaped(caption)}</caption>
<thead><tr><th scope="col">${head === '' ? '<span class="unseen">What</span>' : escaped(head)}</th>${heads.join('')}</tr></thead>
<tbody>
${lines.join('')}</tbody>
</table>
</div>
${note === null ? '' : `<p class="note">${escaped(note)}</p>\n`}</div>
`
}

function cellOf(cell: Cell | undefined, currency: string, numbers: Numbers): string {
  if (cell === undefined) return '<td></td>'
  if (cell.kind === 'words') return `<td class="words">${escaped(cell.words)}</td>`
  const bounds = boundsWords(cell)
  const shown = linkOf(cell, escaped(shownWords(cell, currency)), numbers)
  const isFaint = cell.isSmall || cell.value === null || cell.count === 0
  const band = bounds === '' ? '' : ` <span class="band">${escaped(bounds)}</span>`
  return `<td${isFaint ? ' class="faint"' : ''}>${shown}${band}</td>`
}

function linkOf(cell: Shown, inner: string, numbers: Numbers): string {
  if (numbers === 'plain') return inner
  const { key, by, group } = cell
  return `<a data-rows="${escaped(key)}" data-by="${escaped(by)}" data-group="${escaped(String(group))}" href="#rows">${inner}</a>`
}

const linked =
  (numbers: Numbers): Linked =>
  (cell, inner) =>
    numbers === 'plain' ? `<g>${inner}</g>` : linkOf(cell, inner, numbers).replace('<a ', '<a tabindex="-1" ')
