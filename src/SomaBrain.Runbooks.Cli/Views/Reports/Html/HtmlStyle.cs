namespace SomaBrain.Runbooks.Cli.Views.Reports.Html;

/// <summary>How a report looks. Colours are variables, so that light, dark and paper differ in one place.</summary>
internal static class HtmlStyle
{
    public const string Sheet = """

        :root{--paper:#fff;--ink:#1b1f24;--dim:#5c6670;--line:#dce1e6;--soft:#f4f6f8;--good:#1a7f37;--warn:#8f5b00;--bad:#b3261e;--bar:#2f6feb;--goodbg:#e9f7ee;--warnbg:#fff6e0;--badbg:#fdecea}
        @media (prefers-color-scheme:dark){:root{--paper:#14171a;--ink:#e6e9ec;--dim:#9aa4ae;--line:#2c333a;--soft:#1d2227;--good:#56d364;--warn:#e3b341;--bad:#ff8a80;--bar:#6ea8fe;--goodbg:#12261a;--warnbg:#2a2210;--badbg:#2d1614}}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif}
        main{max-width:64rem;margin:0 auto;padding:1.25rem 1.25rem 4rem;overflow-wrap:anywhere}
        header{border:1px solid var(--line);border-left:6px solid var(--dim);border-radius:6px;padding:1rem 1.25rem;margin-bottom:1.5rem;background:var(--soft)}
        header.good{border-left-color:var(--good);background:var(--goodbg)}header.warn{border-left-color:var(--warn);background:var(--warnbg)}header.bad{border-left-color:var(--bad);background:var(--badbg)}
        .good .verdict strong{color:var(--good)}.warn .verdict strong{color:var(--warn)}.bad .verdict strong{color:var(--bad)}
        .kicker{margin:0;font-size:.8rem;letter-spacing:.06em;text-transform:uppercase;color:var(--dim)}
        h1{font-size:1.6rem;line-height:1.25;margin:.1rem 0 .4rem}
        h2{font-size:1.15rem;margin:2.25rem 0 .75rem;padding-bottom:.3rem;border-bottom:1px solid var(--line)}
        h3{font-size:1rem;margin:1.25rem 0 .35rem}
        p{margin:.35rem 0}
        .verdict{font-size:1.2rem}.verdict strong{margin-right:.25rem}
        .meta,.note,small{color:var(--dim);font-size:.9rem}
        .alarm{margin-top:.6rem;padding:.4rem .7rem;border-radius:4px;background:var(--paper);border:1px solid var(--warn)}.alarm.bad{border-color:var(--bad);color:var(--bad);font-weight:600}
        pre,code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.86em}
        pre{margin:.4rem 0;padding:.6rem .8rem;background:var(--soft);border:1px solid var(--line);border-radius:4px;white-space:pre-wrap;overflow-wrap:anywhere}
        .word{display:inline-block;min-width:1.1em;padding:0 .45em;border-radius:3px;border:1px solid currentColor;font-size:.8rem;font-weight:600;line-height:1.45;white-space:nowrap}
        .okt{color:var(--good)}.warnt{color:var(--warn)}.badt{color:var(--bad)}.dimt{color:var(--dim)}
        .card{border:1px solid var(--line);border-radius:6px;padding:.7rem 1rem;margin:.7rem 0}
        .card.bad{border-left:4px solid var(--bad)}.card.warn{border-left:4px solid var(--warn)}
        .card>p:first-child{margin-top:0}
        dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1.25rem;margin:0}dt{color:var(--dim)}dd{margin:0;min-width:0}
        table{border-collapse:collapse;width:100%;font-size:.92rem}th{text-align:left;color:var(--dim);font-weight:600}th,td{padding:.35rem .75rem .35rem 0;border-bottom:1px solid var(--line);vertical-align:top}
        .scroll{overflow-x:auto;max-width:100%}.scroll table{width:auto}.scroll td,.scroll th{white-space:nowrap;overflow-wrap:normal}
        td.num,th.num{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        ol.line{list-style:none;margin:0;padding:0}
        ol.line li.step{display:grid;grid-template-columns:5.2rem minmax(0,1fr) 11rem 4.6rem;gap:0 .9rem;padding:.35rem 0;border-bottom:1px solid var(--line);align-items:baseline}
        .clock,.took{color:var(--dim);font-variant-numeric:tabular-nums;font-size:.88rem;white-space:nowrap}.took{text-align:right}
        .what b{font-weight:600;margin-right:.35rem}.what .path{color:var(--dim);margin-right:.35rem}.what small{display:block}
        .track{align-self:center;position:relative;height:.7rem;border-radius:2px;background:var(--soft);overflow:hidden}
        .track i{position:absolute;top:0;bottom:0;min-width:2px;background:var(--bar);border-radius:2px}
        li.warn .track i{background:var(--warn)}li.bad .track i{background:var(--bad)}li.inside .track i{opacity:.35}
        li.side,li.gap{padding:.3rem 0 .3rem 6.1rem;border-bottom:1px solid var(--line);color:var(--dim);font-size:.9rem}
        li.gap{border-left:0;background:repeating-linear-gradient(135deg,transparent 0 6px,var(--soft) 6px 12px)}
        details>summary{cursor:pointer;padding:.35rem 0}summary .word{margin-left:.35rem}details.turns{border-bottom:1px solid var(--line)}details.turns>ol{margin-left:1rem;border-left:2px solid var(--line);padding-left:.75rem}
        a{color:var(--bar);text-decoration:none}a:hover{text-decoration:underline}
        @media (max-width:40rem){
        main{padding:.75rem .75rem 3rem}header{padding:.75rem .9rem}h1{font-size:1.35rem}.verdict{font-size:1.1rem}
        dl.facts{grid-template-columns:1fr;gap:0}dd{margin-bottom:.5rem}
        ol.line li.step{grid-template-columns:minmax(0,1fr) auto;gap:.1rem .6rem}.clock{grid-row:1;grid-column:1}.took{grid-row:1;grid-column:2}.what{grid-row:2;grid-column:1/3}.track{grid-row:3;grid-column:1/3;width:100%;margin:.2rem 0}
        li.side,li.gap{padding-left:.5rem}details.turns>ol{margin-left:0}
        table.wrap,table.wrap tbody,table.wrap tr,table.wrap td{display:block;width:100%}table.wrap thead{display:none}table.wrap tr{padding:.45rem 0;border-bottom:1px solid var(--line)}table.wrap td{border:0;padding:.05rem 0;text-align:left;white-space:normal}
        table.wrap td[data-h]::before{content:attr(data-h) ": ";color:var(--dim)}
        }
        @media print{
        :root{--paper:#fff;--ink:#000;--dim:#444;--line:#bbb;--soft:#f3f3f3;--good:#0b5c22;--warn:#6b4400;--bad:#8c1008;--bar:#555;--goodbg:#fff;--warnbg:#fff;--badbg:#fff}
        @page{margin:16mm 14mm}
        body{font-size:10.5pt;-webkit-print-color-adjust:exact;print-color-adjust:exact}main{max-width:none;padding:0}
        h2{break-after:avoid;margin-top:1.4rem}h3{break-after:avoid}li.step,.card,tr,header{break-inside:avoid}pre{font-size:8.5pt}a{color:inherit}
        ol.line li.step{grid-template-columns:4.6rem minmax(0,1fr) 7rem 4rem}.scroll{overflow:visible}.scroll td,.scroll th{white-space:normal}
        }

        """;
}
