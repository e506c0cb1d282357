/** The look of every page: light and dark as the reader has it, from a phone's width up, no more than the system's own fonts. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --paper: #f6f7f9; --card: #fff; --line: #d5dae0;
  --accent: #0b57c2; --on-accent: #fff; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --soft: #a4adb8; --paper: #14171b; --card: #1d2126;
  --line: #3a414a; --accent: #8ab8ff; --on-accent: #0c1a2e; } }
* { box-sizing: border-box; }
html { scroll-padding: 1rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif;
  overflow-wrap: break-word; }
header, main, footer { max-width: 44rem; margin: 0 auto; padding: 1rem 1.25rem; }
header a { display: inline-flex; align-items: center; gap: .6rem; color: var(--ink); font-weight: 600; text-decoration: none; }
header svg { width: 1.5rem; height: 1.5rem; fill: var(--accent); }
footer { color: var(--soft); font-size: .875rem; }
h1 { margin: .5rem 0 .75rem; font-size: 1.6rem; line-height: 1.25; }
h2 { margin: 0 0 .5rem; font-size: 1.1rem; }
p { margin: 0 0 1rem; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
section { margin: 0 0 1.25rem; padding: 1.1rem 1.25rem; background: var(--card); border: 1px solid var(--line);
  border-radius: .6rem; }
section > :last-child { margin-bottom: 0; }
.soft { color: var(--soft); }
.address { overflow-wrap: anywhere; font-family: ui-monospace, monospace; font-size: .9rem; }
.button, button { display: inline-block; min-height: 2.75rem; padding: .6rem 1.1rem; border: 0; border-radius: .4rem;
  background: var(--accent); color: var(--on-accent); font: inherit; font-weight: 600; text-decoration: none; cursor: pointer; }
.clicks { display: flex; flex-wrap: wrap; gap: .25rem .5rem; margin: 0 0 1rem; padding: 0; list-style: none; font-weight: 600;
  overflow-wrap: anywhere; }
.clicks li + li::before { content: "\\203a"; margin-right: .5rem; color: var(--soft); }
.pages { margin: 0 0 1rem; padding: 0; list-style: none; }
.pages > li { padding: .6rem 0; border-top: 1px solid var(--line); }
.pages > li:first-child { border-top: 0; padding-top: 0; }
.pages .clicks { margin: 0; font-size: .9rem; font-weight: 400; color: var(--soft); }
form.search { display: flex; flex-wrap: wrap; gap: .6rem; }
form.search label { flex: 1 1 100%; font-weight: 600; }
input[type=search] { flex: 1 1 14rem; min-width: 0; min-height: 2.75rem; padding: .5rem .75rem; border: 1px solid var(--soft);
  border-radius: .4rem; background: var(--card); color: var(--ink); font: inherit; text-overflow: ellipsis; }
::placeholder { color: var(--soft); opacity: 1; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .45rem .5rem .45rem 0; border-top: 1px solid var(--line); text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }
thead th, tr:first-child > :where(th, td) { border-top: 0; }
@media (scripting: none) { .scripted { display: none; } }
@media (forced-colors: active) {
  .button, button, section { border: 1px solid; }
  header svg { fill: currentColor; }
  :focus-visible { outline-color: Highlight; }
}
`;
