/** The page's look: for reading, in the light and the dark, and on paper. */
export const style = `
:root{color-scheme:light dark;--ink:#1b1f24;--soft:#57606a;--page:#fff;--line:#d0d7de;--tint:#f6f8fa;--bad:#b42318;--badtint:#fdecea;--warn:#9a6700;--accent:#0b5cad;--good:#1a7f37}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9da7b1;--page:#0d1117;--line:#30363d;--tint:#161b22;--bad:#ff7b72;--badtint:#3d1513;--warn:#d29922;--accent:#6cb6ff;--good:#56d364}}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.55 system-ui,sans-serif}
main{max-width:60rem;margin:0 auto;padding:1.5rem}
h1{line-height:1.2}h2{margin-top:2.5rem;border-bottom:1px solid var(--line);padding-bottom:.25rem}h3{margin-top:1.5rem}
a{color:var(--accent)}nav ul{columns:2 16rem;padding-left:1.2rem}
table{border-collapse:collapse;width:100%;font-size:.95rem;display:block;overflow-x:auto;margin:1rem 0}
th,td{text-align:left;vertical-align:top;border-bottom:1px solid var(--line);padding:.35rem .6rem}
tr.clock td{background:var(--tint);font-weight:600}tr.gap td{color:var(--soft);font-style:italic}
code{font:.9em ui-monospace,monospace;background:var(--tint);padding:.1em .25em;border-radius:3px;overflow-wrap:anywhere}
pre{background:var(--tint);padding:1rem;overflow-x:auto}pre code{padding:0;background:none}
q{quotes:"“" "”"}sup{font-size:.7em}sup a{text-decoration:none;margin-left:.15em}
.proposed{color:var(--warn);font-style:italic}
.prompt{border-left:4px solid var(--accent);background:var(--tint);padding:.6rem 1rem;margin:1rem 0}.prompt p{margin:.2rem 0;font-weight:600}
.findings{border:1px solid var(--warn);padding:.2rem 1rem 1rem;border-radius:6px}
.letter{border:1px solid var(--line);padding:.2rem 1rem;border-radius:6px}
.meta,figcaption{color:var(--soft)}figure{margin:1rem 0}figure svg{width:100%;height:auto;display:block}
.sources li{overflow-wrap:anywhere}.sources li:target{background:var(--tint)}
svg text{font:12px system-ui,sans-serif;fill:var(--ink)}
@media print{body{font-size:11pt}nav{display:none}main{max-width:none;padding:0}a{color:inherit}h2,h3{break-after:avoid}tr,figure,.prompt{break-inside:avoid}}
`;
