"""What can never be published: ``playbook check`` refuses it, at its place."""

from __future__ import annotations

from hostile_vectors import CANARY

PAGE = "content/da/page.md"
SCHEMES = (
    "javascript:pwned(1)", "JaVaScRiPt:pwned(1)", " javascript:pwned(1)", "java\tscript:pwned(1)",
    "\\javascript:pwned(1)", "javascript&colon;pwned(1)",
    "&#106;avascript:pwned(1)", "&#x6A&#x61vascript:pwned(1)", "java&Tab;script:pwned(1)",
    "java&NewLine;script:pwned(1)", "&#1;javascript:pwned(1)", "javascript&#58;pwned(1)", "javascript&#x3a;pwned(1)",
    "vbscript:pwned(1)", "data:text/html,x", "data:image/svg+xml,x", "file:///etc/passwd", "blob:x", "filesystem:x",
    "about:blank", "view-source:x", "ftp://canary.invalid", "//canary.invalid", "\\\\canary.invalid",
    "/\\canary.invalid", "///canary.invalid", "jar:x", "mocha:x", "livescript:x", "ms-word:x", "intent:x", "tel",
)  # fmt: skip
"""Addresses that must not become a link's or a picture's: they lead away by other ways than plain ones."""


def _page(front: str = "title: x", body: str = "") -> tuple[str, str]:
    return PAGE, f"---\n{front}\n---\n{body}"


_PERSONA = "title: x\nfictional: true\nrole: x\ngoals: [x]\nneeds: [x]\nfrustrations: [x]"
REFUSED: dict[str, tuple[str, str, str]] = {
    # --- YAML that is more than data
    "tag": (*_page("title: !!python/object/apply:os.system [id]"), "yaml-tag"),
    "own tag": (*_page("title: !x y"), "yaml-tag"),
    "anchor": (*_page("title: &a x"), "yaml-anchor"),
    "alias": (*_page("title: *a"), "yaml-alias"),
    "merge": (*_page("title: x\n<<: {owner: cx}"), "unknown-field"),
    "directive": (PAGE, "---\n%TAG ! tag:x,2000:\n---\ntitle: x\n---\n", "early-end"),
    "key twice": (*_page("title: x\ntitle: y"), "duplicate-key"),
    "key that is no text": (*_page("title: x\n[a]: b"), "key-not-text"),
    "field of Python": (*_page("title: x\n__class__: y"), "unknown-field"),
    "prototype": (*_page("title: x\n__proto__: y"), "unknown-field"),
    # --- Characters that nobody sees
    "escape": (*_page("title: a⟦001B⟧[31mb"), "control-character"),
    "escaped escape": (*_page('title: "a\\e]8;;x\\ab"'), "control-character"),
    "null": (*_page('title: "a\\0b"'), "control-character"),
    "null byte": (*_page(body="a⟦x00⟧b\n"), "control-character"),
    "backspace": (*_page(body="a⟦0008⟧b\n"), "control-character"),
    "delete": (*_page("title: a⟦007F⟧b"), "control-character"),
    "C1": (*_page(body="a⟦009B⟧31mb\n"), "control-character"),
    "override": (*_page("title: a⟦202E⟧b"), "bidirectional-control"),
    "isolate": (*_page(body="a⟦2066⟧b\n"), "bidirectional-control"),
    "escaped override": (*_page('title: "a\\u202Eb"'), "bidirectional-control"),
    "line separator": (*_page("title: a⟦2028⟧b"), "hidden-line-break"),
    "next line": (*_page('title: "a\\Nb"'), "hidden-line-break"),
    "byte order mark": (*_page("title: a⟦FEFF⟧b"), "stray-byte-order-mark"),
    "no character": (*_page("title: a⟦FFFE⟧b"), "not-a-character"),
    "surrogate": (*_page(body="a⟦xED⟧⟦xA0⟧⟦x80⟧b\n"), "not-utf-8"),
    "overlong": (*_page(body="a⟦xC0⟧⟦xBC⟧script>\n"), "not-utf-8"),
    "UTF-7": (*_page(body="⟦x2B⟧ADw-script⟦x2B⟧AD4-⟦xFF⟧\n"), "not-utf-8"),
    "reference to an override": (*_page(body="a&#x202E;b\n"), "bidirectional-control"),
    "reference by name": (*_page(body="## a&rlm;b\n"), "bidirectional-control"),
    "reference to an escape": (*_page(body="[a&#27;[31mb](#x){: #x }\n"), "control-character"),
    "reference to null": (*_page(body="a&#0;b\n"), "control-character"),
    "reference without an end": (*_page(body=f"## a&#{'0' * 5000}65 b\n"), "not-a-character"),
    "reference to a line separator": (*_page(body="- a&#x2028;b\n"), "hidden-line-break"),
    "reference in a title": (*_page(body='[a](# "a&lrm;b"){: #x }\n'), "bidirectional-control"),
    "title that nobody sees": (*_page('title: "\\u200B\\u3164"'), "empty-field"),
    "link that nobody sees": (*_page(body="[&#8203;](https://x.example)\n"), "empty-link"),
    # --- Values that are ids, numbers or words of a list
    "owner": (*_page("title: x\nowner: '<script>'"), "unknown-owner"),
    "source": (*_page("title: x\nsources: ['\"><img>']"), "unknown-source"),
    "status": (*_page("title: x\nstatus: <script>"), "unknown-value"),
    "date": (*_page("title: x\nreview_by: <script>"), "wrong-type"),
    "waiver": (*_page("title: x\nwaive: [{code: <script>, reason: x}]"), "unknown-code"),
    "segment": ("content/da/personas/p.md", f"---\n{_PERSONA}\nsegment: <b>\n---\n", "unknown-segment"),
    "yes": ("content/da/personas/p.md", f"---\n{_PERSONA.replace('true', 'pwned(1)')}\n---\n", "wrong-type"),
    "object for text": (*_page("title: {toString: pwned}"), "wrong-type"),
    "list for text": (*_page("title: [x]"), "wrong-type"),
    "number": (*_page(f"title: {'9' * 5000}"), "number-too-long"),
    "id of an item": (
        "content/da/channels/c.md",
        "---\ntitle: x\nchannels: [{id: 'a\" onload=\"pwned(1)', title: x}]\n---\n",
        "bad-id",
    ),
    "address of a source": (
        "content/da/sources/s.md",
        "---\ntitle: x\nentries: [{id: s, title: x, language: da, address: 'javascript:pwned(1)'}]\n---\n",
        "unsafe-link",
    ),
    # --- Names of files
    "name that is HTML": ("content/da/personas/<img src=x>.md", f"---\n{_PERSONA}\n---\n", "bad-id"),
    "name with quotes": ('content/da/"onload="pwned(1).md', "---\ntitle: x\n---\n", "bad-id"),
    "name of a template": ("content/da/{{7*7}}.md", "---\ntitle: x\n---\n", "bad-id"),
    "name of Windows": ("content/da/con.md", "---\ntitle: x\n---\n", "bad-id"),
    "name with dots": ("content/da/a..b.md", "---\ntitle: x\n---\n", "bad-id"),
    **{
        f"file .{suffix}": (f"content/da/x.{suffix}", "<script>pwned(1)</script>", "unknown-file-type")
        for suffix in (
            "svg",
            "html",
            "htm",
            "xhtml",
            "js",
            "mjs",
            "css",
            "xml",
            "xsl",
            "json",
            "php",
            "swf",
            "shtml",
            "txt",
            "wasm",
        )
    },
    "file without a suffix": ("content/da/CNAME", "canary.invalid", "unknown-file-type"),
    # --- Prose
    "handler on a heading": (*_page(body="## x {: #a onclick=pwned(1) }\n"), "unsafe-attribute"),
    "style on a paragraph": (*_page(body="x\n{: style='background:url(//canary.invalid)' }\n"), "unsafe-attribute"),
    "address in attributes": (*_page(body="[x](#a){: href='javascript:pwned(1)' }\n"), "unsafe-link"),
    "frame in attributes": (*_page(body="[x](#a){: target=_top ping=//canary.invalid }\n"), "unsafe-attribute"),
    "source in attributes": (*_page(body="![x](x.png){: srcset=//canary.invalid/x }\n"), "unsafe-attribute"),
    "key in attributes": (*_page(body="*x*{: accesskey=x contenteditable=true }\n"), "unsafe-attribute"),
    "the theme's own id": (*_page(body="## x {: #__config }\n"), "unsafe-attribute"),
    "attributes of a fence": (*_page(body="``` { .x onclick=pwned(1) }\nx\n```\n"), "unsafe-attribute"),
    "id twice": (*_page(body="## x {: #a }\n\n## y {: #a }\n"), "duplicate-id"),
    "picture from elsewhere": (*_page(body=f"![x]({CANARY}/x.png)\n"), "foreign-image"),
    "link to nothing": (*_page(body="[x](../../../../etc/passwd)\n"), "broken-link"),
    "picture of nothing": (*_page(body="![x](../../../../etc/passwd.png)\n"), "broken-link"),
    "fence without end": (*_page(body="```\nx\n"), "unclosed-fence"),
    # --- Files beside the content
    "version": ("releases/x.json", '{"format": 1, "name": "x", "day": "2026-01-01", "commit": 1}', "bad-release"),
    "name of a version": (
        "releases/x.json",
        '{"format": 1, "name": "x\\u001b", "day": "2026-01-01", "commit": ""}',
        "bad-release",
    ),
    "commit of a version": (
        "releases/x.json",
        '{"format": 1, "name": "x", "day": "2026-01-01", "commit": "x\\n::error::pwn"}',
        "bad-release",
    ),
    "version of another kind": (
        "releases/x.json",
        (
            '{"format": 1, "name": "x", "day": "2026-01-01", "commit": "x", '
            '"news": [{"what": "added", "kind": "../x", "id": "x", "titles": {"da": "x"}}]}'
        ),
        "bad-release",
    ),
    "ledger": ("translations/sv/journeys/buy.txt", "title <script>\n", "bad-ledger-line"),
    "redirect elsewhere": ("published.txt", "da/gone/ -> https://canary.invalid/\n", "bad-published-line"),
    "redirect that is a script": ("published.txt", "da/gone/ -> javascript:pwned(1)\n", "bad-published-line"),
}
"""What ``check`` refuses wherever it is: the file, its text, and the code of an error that stands in that file."""
