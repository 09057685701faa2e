/**
 * The looks of the printed sheet: white paper, hairlines, words that people say in a serif, words of the machine in a
 * sans. Landscape without a paper size, so that a printer takes the A4 or the letter that it has.
 */
export const pageStyle = `
@page { size: landscape; margin: 11mm 12mm 13mm }
:root { --ink: #13201b; --second: #43514b; --third: #57645e; --rule: #d5dbd7;
  --sans: "Instrument Sans", "Helvetica Neue", Helvetica, Arial, system-ui, sans-serif;
  --serif: Newsreader, "Iowan Old Style", Charter, Georgia, serif }
* { box-sizing: border-box }
html { background: #fff; color: var(--ink); font: 8.5pt/1.35 var(--sans); font-variant-numeric: tabular-nums;
  -webkit-print-color-adjust: exact; print-color-adjust: exact }
body { margin: 0 }
@media screen { body { max-width: 277mm; margin: 12mm auto; padding: 0 8mm } }
header { border-bottom: 1px solid var(--ink); padding-bottom: 3mm; margin-bottom: 1mm }
h1 { font: 500 20pt/1.15 var(--serif); letter-spacing: -.01em; margin: 0; overflow-wrap: anywhere }
.facts { margin: 1mm 0 0; color: var(--third) }
.answer { font: 11pt/1.4 var(--serif); margin: 2mm 0 0; max-width: 190mm; text-wrap: pretty }
table { width: 100%; border-collapse: collapse; table-layout: fixed }
thead { display: table-header-group }
thead th { font-weight: 400; color: var(--third); text-align: left; padding: 1.6mm 3mm 1.2mm 0; border-bottom: 1px solid var(--rule) }
tr { break-inside: avoid }
td { vertical-align: top; padding: 1.9mm 3mm 1.9mm 0; border-bottom: 1px solid var(--rule); overflow-wrap: anywhere }
.group th { text-align: left; font-weight: 400; color: var(--third); padding: 4.5mm 0 1.2mm; border-bottom: 1px solid var(--ink) }
.group { break-after: avoid }
.group span { font-weight: 600; color: var(--ink); font-size: 9.5pt }
.group i { font-style: normal; color: var(--third); margin: 0 1.5mm }
q { quotes: none; font: 9.5pt/1.32 var(--serif); color: var(--ink); text-wrap: pretty }
td strong { font-weight: 600 }
td strong + q, td.next q { display: block; margin-top: .4mm }
small { display: block; font-size: 7.5pt; color: var(--third); margin-top: .3mm }
.phone { white-space: nowrap; font-size: 9pt }
td.box b { display: block; width: 3.6mm; height: 3.6mm; border: 1px solid var(--second); border-radius: .6mm; margin-top: .3mm }
.waits td, .waits q { color: var(--second) }
col.box { width: 7mm } col.who { width: 15% } col.phone { width: 34mm } col.there { width: 22mm } col.why { width: 20% }
col.voicemail { width: 19% } col.next { width: 15% } col.notes { width: 14% }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
footer { margin-top: 7mm; break-inside: avoid; color: var(--second) }
h2 { font: 600 9.5pt/1.3 var(--sans); color: var(--ink); margin: 0 0 1mm }
ul { margin: 0; padding: 0; list-style: none } li { padding: .7mm 0; border-bottom: 1px solid var(--rule) }
`
