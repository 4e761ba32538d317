"""How the mail catcher's pages look. No scripts, no fonts, light and dark."""

from html import escape

from portico_local.mail.message import Mail

STYLE = """
:root {
  color-scheme: light dark;
  --line: light-dark(#e3e3ea, #33343d); --soft: light-dark(#5d5f6b, #a2a4b0);
  --paper: light-dark(#fff, #1b1c21); --ground: light-dark(#f5f5f8, #131418); --brand: light-dark(#3b4cca, #9aa7ff);
}
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); font: 15px/1.5 system-ui, sans-serif }
header { display: flex; gap: 1rem; align-items: center; padding: 1rem 1.5rem; background: var(--paper);
         border-bottom: 1px solid var(--line) }
header a { font-weight: 650; color: inherit; text-decoration: none; margin-right: auto }
input { font: inherit; padding: .35rem .7rem; border: 1px solid var(--line); border-radius: .5rem;
        width: min(20rem, 45vw) }
main { max-width: 60rem; margin: 1.5rem auto; padding: 0 1rem }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: .75rem; overflow: hidden }
.row { display: grid; grid-template-columns: 1fr auto; gap: 0 1rem; padding: .75rem 1.25rem; color: inherit;
       text-decoration: none; border-top: 1px solid var(--line) }
.row:first-child { border-top: 0 }
.row:hover, .row:focus { background: var(--ground) }
.subject { font-weight: 600; overflow-wrap: anywhere }
.soft, dt { color: var(--soft); font-size: .9em }
.padded { padding: 1.25rem }
h1 { font-size: 1.3rem; margin: 0 0 .75rem; overflow-wrap: anywhere }
dl { display: grid; grid-template-columns: auto 1fr; gap: .15rem 1rem; margin: 0 }
dd { margin: 0; overflow-wrap: anywhere }
iframe { width: 100%; height: 38rem; border: 0; border-top: 1px solid var(--line); background: #fff;
         color-scheme: light }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font: inherit }
a { color: var(--brand) }
details { border-top: 1px solid var(--line); padding: .75rem 1.25rem }
summary { cursor: pointer; color: var(--soft) }
"""

GONE = '<div class="card padded"><h1>This mail is gone</h1><p><a href="/">Back to all mails</a></p></div>'
SANDBOX = "allow-popups allow-popups-to-escape-sandbox"
EMPTY = '<div class="card padded soft">No mails yet. Whatever Portico sends on this machine appears here.</div>'


def page(title: str, content: str) -> str:
    """The frame around every page."""
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{STYLE}</style>"
        '<header><a href="/">Caught mails</a><form action="/"><input type="search" name="to" '
        'placeholder="Only to this address" aria-label="Only to this address"></form></header>'
        f"<main>{content}</main></html>"
    )


def inbox(mails: list[Mail], to: str) -> str:
    """The list, newest first."""
    if not mails:
        return f'<div class="card padded soft">No mail to {escape(to)}.</div>' if to else EMPTY
    return f'<div class="card">{"".join(_row(mail) for mail in mails)}</div>'


def mail(one: Mail, text_as_html: str) -> str:
    """One mail: who, when, the HTML body in its frame, the text body, the headers."""
    facts = {"From": one.sender, "To": ", ".join(one.recipients), "At": _time(one)}
    listed = "".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in facts.items())
    headers = escape("\n".join(f"{name}: {value}" for name, value in one.headers))
    frame = f'<iframe sandbox="{SANDBOX}" src="/mails/{escape(one.id)}/body" title="The mail"></iframe>'
    return (
        f'<div class="card"><div class="padded"><h1>{escape(one.subject) or "(no subject)"}</h1><dl>{listed}</dl></div>'
        f"{frame if one.html else ''}"
        f"<details {'' if one.html else 'open'}><summary>As text</summary><pre>{text_as_html}</pre></details>"
        f"<details><summary>Headers</summary><pre>{headers}</pre></details></div>"
    )


def _row(one: Mail) -> str:
    subject = escape(one.subject) or "(no subject)"
    return (
        f'<a class="row" href="/mails/{escape(one.id)}"><span class="subject">{subject}</span>'
        f'<span class="soft">{_time(one)}</span><span class="soft">to {escape(", ".join(one.recipients))}</span></a>'
    )


def _time(one: Mail) -> str:
    return f"{one.received_at[:10]} {one.received_at[11:19]} UTC"
