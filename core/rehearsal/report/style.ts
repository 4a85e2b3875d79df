/** Style of the report: light and dark, readable without colour too. */
export const REPORT_STYLE = `
:root { color-scheme: light dark; --back: #ffffff; --panel: #f6f8fa; --line: #d0d7de; --text: #1f2328; --muted: #57606a;
  --allowed: #116329; --denied: #b3201f; --unknown: #7d4e00; --none: #57606a; --mark: #ffffff; }
@media (prefers-color-scheme: dark) {
  :root { --back: #0d1117; --panel: #161b22; --line: #3d444d; --text: #e6edf3; --muted: #9da7b3;
    --allowed: #56d364; --denied: #ff7b72; --unknown: #e3b341; --none: #9da7b3; --mark: #0d1117; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 68rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .75rem; }
p { margin: .25rem 0; }
.muted { color: var(--muted); }
code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere; }
.picture { background: var(--panel); border: 1px solid var(--line); border-radius: 10px; padding: .75rem; margin-top: 1rem; overflow-x: auto; }
svg { display: block; width: 100%; min-width: 46rem; height: auto; font-family: system-ui, sans-serif; }
svg text { fill: var(--text); font-size: 14px; }
svg .head { font-size: 17px; font-weight: 600; }
svg .small { font-size: 12px; }
svg .muted { fill: var(--muted); }
svg .account { fill: var(--back); stroke: var(--line); stroke-width: 1.5; }
svg line { stroke-width: 2.25; stroke: currentColor; }
svg marker path { fill: currentColor; }
svg .step { fill: currentColor; }
svg .number { fill: var(--mark); font-weight: 700; font-size: 13px; }
svg .verdict { fill: currentColor; font-weight: 600; }
svg .denied line { stroke-dasharray: 9 5; }
svg .unknown line, svg .none line { stroke-dasharray: 2 5; }
.allowed { color: var(--allowed); } .denied { color: var(--denied); } .unknown { color: var(--unknown); } .none { color: var(--none); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .45rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
th { font-weight: 600; }
thead th { color: var(--muted); font-size: .9rem; }
.badge { font-weight: 600; white-space: nowrap; }
details { border: 1px solid var(--line); border-radius: 10px; margin: .6rem 0; background: var(--panel); }
summary { cursor: pointer; padding: .65rem .9rem; font-weight: 600; border-radius: 10px; }
summary:focus-visible, a:focus-visible { outline: 3px solid var(--allowed); outline-offset: 2px; }
details > div { padding: 0 .9rem .9rem; }
details ul { margin: .3rem 0 .8rem; padding-left: 1.2rem; }
.request { margin: .7rem 0 .2rem; }
.finding { border-left: 4px solid currentColor; padding: .1rem 0 .1rem .7rem; margin: .6rem 0; }
.finding span { color: var(--text); }
`;
