/** Values of both themes for a page of its own; inside the app its own are there already. */
const LIGHT = `--canvas:#edf0ee;--surface:#fafbfa;--sunken:#e3e8e5;--rule:#d5dbd7;--edge:#7d8883;--ink:#13201b;--ink2:#43514b;--ink3:#57645e;
--wire:#0a5a82;--wire-wash:#dfebf1;--human:#0a5a82;--tone:#c8440b;--amber-mark:#b07a00`
const DARK = `--canvas:#0d1211;--surface:#131a18;--sunken:#090d0c;--rule:#26312e;--edge:#6c7a75;--ink:#e6edea;--ink2:#b3bfba;--ink3:#8d9a95;
--wire:#7cc3e8;--wire-wash:#14303f;--human:#4aa3d8;--tone:#ff7d47;--amber-mark:#f0b93b`
const PAPER = `--canvas:#fff;--surface:#fff;--sunken:#eee;--rule:#d5dbd7;--edge:#7d8883;--ink:#000;--ink2:#333;--ink3:#555;
--wire:#0a5a82;--wire-wash:#dfebf1;--human:#0a5a82;--tone:#c8440b;--amber-mark:#b07a00`

export const pageStyle = `
:root{color-scheme:light dark;${LIGHT};
--sans:"Instrument Sans",system-ui,"Segoe UI","Helvetica Neue",Helvetica,Arial,sans-serif;
--serif:Newsreader,"Iowan Old Style",Charter,Georgia,"Times New Roman",serif}
@media (prefers-color-scheme:dark){:root{${DARK}}}
@media print{:root{color-scheme:light;${PAPER}}}
html{background:var(--surface)}
body{margin:0}
@page{margin:14mm 14mm 16mm}
`

/** The looks of the report, inside the app too: nothing reaches beyond `.report`. */
export const reportStyle = `
.report{box-sizing:border-box;max-width:1320px;margin:0 auto;padding:32px 40px 64px 44px;background:var(--surface);color:var(--ink);
font:400 .8125rem/1.385 var(--sans);font-feature-settings:"tnum";font-variant-numeric:tabular-nums;-webkit-text-size-adjust:100%}
.report *{box-sizing:border-box}
.report h1,.report h2,.report p,.report ul,.report figure{margin:0;padding:0}
.report .head{display:flex;flex-wrap:wrap;gap:4px 24px;justify-content:space-between;font-size:.75rem;line-height:1.334;color:var(--ink3)}
.report .head b{font-weight:600;color:var(--ink);margin-right:6px}
.report .asks{font:600 .9375rem/1.334 var(--sans);margin-top:0}
.report header .asks{margin-top:24px}
.report h1{font:500 2.125rem/1.236 var(--serif);letter-spacing:-.012em;max-width:1080px;text-wrap:balance;margin-top:4px}
.report .facts{margin-top:12px;color:var(--ink3);max-width:1080px;text-wrap:pretty}
.report .pages{display:grid;grid-template-columns:196px minmax(0,1fr);gap:44px;margin-top:32px}
.report nav ul{list-style:none;position:sticky;top:24px}
.report nav a{display:block;padding:6px 0;color:var(--ink2);text-decoration:none;line-height:18px}
.report nav a:hover{color:var(--wire);text-decoration:underline;text-underline-offset:3px}
.report section{border-top:1px solid var(--ink);padding:16px 0 44px}
.report h2{font:500 1.5rem/1.25 var(--serif);letter-spacing:-.008em;max-width:820px;text-wrap:balance;margin-top:4px}
.report h2.asks{font:600 .9375rem/1.334 var(--sans);letter-spacing:0}
.report .because{font:400 1.0625rem/1.412 var(--serif);color:var(--ink2);max-width:720px;margin-top:8px;text-wrap:pretty}
.report figure{margin-top:24px;max-width:860px}
.report figcaption{font-weight:600;font-size:.8125rem;margin-bottom:8px}
.report svg{display:block;overflow:visible}
.report svg text{fill:var(--ink);font:400 13px var(--sans)}
.report svg .end{text-anchor:end}.report svg .middle{text-anchor:middle}
.report svg .value{font-weight:600;white-space:pre}.report svg .strong{font-weight:600}
.report svg .small{fill:var(--ink3);font-size:12px}.report svg .tiny{fill:var(--ink3);font-size:11px}.report svg .inked{fill:var(--ink)}.report svg text.quiet{fill:var(--ink3);font-weight:400}
.report svg .track{fill:var(--sunken)}.report svg .wash{fill:var(--wire-wash)}.report svg .edge{fill:var(--wire)}
.report svg .band{stroke:var(--wire);stroke-width:4}.report svg .early.band{stroke:var(--edge);stroke-width:2;stroke-dasharray:4 3}
.report svg .dot{fill:var(--wire);stroke:var(--wire);stroke-width:2}.report svg .dot.early{fill:var(--surface);stroke:var(--edge)}
.report svg .grid{stroke:var(--rule)}.report svg .zero{stroke:var(--ink)}
.report svg .ink{fill:var(--ink)}.report svg .amber{fill:var(--amber-mark)}.report svg .tone{fill:var(--tone)}.report svg .human{fill:var(--human)}.report svg rect.quiet{fill:var(--ink3)}
.report svg .field{fill:var(--wire)}.report svg .few{fill:var(--sunken)}
.report .tables{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:28px 44px;margin-top:28px;align-items:start}
.report .table.wide{grid-column:1/-1}
.report .scroll{overflow-x:auto}
.report table{width:100%;border-collapse:collapse}
.report caption{text-align:left;font-weight:600;padding-bottom:8px}
.report thead th{font-weight:400;font-size:.75rem;line-height:1.334;color:var(--ink3);vertical-align:bottom;padding:0 0 6px 16px;text-align:right}
.report thead th small{display:block;font-size:.6875rem}
.report tbody th{font-weight:400;text-align:left;min-width:9em;text-wrap:pretty}
.report tr>:first-child{padding-left:0;text-align:left}
.report tbody th,.report td{border-top:1px solid var(--rule);padding:6px 0 7px 16px;vertical-align:baseline}
.report td{text-align:right;font-weight:500;white-space:nowrap}
.report .band{display:inline-block;min-width:5.5em;margin-left:6px;font-weight:400;font-size:.75rem;color:var(--ink3);text-align:left}
.report td.faint{color:var(--ink3);font-weight:400}
.report tbody tr:last-child>*{border-bottom:1px solid var(--rule)}
.report .bare .band{display:none}
.report .bare td{padding-left:8px}
.report .note{font-size:.75rem;line-height:1.334;color:var(--ink3);margin-top:8px;max-width:640px;text-wrap:pretty}
.report td a{color:inherit;text-decoration:none}
.report td a:hover,.report td a:focus-visible{text-decoration:underline;text-underline-offset:3px}
.report :focus-visible{outline:2px solid var(--wire);outline-offset:2px}
.report .columns{columns:2;column-gap:44px;margin-top:8px}
.report .columns p{font:400 .9375rem/1.4 var(--serif);color:var(--ink2);break-inside:avoid;padding-bottom:10px}
.report .unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media (max-width:1080px){.report .pages{display:block}.report nav{display:none}}
@media screen and (max-width:820px){.report{font-size:1rem;padding:20px 16px 48px}.report h1{font-size:1.625rem;line-height:1.23}
.report h2{font-size:1.25rem;line-height:1.3}.report .tables{display:block}.report .table{margin-top:24px}.report .columns{columns:1}
.report td,.report tbody th{font-size:.875rem}.report tbody th{min-width:7.5em}.report .band{min-width:0}}
@media print{.report{max-width:none;padding:0;font-size:8.5pt}.report .pages{display:block;margin-top:8mm}.report nav{display:none}
.report h1{font-size:20pt}.report h2{font-size:13pt}.report .because{font-size:10pt}.report section{padding:4mm 0 7mm}
.report .scroll{overflow:visible}.report figure,.report tr,.report .note{break-inside:avoid}.report h2,.report .asks,.report caption{break-after:avoid}
.report thead{display:table-header-group}.report svg{-webkit-print-color-adjust:exact;print-color-adjust:exact}
.report .tables{gap:5mm 8mm;margin-top:5mm}.report td,.report tbody th{padding:1.1mm 0 1.1mm 3mm}.report .band{margin-left:1mm}
.report svg text{font-size:11px}.report .columns p{font-size:9.5pt}}
`
